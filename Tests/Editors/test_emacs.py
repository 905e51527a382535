"""The real Emacs in batch mode, with eglot and with lsp-mode; and that the file compiles."""

import json
import subprocess
from pathlib import Path

import pytest

import samples
from conftest import missing
from editor import EDITORS, clean, find, project, run
from wire import PATIENCE

HERE = Path(__file__).parent
MODES = {"json": "js-json-mode", "yaml": "yaml-mode", "jsonl": "reqlint-jsonl-mode"}


def emacs(*packages):
    program = find("emacs")
    if not program:
        missing("Emacs (emacs-nox)")
    for package in packages:
        known = subprocess.run(
            [program, "-q", "--batch", "--eval", "(package-initialize)", "--eval", f"(kill-emacs (if (locate-library \"{package}\") 0 1))"],
            capture_output=True, timeout=PATIENCE * 2)
        if known.returncode:
            missing(f"{package} for Emacs (elpa-{package})")
    return program


@pytest.mark.parametrize("client", ["eglot", "lsp-mode"])
@pytest.mark.parametrize("sample", samples.ALL, ids=str)
def test_emacs_shows_a_finding_and_mends_it(tmp_path, home, client, sample):
    program = emacs(client, "yaml-mode")
    file = project(tmp_path, sample)
    start, end = sample.columns("utf-32")
    place = {
        "hover": sample.place(sample.hovered, "utf-32"), "line": sample.line, "start": start + 1,
        "complete": sample.typed("utf-32")}
    seen = run(
        [program, "-q", "--batch", "-L", EDITORS / "emacs", "-l", HERE / "emacs.el", "-l", HERE / f"{client}.el"],
        tmp_path, tmp_path / "report.json", FILE=str(file), PLACE=json.dumps(place))
    assert seen["mode"] == MODES[sample.language]
    assert [(item["line"], item["start"], item["stop"]) for item in seen["found"]] == [(sample.line, start, end)]
    assert sample.hovered in seen["hover"]
    assert any("user" in word for word in seen["menu"])
    assert sample.offers(seen["actions"])
    assert file.read_text(encoding="utf-8") == sample.fixed
    assert clean(file)


def test_the_file_compiles_without_a_warning(tmp_path, home):
    copy = tmp_path / "reqlint.el"
    copy.write_bytes((EDITORS / "emacs" / "reqlint.el").read_bytes())
    result = subprocess.run(
        [emacs(), "-q", "--batch", "--eval", "(setq byte-compile-error-on-warn t)", "-f", "batch-byte-compile", copy],
        capture_output=True, text=True, timeout=PATIENCE * 2)
    assert result.returncode == 0, result.stderr

