"""The files for editors that cannot be run here: they parse, and each folder says what was tested."""

import json
import re
import tomllib
from xml.etree import ElementTree

import pytest

from editor import EDITORS
from wire import ROOT


def test_helix_names_only_servers_that_it_has():
    settings = tomllib.loads((EDITORS / "helix/languages.toml").read_text())
    assert settings["language-server"]["reqlint"] == {"command": "reqlint", "args": ["lsp"]}
    assert all("reqlint" in language["language-servers"] for language in settings["language"])


def test_kate_has_one_server_for_each_language():
    servers = json.loads((EDITORS / "kate/settings.json").read_text())["servers"]
    assert all(server["command"] == ["reqlint", "lsp"] for server in servers.values())
    for language in ("jsonl", "http"):
        syntax = ElementTree.parse(EDITORS / f"kate/{language}.xml").getroot()
        assert servers[language]["highlightingModeRegex"] == f"^{syntax.get('name')}$"


def test_sublime():
    clients = json.loads((EDITORS / "sublime/LSP.sublime-settings").read_text())["clients"]
    assert clients["reqlint"]["command"] == ["reqlint", "lsp"]


def test_jetbrains():
    folder = EDITORS / "jetbrains/reqlint"
    assert json.loads((folder / "template.json").read_text())["programArgs"]["default"] == "reqlint lsp"
    assert all(json.loads((folder / name).read_text()) is not None for name in ("settings.json", "initializationOptions.json"))


def test_zed():
    folder = EDITORS / "zed"
    extension = tomllib.loads((folder / "extension.toml").read_text())
    package = tomllib.loads((folder / "Cargo.toml").read_text())
    assert extension["id"] == "reqlint" and list(extension["language_servers"]) == ["reqlint"]
    assert extension["version"] == package["package"]["version"]
    assert package["lib"]["crate-type"] == ["cdylib"]


@pytest.mark.parametrize("folder", sorted(path.name for path in EDITORS.iterdir() if path.is_dir()))
def test_each_folder_says_what_was_tested(folder):
    text = (EDITORS / folder / "README.md").read_text()
    assert "Tests/Editors" in text or "ot run" in text


def test_the_settings_are_those_that_the_server_reads():
    source = (ROOT / "Sources/LanguageServer/EditorSettings.swift").read_text()
    read = set(re.findall(r'section\["(\w+)"\]', source))
    page = (EDITORS / "README.md").read_text()
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == read
    # What VS Code offers beside them is its own.
    properties = json.loads((EDITORS / "vscode/package.json").read_text())["contributes"]["configuration"]["properties"]
    assert {name.removeprefix("reqlint.") for name in properties} - {"path", "trace.server"} == read - {"workspaceDiagnostics"}


@pytest.mark.parametrize("page, example", [
    ("neovim", r"reqlint = \{ (\w+) = '"), ("vim", r"\{'(\w+)': '"), ("emacs", r"'\(:(\w+) \""), ("helix", r"config = \{ (\w+) ="),
    ("sublime", r'\{"(\w+)": "'), ("zed", r'"settings": \{ "(\w+)"'), ("jetbrains", r'"reqlint": \{"(\w+)"')])
def test_an_example_sets_what_there_is(page, example):
    names = re.findall(example, (EDITORS / page / "README.md").read_text())
    assert names == ["provider"]
