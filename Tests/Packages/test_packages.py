"""What is handed out: the tarball, the wheel, the image, the formula, the action, completions and the manual page."""

import json
import os
import pathlib
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tomllib

import pytest
import yaml

from conftest import BAD, BINARY, GOOD, PROJECT, readme_blocks, version

EXAMPLE = "Tests/Examples/embed-dimensions.json"


def output(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# The version


def test_the_version_stands_elsewhere_as_the_program_says_it():
    def text(path):
        return (PROJECT / path).read_text()

    assert json.loads(text("editors/vscode/package.json"))["version"] == version()
    assert tomllib.loads(text("editors/zed/extension.toml"))["version"] == version()
    assert tomllib.loads(text("editors/zed/Cargo.toml"))["package"]["version"] == version()
    assert yaml.safe_load(text(".github/actions/reqlint/action.yml"))["inputs"]["version"]["default"] == version()
    assert f'tag: "v{version()}"' in text(".ci/homebrew/reqlint.rb")
    assert set(re.findall(r"reqlint/reqlint:(\S+)", text(".ci/Dockerfile"))) == {version()}
    assert set(re.findall(r"reqlint(?:-|:|@v|/v)(\d+\.\d+\.\d+)", text("README.md"))) == {version()}
    assert text("CHANGELOG.md").split("\n## ")[1].startswith(version())


# Words about the options


def commands():
    return json.loads(output(BINARY, "--experimental-dump-help"))["command"]["subcommands"]


def test_the_manual_page_has_every_option(tmp_path):
    page = tmp_path / "reqlint.1"
    page.write_text(output(PROJECT / ".ci/manual", BINARY))
    assert output("mandoc", "-T", "lint", "-W", "warning", page) == ""
    shown = re.sub(".\b", "", output("mandoc", "-T", "ascii", "-O", "width=200", page))
    sections = dict(re.findall(r"^   (\w+)\n(.*?)(?=^   \w|^[A-Z])", shown, re.M | re.S))
    for command in commands():
        for argument in command["arguments"] if command["commandName"] != "help" else []:
            for name in argument.get("names", []) if argument["shouldDisplay"] else []:
                known = name["name"] in ("h", "help") or f"--{name['name']}" in sections[command["commandName"]]
                assert known, (command["commandName"], name)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_know_every_command(shell, tmp_path):
    script = tmp_path / "completions"
    script.write_text(output(BINARY, "--generate-completion-script", shell))
    for command in commands():
        assert command["commandName"] in script.read_text()
    if shutil.which(shell):
        output(shell, "-n", script)


def test_bash_completes_flags_and_the_names_of_rules(tmp_path):
    script = tmp_path / "completions"
    script.write_text(output(BINARY, "--generate-completion-script", "bash"))

    def completed(*words):
        line = " ".join(words)
        program = (
            f"source {script}; COMP_WORDS=({' '.join(map(shlex.quote, words))} ''); COMP_CWORD={len(words)}; "
            f"COMP_LINE={shlex.quote(line + ' ')}; COMP_POINT={len(line) + 1}; _reqlint reqlint '' {words[-1]}; "
            'printf "%s\\n" "${COMPREPLY[@]}"')
        environment = {**os.environ, "PATH": f"{BINARY.parent}:{os.environ['PATH']}"}
        return output("bash", "-c", program, env=environment).split()

    assert "duplicate-key" in completed("reqlint", "check", "--select")
    assert "ollama" in completed("reqlint", "check", "--provider")
    assert "never" in completed("reqlint", "check", "--fail-on")


# Annotations


@pytest.mark.parametrize("colour", ["never", "always"])
def test_the_matcher_reads_what_is_printed(colour):
    def run(*flags):
        command = [BINARY, "check", "--as-of", "2026-11-21", *flags, "Tests/Examples"]
        return subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False).stdout

    (matcher,) = json.loads((PROJECT / ".github/reqlint-matcher.json").read_text())["problemMatcher"]
    (pattern,) = matcher["pattern"]
    read = []
    for line in run("--format", "concise", "--color", colour).splitlines():
        found = re.fullmatch(pattern["regexp"][1:-1], line)
        assert found, line
        read.append([found[pattern[name]] for name in ("file", "line", "column", "severity", "code", "message")])
    report = json.loads(run("--format", "json"))["diagnostics"]
    names = ("path", "line", "column", "severity", "rule", "message")
    assert read == [[str(diagnostic[name]) for name in names] for diagnostic in report]
    assert read


# The action


def steps(inputs, repository, folder):
    """Runs the steps of the action as a runner does, and gives the end of the last one."""
    action = yaml.safe_load((PROJECT / ".github/actions/reqlint/action.yml").read_text())
    values = {f"inputs.{name}": str(value["default"]) for name, value in action["inputs"].items()}
    values |= {f"inputs.{name}": value for name, value in inputs.items()}
    values["github.action_path"] = str(PROJECT / ".github/actions/reqlint")

    def filled(text):
        return re.sub(r"\$\{\{ *(\S+) *\}\}", lambda found: values[found[1]], text)

    path = folder / "path"
    path.write_text("")
    for step in action["runs"]["steps"]:
        assert step["shell"] == "bash"
        environment = {name: filled(value) for name, value in step["env"].items()}
        if "RELEASES" in environment:
            environment["RELEASES"] = (folder / "releases").as_uri()
        added = [*path.read_text().split(), os.environ["PATH"]]
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd=repository, text=True,
            env={**environment, "PATH": ":".join(added), "RUNNER_TEMP": str(folder), "GITHUB_PATH": str(path)},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            break
    return done


