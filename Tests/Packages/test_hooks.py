"""Hooks: pre-commit's, and git's own."""

import os
import re
import shutil

import pytest
import yaml

from conftest import BAD, BINARY, GOOD, PROJECT, Repository, readme_blocks, version


@pytest.fixture(scope="session")
def source(tmp_path_factory):
    """A repository with the files of this one as they are now, and its commit."""
    source = Repository(tmp_path_factory.mktemp("source"))
    listed = source.run("git", "-C", PROJECT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout
    for name in filter(None, listed.split("\0")):
        if (PROJECT / name).is_file():
            (source.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, source.folder / name)
    source.run("git", "add", "--all")
    source.commit()
    source.run("git", "tag", "v" + version())
    return source.folder


def configured(repository, source, hook):
    """Installs the hook as the README has it, but for where it comes from."""
    (block,) = [block for block in readme_blocks("yaml") if block.startswith("repos:")]
    configuration = yaml.safe_load(block)
    (entry,) = configuration["repos"]
    assert entry == {"repo": "https://github.com/reqlint/reqlint", "rev": "v" + version(), "hooks": [{"id": "reqlint"}]}
    entry["repo"] = str(source)
    entry["hooks"] = [{"id": hook}]
    repository.write(".pre-commit-config.yaml", yaml.safe_dump(configuration))
    repository.run("pre-commit", "install")


def stand_in_for_docker(repository):
    """A `docker` that runs the program itself, as the image would: in the folder that is mounted, by its entry point."""
    dockerfile = (PROJECT / ".ci/Dockerfile").read_text()
    assert 'ENTRYPOINT ["/bin/reqlint"]' in dockerfile and "COPY --from=build /image/bin/reqlint /bin/reqlint" in dockerfile
    program = repository.folder.parent / "bin/docker"
    program.parent.mkdir()
    program.write_text(f"""#!/bin/sh
[ "$1" = system ] && echo '{{}}' && exit
[ "$1" = run ] || exit 1
while [ "$1" != ghcr.io/reqlint/reqlint:{version()} ]; do
  [ "$1" = -v ] && cd "${{2%%:*}}"
  shift || exit 125
done
shift
exec '{BINARY}' "$@"
""")
    program.chmod(0o755)
    repository.environment["PATH"] = f"{program.parent}{os.pathsep}{repository.environment['PATH']}"


@pytest.mark.parametrize(
    "hook", [pytest.param("reqlint", marks=pytest.mark.release), "reqlint-system", "reqlint-docker"])
def test_a_commit_is_refused_until_it_is_mended(repository, source, hook):
    if hook == "reqlint-docker":
        stand_in_for_docker(repository)
    configured(repository, source, hook)
    for name in ("requests/embed.json", "batch.jsonl", "Tests/cassette.YAML"):
        repository.write(name, BAD)
    refused = repository.commit()
    assert refused.returncode == 1
    assert refused.stdout.count("error[unsupported-parameter]") == 3, refused.stdout
    for name in ("requests/embed.json", "batch.jsonl", "Tests/cassette.YAML"):
        repository.write(name, GOOD)
    taken = repository.commit()
    assert taken.returncode == 0, taken.stdout
    assert "Passed" in taken.stdout


def test_what_is_no_request_and_what_is_excluded_passes(repository, source):
    configured(repository, source, "reqlint-system")
    repository.write("tsconfig.json", '{\n  // comments, and a comma too many\n  "strict": true,\n}\n')
    repository.write("chart/templates/service.yaml", "name: {{ .Values.name }}\nports: {{- range .Values.ports }}\n")
    repository.write(".reqlint.yaml", "exclude: [fixtures/]\n")
    repository.write("fixtures/bad.json", BAD)
    taken = repository.commit()
    assert taken.returncode == 0, taken.stdout
    assert "Passed" in taken.stdout


def test_the_hook_can_be_tried(repository, source):
    repository.write("embed.json", BAD)
    tried = repository.run("pre-commit", "try-repo", source, "reqlint-system", "--all-files", check=False)
    assert tried.returncode == 1
    assert "error[unsupported-parameter]" in tried.stdout


def test_the_hooks_differ_in_where_the_program_comes_from_only():
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text())
    assert [(hook["id"], hook["language"]) for hook in hooks] == [
        ("reqlint", "swift"), ("reqlint-system", "system"), ("reqlint-docker", "docker_image")]
    program = ["reqlint", "reqlint", f"ghcr.io/reqlint/reqlint:{version()}"]
    arguments = "check --force-exclude --allow-empty"
    assert [hook["entry"] for hook in hooks] == [f"{name} {arguments}" for name in program]
    own = ("id", "language", "entry", "description")
    assert len({str({key: value for key, value in hook.items() if key not in own}) for hook in hooks}) == 1


def test_the_hooks_look_at_what_a_walk_looks_at():
    source = (PROJECT / "Sources/FileDiscovery/FileDiscovery.swift").read_text()
    endings = re.findall(r'"(\w+)"', re.search(r"extensions: Set = \[(.*?)\]", source, re.S)[1])
    (pattern,) = {hook["files"] for hook in yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text())}
    assert endings and all(re.search(pattern, f"a.{ending}") for ending in endings)
    assert not re.search(pattern, "a.txt") and not re.search(pattern, "a.jsonx")


def test_a_plain_hook_of_git(repository):
    (script,) = [block for block in readme_blocks("sh") if block.startswith("#!/bin/sh\n")]
    hook = repository.folder / ".git/hooks/pre-commit"
    hook.write_text(script)
    hook.chmod(0o755)
    repository.write("a b.json", BAD)
    refused = repository.commit()
    assert refused.returncode != 0
    assert "error[unsupported-parameter]" in refused.stdout
    repository.write("a b.json", GOOD)
    assert repository.commit().returncode == 0
    repository.write("notes.txt", "nothing for reqlint\n")
    assert repository.commit().returncode == 0
    repository.run("git", "rm", "--quiet", "a b.json")
    assert repository.commit().returncode == 0
