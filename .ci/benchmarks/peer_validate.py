"""Validates the bodies of a batch file as fast as that goes in Python: peer_validate.py SCHEMA FILE."""
import sys

import jsonschema_rs
import orjson

with open(sys.argv[1], "rb") as file:
    is_valid = jsonschema_rs.validator_for(orjson.loads(file.read())).is_valid
with open(sys.argv[2], "rb") as file:
    print(sum(not is_valid(orjson.loads(line)["body"]) for line in file))
