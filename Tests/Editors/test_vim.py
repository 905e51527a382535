"""The real Vim with ALE, which counts columns in bytes."""

import json
import os
import subprocess
from pathlib import Path

import pytest

import samples
from conftest import missing
from editor import EDITORS, clean, find, project, run

HERE = Path(__file__).parent
ALE = Path(os.environ.get("ALE", "/usr/share/vim-ale"))


def vim():
    """A Vim that can run jobs; `vi` and the tiny one cannot."""
    for candidate in (find("vim.nox"), find("vim.gtk3"), find("vim")):
        if candidate:
            features = subprocess.run([candidate, "--version"], capture_output=True, text=True, timeout=30).stdout
            if "+job" in features and "+lambda" in features:
                return candidate
    missing("Vim with +job (vim-nox)")


@pytest.mark.parametrize("sample", samples.ALL, ids=str)
def test_vim_shows_a_finding_and_mends_it(tmp_path, home, sample):
    program = vim()
    if not (ALE / "plugin" / "ale.vim").exists():
        missing("ALE (vim-ale)")
    file = project(tmp_path, sample)
    start, end = sample.columns("utf-8")
    place = {
        "hover": sample.place(sample.hovered, "utf-8"), "line": sample.line, "start": start + 1,
        "complete": sample.typed("utf-8")}
    seen = run(
        [program, "-T", "dumb", "--not-a-term", "-i", "NONE", "-n", "--cmd", f"set rtp^={ALE},{EDITORS / 'vim'}",
         "-u", HERE / "vimrc.vim", "-c", "runtime plugin/ale.vim", "-c", f"source {HERE / 'vim.vim'}"],
        tmp_path, tmp_path / "report.json", FILE=str(file), PLACE=json.dumps(place))
    assert seen["filetype"] == sample.language
    assert [(item["code"], item["line"], item["start"], item["stop"]) for item in seen["found"]] == [
        (sample.rule, sample.line, start, end)]
    assert sample.hovered in seen["hover"] and "128,000" in seen["hover"]
    assert any("user" in word for word in seen["menu"])
    assert seen["kept"] == sample.text
    assert sample.offers([line.partition(") ")[2] for line in seen["question"].split("\n") if ") " in line[:4]])
    assert file.read_text(encoding="utf-8") == sample.fixed
    assert clean(file)
