"""The VS Code extension under Node, with a mock of the `vscode` module, against the real server."""

import json
from pathlib import Path

import pytest

import samples
from conftest import missing
from editor import EDITORS, clean, find, project, run

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
    assert sample.hovered in seen["lenses"][0] and seen["lensesOff"] == 0
    assert seen["actions"] == [{"title": "write `user`", "isPreferred": True, "mended": 1}]
    assert seen["afterRestart"] == 0 and seen["shown"] == 1 and seen["errors"] == 1
    assert file.read_text(encoding="utf-8") == sample.fixed
    assert clean(file)


def test_the_manifest_holds_together():
    manifest = json.loads((FOLDER / "package.json").read_text())
    assert "dependencies" not in manifest
    assert set(manifest["contributes"]["configuration"]["properties"]) == {
        "reqlint.path", "reqlint.provider", "reqlint.endpoint", "reqlint.codeLens", "reqlint.trace.server"}
    assert [command["command"] for command in manifest["contributes"]["commands"]] == ["reqlint.restart", "reqlint.showOutput"]
    named = [manifest["main"]] + [
        entry.get("configuration") or entry["path"]
        for kind in ("languages", "grammars") for entry in manifest["contributes"][kind]]
    for name in [*named, "README.md", "LICENSE"]:
        assert (FOLDER / name).is_file(), name
