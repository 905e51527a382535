"""The texts that every editor is shown: each has one finding, with an emoji before it on its line, and a fix."""

from dataclasses import dataclass

#: Three scalars, five UTF-16 units, eleven bytes: no two ways of counting agree.
ASTRONAUT = "👩\u200d🚀"


def units(text, encoding):
    """How many units of an LSP encoding a text takes."""
    return {"utf-8": len(text.encode()), "utf-16": len(text.encode("utf-16-le")) // 2, "utf-32": len(text)}[encoding]


@dataclass(frozen=True)
class Sample:
    """A text with « and » around what is found, and ‹word› where the hover is asked for."""

    name: str
    language: str
    marked: str

    rule = "unknown-value"
    #: What the hover must have: the parameter is `model`, its value a model with a profile.
    hovered = "gpt-5.6-terra"

    @property
    def text(self):
        return self.marked.replace("«", "").replace("»", "")

    @property
    def fixed(self):
        return self.text.replace("usr", "user")

    def offers(self, titles):
        """Whether these are the titles of what can be done about the finding: to mend it, and below that to silence it."""
        return titles[:1] == ["write `user`"] and all(title.startswith(f"ignore `{self.rule}` ") for title in titles[1:])

    @property
    def line(self):
        """The line of the finding, from 0."""
        return self.marked[: self.marked.index("«")].count("\n")

    @property
    def found(self):
        return self.marked[self.marked.index("«") + 1 : self.marked.index("»")]

    def columns(self, encoding):
        """Where the finding starts and ends on its line, from 0."""
        line = self.marked.split("\n")[self.line]
        start = units(line[: line.index("«")], encoding)
        return start, start + units(self.found, encoding)

    def typed(self, encoding):
        """The column after `us`: what `user` completes, for editors that offer what begins with what is typed."""
        return self.columns(encoding)[0] + self.found.index("us") + 2

    def place(self, word, encoding):
        """The line and column of a word's second character, from 0."""
        before = self.text[: self.text.index(word) + 1]
        return before.count("\n"), units(before.split("\n")[-1], encoding)

    def __str__(self):
        return self.name


def _record(id, role):
    return (
        f'{{"custom_id": "{id}", "method": "POST", "url": "/v1/chat/completions", "body": {{"model": "gpt-5.6-terra",'
        f' "messages": [{{"content": "{ASTRONAUT} go", "role": {role}}}]}}}}\n')


JSON = Sample("request.json", "json", f"""{{
  "model": "gpt-5.6-terra",
  "messages": [
    {{"content": "{ASTRONAUT} go", "role": «"usr"»}}
  ]
}}
""")

YAML = Sample("request.yaml", "yaml", f"""model: gpt-5.6-terra
messages:
  - {{content: "{ASTRONAUT} go", role: «usr»}}
""")

JSONL = Sample("batch.jsonl", "jsonl", _record("first", '"user"') + _record("second", '«"usr"»'))

ALL = [JSON, YAML, JSONL]

#: In a body that stands in another text there are findings and fixes, and no hover and completion.
HTTP = Sample("chat.http", "http", f"""POST https://api.openai.com/v1/chat/completions
Authorization: Bearer {{{{key}}}}

{{"model": "gpt-5.6-terra", "messages": [{{"content": "{ASTRONAUT} go", "role": «"usr"»}}]}}
""")
