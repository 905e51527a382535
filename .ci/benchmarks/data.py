"""What is measured on: requests that nobody sent, the same ones each time."""
import json
import random
import re

SEED = 20261121
MODEL = "gpt-4.1"

COMMON = """the of and to in a is that for it as was with be by on not he this are or his from at which but have an had
they you were there one all we can her has their been if more when will would who so no out up into than them only some
could time these two may then do first any my now such like our over me even most made after also did many before must
through back years where much your way well down should because each just those people how too little state good very
make world still own see men work long get here between both life being under never day same another know while last
might us great old year off come since against go came right used take three""".split()
TOPICAL = """invoice refund account delivery shipment customer warranty contract supplier schedule meeting forecast
server cluster timeout retry latency payload schema column table index migration release incident dashboard sensor
garden kitchen recipe weather harbour museum railway library teacher student lesson festival village mountain river
temperature pressure voltage battery engine bicycle passenger luggage passport embassy insurance premium mortgage
summary paragraph sentence headline translation glossary footnote reference appendix chapter author publisher edition
Straße Größe Überweisung Kündigung Fußgänger Zürich Köln Öffnungszeiten Rückfrage Prüfung façade naïve résumé
señor mañana coração ação déjà élève hôtel København smörgåsbord""".split()
SCATTERED = ["東京", "会社の", "ありがとう", "今日は", "我们", "没有问题", "한국어", "안녕하세요", "привет", "договор", "Ελλάδα", "😀", "👩‍💻", "→", "…", "€"]
STEMS = "ba ce di fo gu ka le mi no pu ra se ti vo wa xe yl zo sha cre dri flo glu pre sto tra ve".split()
CODE = [
    "def total(items):\n    return sum(item.price for item in items if item.count > 0)\n",
    "for (let i = 0; i < rows.length; i++) {\n  if (!rows[i].id) continue;\n  seen.add(rows[i].id);\n}\n",
    "SELECT name, count(*) AS orders FROM customers JOIN orders USING (customer_id) GROUP BY name;\n",
    "func load(path string) ([]byte, error) {\n\treturn os.ReadFile(filepath.Clean(path))\n}\n",
]


