"""The project, its binary, and repositories to try them in."""

import os
import pathlib
import re
import subprocess
import sys

import pytest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ["REQLINT"]).resolve()

BAD = '{"model": "text-embedding-ada-002", "input": "Hi", "dimensions": 256}\n'
GOOD = '{"model": "text-embedding-ada-002", "input": "Hi"}\n'


def version():
    """What the binary says of itself, the one place that everything else is held to."""
    words = subprocess.run([BINARY, "--version"], capture_output=True, text=True, check=True).stdout
    return re.fullmatch(r"reqlint (\S+) \(facts of \S+\)\n", words)[1]


def readme_blocks(info):
    """The fenced blocks of the README that open with `info`."""
    return re.findall(rf"^```{re.escape(info)}\n(.*?)^```", (PROJECT / "README.md").read_text(), re.M | re.S)


class Repository:
    """A git repository in an empty home, with the program on its `PATH`."""

    def __init__(self, folder):
        self.folder = folder / "repository"
        self.folder.mkdir()
        home = folder / "home"
        home.mkdir()
        self.environment = {
            "HOME": str(home),
            "PATH": os.pathsep.join([str(BINARY.parent), str(pathlib.Path(sys.executable).parent), os.environ["PATH"]]),
            "PRE_COMMIT_HOME": str(folder / "pre-commit"),
            "NO_COLOR": "1",
            **{f"GIT_{who}_{what}": f"{who}@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        self.run("git", "init", "--quiet")

    def run(self, *command, check=True):
        done = subprocess.run(
            [str(word) for word in command], cwd=self.folder, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert not check or done.returncode == 0, done.stdout
        return done

    def write(self, name, text):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        self.run("git", "add", name)

    def commit(self):
        return self.run("git", "commit", "--quiet", "-m", "Change", check=False)


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)
