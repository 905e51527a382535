"""The VS Code extension under Node, with a mock of the `vscode` module, against the real server."""

import json
import re
from pathlib import Path

import pytest

import samples
from conftest import missing
from editor import EDITORS, clean, find, project, run
from wire import Wire

HERE = Path(__file__).parent
FOLDER = EDITORS / "vscode"


@pytest.mark.parametrize("sample", samples.ALL, ids=str)
def test_the_extension_shows_a_finding_and_mends_it(tmp_path, home, sample):
    node = find("node", "nodejs") or missing("Node.js")
    file = project(tmp_path, sample)
    start, end = sample.columns("utf-16")
    place = {
        "hover": sample.place(sample.hovered, "utf-16"), "line": sample.line, "complete": sample.typed("utf-16")}
    seen = run(
        [node, HERE / "vscode.js"], tmp_path, tmp_path / "report.json", FILE=str(file), PLACE=json.dumps(place),
        LANGUAGE=sample.language, EXTENSION=str(FOLDER / "extension.js"), NODE_PATH=str(HERE / "mock"))
    assert [(item["code"], item["line"], item["start"], item["stop"]) for item in seen["found"]] == [
        (sample.rule, sample.line, start, end)]
    assert [(item["source"], item["severity"]) for item in seen["found"]] == [("reqlint", 0)]
    assert seen["found"][0]["url"].startswith("https://")
    assert seen["published"] == 1
    assert sample.hovered in seen["hover"] and "128,000" in seen["hover"]
    assert "user" in seen["menu"]
    assert sample.hovered in seen["symbols"]
    assert any(sample.hovered in tooltip for tooltip in seen["links"])
    assert seen["hintsUnasked"] == 0
    assert sample.hovered in seen["lens"] and "chat-completions" in seen["explained"]
    assert sample.offers([action["title"] for action in seen["actions"]])
    assert seen["actions"][0] == {"title": "write `user`", "isPreferred": True, "mended": 1}
    assert seen["afterRestart"] == 0 and seen["shown"] == 1 and seen["errors"] == 1
    assert file.read_text(encoding="utf-8") == sample.fixed
    assert clean(file)


#: What the server offers, and where VS Code takes it; diagnostics are pushed.
PROVIDERS = {
    "hoverProvider": "Hover", "completionProvider": "CompletionItem", "codeActionProvider": "CodeActions",
    "documentSymbolProvider": "DocumentSymbol", "foldingRangeProvider": "FoldingRange", "definitionProvider": "Definition",
    "referencesProvider": "Reference", "documentLinkProvider": "DocumentLink", "codeLensProvider": "CodeLens",
    "inlayHintProvider": "InlayHints"}


def test_the_extension_uses_all_that_the_server_offers(tmp_path, home):
    node = find("node", "nodejs") or missing("Node.js")
    file = project(tmp_path, samples.YAML)
    seen = run(
        [node, HERE / "vscode_workspace.js"], tmp_path, tmp_path / "report.json", FILE=str(file),
        EXTENSION=str(FOLDER / "extension.js"), NODE_PATH=str(HERE / "mock"))
    with Wire() as wire:
        offered = wire.start()
    commands = offered.pop("executeCommandProvider")["commands"]
    assert {PROVIDERS[name] for name in offered if name.endswith("Provider")} == set(seen["providers"])
    assert set(seen["commands"]) == {*commands, "reqlint.restart", "reqlint.showOutput"}

    assert seen["definition"] == [[5, 13]] and seen["references"] == [[7, 37]]
    assert seen["folds"] == [[0, 8], [2, 7], [4, 5]]
    assert seen["found"] == [samples.YAML.rule]
    assert seen["checked"] == ["reqlint: 1 finding in 1 file"]
    assert not seen["isWatching"]
    assert "linted version" in seen["output"] and "secret" not in seen["output"]


# The manifest, by the rules of `vsce package`, which is not to be had everywhere.

CATEGORIES = {
    "AI", "Azure", "Chat", "Data Science", "Debuggers", "Education", "Extension Packs", "Formatters", "Keymaps",
    "Language Packs", "Linters", "Machine Learning", "Notebooks", "Other", "Programming Languages", "SCM Providers",
    "Snippets", "Testing", "Themes", "Visualization"}


def manifest():
    return json.loads((FOLDER / "package.json").read_text())


def test_the_manifest_can_be_packaged():
    made = manifest()
    assert re.fullmatch("[a-z0-9][a-z0-9-]*", made["name"]) and re.fullmatch("[a-z0-9][a-z0-9-]*", made["publisher"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", made["version"]) and re.fullmatch(r"\^\d+\.\d+\.\d+", made["engines"]["vscode"])
    assert set(made["categories"]) <= CATEGORIES
    assert len(made["keywords"]) <= 30 and len(made["description"]) < 200
    assert "dependencies" not in made and "scripts" not in made
    assert made["repository"]["url"].endswith(".git") and made["license"] == "MIT"
    # A folder has either `files` or `.vscodeignore`, and images in the README come over https.
    assert not (FOLDER / ".vscodeignore").exists()
    assert not re.search(r"!\[|<img|<svg", (FOLDER / "README.md").read_text())


def test_the_package_has_every_file_that_it_needs_and_no_other():
    made = manifest()
    packed = {path.name for pattern in made["files"] for path in FOLDER.glob(pattern)}
    assert packed == {path.name for path in FOLDER.iterdir()}
    contributes = made["contributes"]
    named = [made["main"], *(entry["configuration"] for entry in contributes["languages"]),
             *(entry["path"] for entry in contributes["grammars"])]
    required = [
        f"./{name}.js" for source in FOLDER.glob("*.js") for name in re.findall(r"require\('\./(\w+)'\)", source.read_text())]
    assert {Path(name).name for name in named + required} | {"README.md", "LICENSE"} <= packed


def test_each_setting_is_read_and_each_command_is_there():
    made = manifest()["contributes"]
    source = "".join(path.read_text() for path in FOLDER.glob("*.js"))
    settings = set(made["configuration"]["properties"])
    assert {f"reqlint.{name}" for name in re.findall(r"option\('([\w.]+)'", source)} == settings
    assert all(f"`{name}`" in (FOLDER / "README.md").read_text() for name in settings)
    # An explanation is only for the click on a lens: it has no place in the palette.
    assert {entry["command"] for entry in made["commands"]} == {
        "reqlint.restart", "reqlint.showOutput", "reqlint.checkWorkspace"}
    activated = {event.removeprefix("onLanguage:") for event in manifest()["activationEvents"]}
    assert activated == set(re.findall(r"'(\w+)'", re.search(r"LANGUAGES = \[(.*)\]", source)[1]))
