"""The real Neovim: 0.7 with `setup()`, 0.11 with `vim.lsp.enable` and with `setup()`."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import samples
from conftest import missing
from editor import EDITORS, clean, find, project, run

HERE = Path(__file__).parent
WAYS = {"setup": "lua require('reqlint').setup()", "enable": "lua vim.lsp.enable('reqlint')"}


def neovim(version):
    """The first Neovim of a version: the system's, or the one that pip brought."""
    for candidate in (find("/usr/bin/nvim"), find(Path(sys.executable).with_name("nvim")), find("nvim")):
        if candidate:
            banner = subprocess.run([candidate, "--version"], capture_output=True, text=True, timeout=30).stdout
            if re.match(rf"NVIM v{re.escape(version)}\.", banner):
                return candidate
    missing(f"Neovim {version}")


@pytest.mark.parametrize("version, way", [("0.7", "setup"), ("0.11", "setup"), ("0.11", "enable")])
@pytest.mark.parametrize("sample", samples.ALL, ids=str)
def test_neovim_shows_a_finding_and_mends_it(tmp_path, home, version, way, sample):
    program = neovim(version)
    file = project(tmp_path, sample)
    start, end = sample.columns("utf-8")
    place = {
        "hover": sample.place(sample.hovered, "utf-8"), "line": sample.line, "start": start,
        "complete": sample.typed("utf-8")}
    seen = run(
        [program, "--headless", "-u", "NONE", "-i", "NONE", "-n", "--cmd", f"set rtp^={EDITORS / 'neovim'}",
         "-c", "filetype plugin on", "-c", WAYS[way], "-c", f"luafile {HERE / 'neovim.lua'}"],
        tmp_path, tmp_path / "report.json", FILE=str(file), PLACE=json.dumps(place))
    assert seen["filetype"] == sample.language
    assert [(item["code"], item["line"], item["start"], item["stop"]) for item in seen["found"]] == [
        (sample.rule, sample.line, start, end)]
    assert sample.hovered in seen["hover"] and "128,000" in seen["hover"]
    assert any("user" in item for item in seen["menu"])
    assert seen["kept"] == sample.text
    assert sample.offers(seen["actions"])
    assert file.read_text(encoding="utf-8") == sample.fixed
    assert clean(file)
