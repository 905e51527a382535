"""`rules/configuration.schema.json` and the program say the same of a configuration."""

import json
import re
import subprocess

import jsonschema
import pytest
import yaml
from referencing import Registry, Resource

from conftest import BINARY, PROJECT, readme_blocks


class Loader(yaml.SafeLoader):
    """Reads scalars as YAML 1.2 does: no days, and `off` is a word."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def resource(name):
    contents = json.loads((PROJECT / "rules" / name).read_text())
    return contents, Resource.from_contents(contents)


SCHEMA, _ = resource("configuration.schema.json")
BASE = SCHEMA["$id"].rsplit("/", 1)[0]
REGISTRY = Registry().with_resource(f"{BASE}/vocabulary.schema.json", resource("vocabulary.schema.json")[1])
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, registry=REGISTRY)

GOOD = [
    "", "{}", "exclude: []", "extends: base.yaml", "extends: [base.yaml, base.yaml]",
    "required-version: 0.1.0", "required-version: '>=0.1, <2'", "required-version: '== 0.1.0'", "required-facts: 2026-01-01",
    "files: {'*.prompt': {}, a/: {provider: openai, endpoint: chat-completions, model: gpt-4o}}",
    "files: {a: {provider: ollama, server: 0.5.1}, b: {rules: {unknown-*: off, model: hint}}}",
    "rules: {unknown-model: error, syntax: hint, '*': warning}",
    "models: {mine: {like: openai/gpt-4.1, max_output: 5, capabilities: {vision: true}}}",
    "models: {mine: {provider: openai, max_output: {value: 5, source: a, checked: 2026-11-21}}}",
    "limits: {tpm: 1, tpd: 1, rpm: 1, rpd: 0, enqueued_tokens: 5}", "exclude: [a/, '*.b']",
    "ignore: [{files: a, rule: unknown-model}, {files: b.jsonl, rule: wrong-type, pointer: /a/*, line: 3, reason: old}]",
]
BAD = [
    "exlude: []", "[]", "text", "extends: 5", "extends: ''", "extends: https://example.com/a.yaml",
    "required-version: soon", "required-version: 0.1", "required-version: '1'", "required-facts: soon",
    "files: []", "files: {a: 5}", "files: {a: {providr: openai}}", "files: {a: {provider: opnai}}",
    "files: {a: {endpoint: embeddings}}", "files: {'!a': {}}", "files: {a: {rules: {zzz: off}}}",
    "rules: {unkown-model: off}", "rules: {unknown-model: loud}", "rules: {unknown-model: true}", "rules: off",
    "models: {mine: {max_output: 5}}", "models: {mine: {like: openai/gpt-4.1, max_output: many}}", "models: {mine: 5}",
    "models: {mine: {provider: openai, unheard: 5}}", "limits: {tpm: -1}", "limits: {tpm: few}", "limits: {tps: 1}",
    "exclude: a", "exclude: [5]", "ignore: [5]", "ignore: [{files: a}]", "ignore: [{files: a, rule: zzz}]",
]


def judged(text, folder):
    """Whether the schema and the program take a configuration."""
    (folder / ".reqlint.yaml").write_text(text)
    (folder / "base.yaml").write_text("")
    done = subprocess.run(
        [BINARY, "check", "--format", "concise", ".reqlint.yaml"], cwd=folder, capture_output=True, text=True, check=False)
    errors = [error.message for error in VALIDATOR.iter_errors(yaml.load(text, Loader))]
    return not errors, done.returncode == 0, (errors, done.stdout, done.stderr)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("text", GOOD)
def test_both_take_what_means_something(text, tmp_path):
    by_schema, by_program, reasons = judged(text, tmp_path)
    assert by_schema and by_program, reasons


@pytest.mark.parametrize("text", BAD)
def test_neither_takes_what_means_nothing(text, tmp_path):
    by_schema, by_program, reasons = judged(text, tmp_path)
    assert not by_schema and not by_program, reasons


def test_both_take_the_readme_and_a_start(tmp_path):
    (example,) = readme_blocks("yaml .reqlint.yaml")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/reqlint.yaml").write_text("")
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / ".reqlint-baseline.json").write_text('{"format": 1, "findings": []}\n')
    start = subprocess.run([BINARY, "init", "--print"], cwd=folder, capture_output=True, text=True, check=True).stdout
    for text in (example, start):
        by_schema, by_program, reasons = judged(text, folder)
        assert by_schema and by_program, reasons
