"""How soon the language server answers."""
import json
import os
import pathlib
import statistics
import subprocess
import time


def measure(bench):
    body = payload(100_000)
    start_up(bench, bench.runs(30))
    keystrokes(bench, "json", json.dumps(body, indent=2), 20 if bench.is_quick else 200)
    keystrokes(bench, "yaml", as_yaml(body), 20 if bench.is_quick else 200)
    keystrokes(bench, "json", json.dumps(payload(2_000), indent=2), 200 if bench.is_quick else 10_000)
    whole_request(bench, bench.runs(10))


class Server:
    """One `reqlint lsp` and a client that pulls diagnostics."""

    def __init__(self, bench):
        self.process = subprocess.Popen([bench.binary, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.last = 0

    def send(self, method, params, identity=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if identity is not None:
            message["id"] = identity
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def ask(self, method, params):
        self.last += 1
        self.send(method, params, self.last)
        length = 0
        while line := self.process.stdout.readline().strip():
            length = int(line.split(b":")[1])
        return self.process.stdout.read(length)

    def start(self):
        self.ask("initialize", {"processId": None, "capabilities": {"textDocument": {"diagnostic": {}}}})
        self.send("initialized", {})

    def stop(self):
        self.ask("shutdown", None)
        self.send("exit", None)
        self.process.wait()

    def spent(self):
        """The processor time so far, in milliseconds (Linux); 0 elsewhere."""
        stat = pathlib.Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return 0
        fields = stat.read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """The resident set, in KiB (Linux)."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status")
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmRSS")).split()[1])


def payload(size):
    messages = []
    while sum(len(m["content"]) + 40 for m in messages) < size:
        messages.append({"role": "user" if len(messages) % 2 == 0 else "assistant", "content": "Lorem ipsum dolor sit amet. " * 8})
    return {"model": "gpt-4o", "temperature": 0.5, "messages": messages}


def as_yaml(body):
    lines = [f"model: {body['model']}", f"temperature: {body['temperature']}", "messages:"]
    for message in body["messages"]:
        lines += [f"  - role: {message['role']}", "    content: >-", f"      {message['content']}"]
    return "\n".join(lines) + "\n"


def keystrokes(bench, name, text, edits):
    server = Server(bench)
    server.start()
    uri = f"file:///bench.{name}"
    identity = {"uri": uri}
    server.send("textDocument/didOpen", {"textDocument": {**identity, "languageId": name, "version": 1, "text": text}})
    # In the text of the first message: what is typed there leaves the request a request.
    number, line = next((n, line) for n, line in enumerate(text.split("\n")) if "Lorem" in line)
    place = {"line": number, "character": line.index("Lorem") + 5}
    server.ask("textDocument/diagnostic", {"textDocument": identity})
    times, memory, before = [], [], server.spent()
    for version in range(2, edits + 2):
        # A letter is typed, and taken back by the next edit.
        typed = version % 2 == 0
        end = {**place, "character": place["character"] + (0 if typed else 1)}
        start = time.perf_counter()
        server.send("textDocument/didChange", {
            "textDocument": {**identity, "version": version},
            "contentChanges": [{"range": {"start": place, "end": end}, "text": "x" if typed else ""}]})
        server.ask("textDocument/diagnostic", {"textDocument": identity})
        times.append((time.perf_counter() - start) * 1000)
        if version % max(1, edits // 10) == 0 and os.path.exists("/proc"):
            memory.append(server.memory())
    spent = (server.spent() - before) / edits
    server.stop()
    grown = f", memory {memory[0]} to {memory[-1]} KiB" if memory else ""
    print(
        f"keystroke to diagnostics, {len(text.encode()) // 1000} KB {name}: median {statistics.median(times):.2f} ms of "
        f"{edits} edits, {spent:.2f} ms of processor time each{grown}")


def whole_request(bench, runs):
    """Completion where there is nothing yet: the first one reads all facts."""
    server = Server(bench)
    server.start()
    identity = {"uri": "file:///bench.json"}
    server.send("textDocument/didOpen", {"textDocument": {**identity, "languageId": "json", "version": 1, "text": ""}})
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        server.ask("textDocument/completion", {"textDocument": identity, "position": {"line": 0, "character": 0}})
        times.append((time.perf_counter() - start) * 1000)
    server.stop()
    print(f"completion of a whole request: {times[0]:.0f} ms, then median {statistics.median(times[1:]):.1f} ms of {runs} runs")


def start_up(bench, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        server = Server(bench)
        server.ask("initialize", {"processId": None, "capabilities": {}})
        times.append((time.perf_counter() - start) * 1000)
        server.stop()
    print(f"process start to the answer to initialize: median {statistics.median(times):.1f} ms of {runs} runs")