class Writer:
    """Makes up requests from a seed."""

    def __init__(self, seed):
        self.chance = random.Random(f"{SEED} {seed}")
        names = ["".join(self.chance.choices(STEMS, k=self.chance.randrange(2, 5))) for _ in range(2_000)]
        rare = TOPICAL + names + [name.capitalize() for name in names[:600]]
        # As often as words are: the n-th of them 1/n times as often as the first.
        self.words = COMMON + rare
        self.weights = [1 / (place + 1) for place in range(len(self.words))]
        self.paragraphs = [self.paragraph() for _ in range(3_000)]
        # A program has the same tools each time.
        self.tools = [self.tool(number) for number in range(4)]

    def paragraph(self):
        words = self.chance.choices(self.words, self.weights, k=self.chance.randrange(15, 110))
        for _ in range(self.chance.randrange(3)):
            words[self.chance.randrange(len(words))] = self.chance.choice(SCATTERED)
        if self.chance.random() < 0.3:
            words[self.chance.randrange(len(words))] = f"{self.chance.randrange(100_000)}.{self.chance.randrange(100)}"
        text = " ".join(words)
        text = re.sub(r"((?:\S+ ){9}\S+) ", r"\1, ", text).capitalize() + self.chance.choice([".", ".", "?", "!", ':\n"so it is"'])
        return self.chance.choice(CODE) + text if self.chance.random() < 0.08 else text

    def text(self, size):
        """About so many characters."""
        parts = []
        while size > 0:
            parts.append(self.chance.choice(self.paragraphs))
            size -= len(parts[-1]) + 2
        return "\n\n".join(parts)

    def body(self, size):
        """A request of about so many characters that the API takes."""
        chance = self.chance
        body = {"model": MODEL, "temperature": chance.randrange(11) / 10, "max_completion_tokens": chance.randrange(100, 4_000)}
        if size > 1_200 and chance.random() < 0.4:
            body["tools"] = self.tools[:chance.randrange(1, 5)]
        if chance.random() < 0.1:
            body["response_format"] = {"type": "json_object"}
        messages = [{"role": "system", "content": "Answer in JSON. " + self.text(size // 8)}]
        size -= len(messages[0]["content"]) + len(str(body.get("tools", ""))) + 120
        turns = chance.choice([1, 1, 3, 5])
        for turn in range(turns):
            content = self.text(max(20, size // turns))
            if turn % 2 == 0 and chance.random() < 0.2:
                content = [{"type": "text", "text": content}]
            messages.append({"role": "assistant" if turn % 2 else "user", "content": content})
        return {**body, "messages": messages}

    def tool(self, number):
        names = self.chance.sample(TOPICAL[:48], 3)
        return {"type": "function", "function": {
            "name": f"look_up_{number}", "description": self.chance.choice(self.paragraphs)[:200],
            "parameters": {
                "type": "object", "required": names[:1],
                "properties": {name: {"type": "string", "description": f"The {name} that is meant"} for name in names}}}}

    def size(self):
        """How long the requests of a batch are: most of them one or two pages, few of them long."""
        low, high = self.chance.choices([(200, 300), (400, 2_000), (2_500, 9_000), (14_000, 24_000)], [9, 54, 33, 4])[0]
        return self.chance.randrange(low, high)

    def batch_line(self, number):
        """A line of a batch file. One in a thousand has a mistake, three in ten are written in ASCII."""
        body = self.body(self.size())
        if self.chance.random() < 0.001:
            body["temperature"] = 3
        line = {"custom_id": f"request-{number}", "method": "POST", "url": "/v1/chat/completions", "body": body}
        return json.dumps(line, ensure_ascii=self.chance.random() < 0.3, separators=(",", ":") if number % 2 else (", ", ": ")) + "\n"


def batch(path, size):
    """A batch file of at least so many bytes."""
    writer, number, written = Writer("batch"), 0, 0
    with open(path, "wb") as file:
        while written < size:
            written += file.write(writer.batch_line(number).encode())
            number += 1


def json_fixtures(folder, count):
    writer = Writer("fixtures")
    for number in range(count):
        (folder / f"{number:05}.json").write_text(json.dumps(writer.body(1_150), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def yaml_fixtures(folder, count):
    writer = Writer("fixtures")
    for number in range(count):
        (folder / f"{number:05}.yaml").write_text(as_yaml(writer.body(1_150)) + "\n", encoding="utf-8")


def cassette(path, size):
    """What vcrpy keeps: the body in one string, in three ways to write it; the answer beside it."""
    writer, parts, written = Writer("cassette"), ["version: 1\ninteractions:\n"], 0
    while written < size:
        body = writer.body(2_500)
        compact = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        written_body = writer.chance.choice([
            "'" + compact.replace("'", "''") + "'",
            json.dumps(compact, ensure_ascii=False),
            "|-\n" + "\n".join("        " + line for line in json.dumps(body, ensure_ascii=False, indent=1).split("\n")),
        ])
        answer = json.dumps(json.dumps({"object": "chat.completion", "choices": [{"message": {"content": writer.text(300)}}]}))
        parts.append(f"""\
  - request:
      method: POST
      uri: https://api.openai.com/v1/chat/completions
      headers:
        Content-Type: [application/json]
        Authorization: [Bearer REDACTED]
      body: {written_body}
    response:
      status: {{code: 200, message: OK}}
      headers:
        Content-Type: [application/json]
      body: {{string: {answer}}}
""")
        written += len(parts[-1].encode())
    path.write_text("".join(parts), encoding="utf-8")


def as_yaml(value, indent=""):
    """Block style, and texts of several lines as literals."""
    if isinstance(value, dict) and value:
        return "\n".join(indent + key + ":" + nested(item, indent) for key, item in value.items())
    if isinstance(value, list) and value:
        items = (as_yaml(item, indent + "  ") if isinstance(item, (dict, list)) else indent + "  " + scalar(item, indent) for item in value)
        return "\n".join(indent + "- " + item[len(indent) + 2:] for item in items)
    return indent + scalar(value, indent)


def nested(value, indent):
    if isinstance(value, (dict, list)) and value:
        return "\n" + as_yaml(value, indent + "  ")
    return " " + scalar(value, indent)


def scalar(value, indent):
    if isinstance(value, str) and "\n" in value and not value.startswith((" ", "\n")) and not value.endswith("\n"):
        return "|-\n" + "\n".join(indent + "  " + line if line else "" for line in value.split("\n"))
    if isinstance(value, str) and re.fullmatch(r"[a-z][\w ]*[\w]", value) and value not in ("true", "false", "null", "yes", "no", "on", "off"):
        return value
    return json.dumps(value, ensure_ascii=False)
