"""Prints the request for a chat as a JSON Schema: peer_schema.py OPENAPI, with OpenAI's own description of its API in JSON.

What it printed for the description of 2026-08-21 is chat_completions.schema.json.
"""
import json
import sys

PREFIX = "#/components/schemas/"
ROOT = "CreateChatCompletionRequest"
#: What says nothing of what is valid.
WORDS = {"deprecated", "description", "example", "examples", "externalDocs", "title"}


def pared(value, is_schema=True):
    """Without words for people; the members of `properties` are names, whatever they are."""
    if isinstance(value, list):
        return [pared(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: pared(member, key != "properties") for key, member in value.items()
            if not is_schema or key not in WORDS and not key.startswith("x-")}


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"].removeprefix(PREFIX)
        for member in value.values():
            yield from references(member)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


with open(sys.argv[1], encoding="utf-8") as file:
    description = json.load(file)
schemas, todo = {}, [ROOT]
while todo:
    name = todo.pop()
    if name not in schemas:
        schemas[name] = pared(description["components"]["schemas"][name])
        todo += references(schemas[name])
info = description["info"]
print(json.dumps({
    "$comment": f"{ROOT} of the {info['title']} {info['version']}, https://github.com/openai/openai-openapi, under the "
                f"{info['license']['name']} License, Copyright (c) OpenAI",
    "$ref": PREFIX + ROOT,
    "components": {"schemas": dict(sorted(schemas.items()))},
}, separators=(",", ":")))
