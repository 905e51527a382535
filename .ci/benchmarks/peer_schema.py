"""Prints OpenAI's request for a chat as a JSON Schema."""
import json

from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
from pydantic import TypeAdapter

print(json.dumps(TypeAdapter(CompletionCreateParamsNonStreaming).json_schema()))