def test_the_action_installs_the_release_and_annotates(tmp_path):
    name = f"reqlint-{version()}-linux-{platform.machine()}"
    release = tmp_path / f"releases/v{version()}"
    release.mkdir(parents=True)
    with tarfile.open(release / f"{name}.tar.gz", "w:gz") as archive:
        link = tarfile.TarInfo(f"{name}/bin/reqlint")
        link.type, link.linkname = tarfile.SYMTYPE, str(BINARY)
        archive.addfile(link)
    repository = tmp_path / "repository"
    repository.mkdir()
    (repository / "embed.json").write_text(BAD)
    (repository / "good.json").write_text(GOOD)
    bad = steps({}, repository, tmp_path)
    assert bad.returncode == 1, bad.stdout
    first, second, *rest = bad.stdout.splitlines()
    matcher = first.removeprefix("::add-matcher::")
    assert first != matcher and pathlib.Path(matcher).samefile(PROJECT / ".github/reqlint-matcher.json")
    assert second.startswith("embed.json:1:") and not rest
    assert steps({"paths": "good.json"}, repository, tmp_path).returncode == 0
    assert steps({"paths": ".", "arguments": "--ignore unsupported-parameter"}, repository, tmp_path).returncode == 0


def test_the_workflow_of_the_readme_uses_the_action():
    (block,) = [block for block in readme_blocks("yaml") if block.startswith("on:")]
    workflow = yaml.safe_load(block)
    _, step = workflow["jobs"]["reqlint"]["steps"]
    assert step["uses"] == f"reqlint/reqlint/.github/actions/reqlint@v{version()}"
    action = yaml.safe_load((PROJECT / ".github/actions/reqlint/action.yml").read_text())
    assert step["with"].keys() <= action["inputs"].keys()


# The image and the formula


def test_the_dockerfile_is_sound():
    output(pathlib.Path(sys.executable).parent / "hadolint", "--no-color", PROJECT / ".ci/Dockerfile")


@pytest.mark.skipif(not shutil.which("ruby"), reason="ruby is not installed")
def test_the_formula_is_ruby():
    assert output("ruby", "-c", PROJECT / ".ci/homebrew/reqlint.rb") == "Syntax OK\n"


# The program for any Linux


@pytest.fixture(scope="session")
def tarball():
    environment = {name: value for name, value in os.environ.items() if name != "REQLINT"}
    return PROJECT / output(PROJECT / ".ci/tarball", cwd=PROJECT, env=environment).strip()


@pytest.mark.release
def test_the_tarball_needs_nothing_but_a_kernel(tarball, tmp_path):
    """As in an image that is made from scratch: a root that holds the program and one file, and what a kernel tells."""
    with tarfile.open(tarball) as archive:
        archive.extractall(tmp_path, filter="data")
    (top,) = tmp_path.iterdir()
    assert top.name == f"reqlint-{version()}-linux-{platform.machine()}"
    for name in (
            "LICENSE", "NOTICE", "share/man/man1/reqlint.1", "share/bash-completion/completions/reqlint",
            "share/zsh/site-functions/_reqlint", "share/fish/vendor_completions.d/reqlint.fish"):
        assert (top / name).stat().st_size > 0
    (top / "proc").mkdir()
    (top / "embed.json").write_text(BAD)
    # Swift's runtime asks /proc where it lies; every engine for containers has that.
    script = 'mount -t proc proc "$0/proc" && exec chroot "$0" /bin/reqlint check --format concise'
    rights = [] if os.geteuid() == 0 else ["--map-root-user"]
    done = subprocess.run(
        ["unshare", *rights, "--mount", "--pid", "--fork", "sh", "-c", script, top], capture_output=True, text=True,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("embed.json:1:")


@pytest.mark.release
def test_a_stranger_installs_the_wheel(tarball, tmp_path):
    (name,) = [path for path in tarball.parent.glob(f"reqlint-{version()}-linux-*") if path.is_dir()]
    wheel = PROJECT / output(PROJECT / ".ci/wheel", name / "bin/reqlint", cwd=PROJECT).strip()
    assert re.fullmatch(rf"reqlint-{version()}-py3-none-manylinux2014_\w+\.manylinux_2_17_\w+\.musllinux_1_1_\w+\.whl", wheel.name)
    output(sys.executable, "-m", "venv", tmp_path / "venv")
    bin = tmp_path / "venv/bin"
    output(bin / "pip", "install", "--no-index", "--disable-pip-version-check", wheel)
    assert output(bin / "pip", "show", "reqlint").splitlines()[:2] == ["Name: reqlint", f"Version: {version()}"]
    assert output(bin / "python", "-c", "from reqlint.program import installed; print(installed())").strip() == str(bin / "reqlint")
    for command in ([bin / "reqlint"], [bin / "python", "-m", "reqlint"]):
        done = subprocess.run(
            [*command, "check", "--as-of", "2026-11-21", EXAMPLE], cwd=PROJECT, capture_output=True, text=True,
            env={"NO_COLOR": "1", "PATH": str(bin)}, check=False)
        assert done.returncode == 1, done.stderr
        assert any(done.stdout.split("\n\n")[0] in block for block in readme_blocks("console"))
