"""What the tests of the real editors share: a folder with the samples, and a run that ends."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from samples import Sample
from wire import PATIENCE, REQLINT, ROOT

EDITORS = ROOT / "editors"


def project(folder: Path, sample: Sample) -> Path:
    """A project with one sample, and reqlint on its path."""
    (folder / "project" / ".git").mkdir(parents=True)
    file = folder / "project" / sample.name
    file.write_text(sample.text, encoding="utf-8")
    binary = folder / "bin"
    binary.mkdir()
    (binary / "reqlint").symlink_to(REQLINT)
    return file


def run(command, folder: Path, report: Path, **environment):
    """Runs an editor to its end, and returns what its script wrote to the report."""
    # Nobody types, but the keyboard is there: at its end some editors would end, too.
    keyboard, nobody = os.pipe()
    # Each wait inside of the editor takes PATIENCE at most and then reports; this is for an editor that hangs.
    result = subprocess.run(
        [str(part) for part in command], cwd=folder / "project", stdin=keyboard, capture_output=True,
        timeout=PATIENCE * 3, text=True, errors="replace", env={
            **os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "REPORT": str(report), "PATIENCE": str(PATIENCE),
            "LC_ALL": "C.UTF-8", "TERM": "xterm", **environment})
    os.close(keyboard)
    os.close(nobody)
    said = (result.stdout + result.stderr)[-1500:]
    assert report.exists(), f"no report; status {result.returncode}; it said: {said}"
    report = json.loads(report.read_text(encoding="utf-8"))
    assert not report.get("trouble"), (report, said)
    return report


def clean(file: Path):
    """Whether the command line, too, has nothing to say about the file."""
    result = subprocess.run([REQLINT, "check", str(file)], capture_output=True, text=True, timeout=PATIENCE)
    assert result.returncode == 0, result.stdout
    return True


def find(*names):
    """The first of the programs that is installed."""
    return next((path for name in names if (path := shutil.which(str(name)))), None)
