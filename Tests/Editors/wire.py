"""A client that may misbehave: it writes whatever bytes it is told to, and never waits for ever."""

import json
import os
import queue
import subprocess
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQLINT = os.path.abspath(os.environ.get("REQLINT", ROOT / ".build/debug/reqlint"))
#: How long anything is waited for, in seconds: generous, for a busy machine; no test passes by it.
PATIENCE = float(os.environ.get("PATIENCE", "60"))


class Ended(Exception):
    """The server closed its output."""


class Wire:
    """A server, its standard input and its messages."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [REQLINT, *(arguments or ("lsp",))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.inbox = queue.Queue()
        self.notes = []
        self.complaints = []
        self.last_id = 0
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._drain, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(PATIENCE)

    def _read(self):
        stream = self.process.stdout
        while header := stream.readline():
            name, _, length = header.partition(b":")
            assert name == b"Content-Length", header
            assert stream.readline() == b"\r\n"
            self.inbox.put(json.loads(stream.read(int(length))))
        self.inbox.put(None)

    def _drain(self):
        for line in self.process.stderr:
            self.complaints.append(line.decode())

    # What goes out.

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send_text(self, text):
        content = text.encode()
        self.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)

    def send(self, **message):
        self.send_text(json.dumps({"jsonrpc": "2.0", **message}))

    def notify(self, method, params=None):
        self.send(method=method, **({} if params is None else {"params": params}))

    def ask(self, method, params=None):
        """Sends a request and returns its id."""
        self.last_id += 1
        self.send(id=self.last_id, method=method, **({} if params is None else {"params": params}))
        return self.last_id

    # What comes in.

    def next(self):
        message = self.inbox.get(timeout=PATIENCE)
        if message is None:
            raise Ended
        return message

    def answer(self, id):
        """The response to a request; what comes before it is kept in `notes`."""
        while True:
            message = self.next()
            if "method" not in message and message.get("id") == id:
                return message
            self.notes.append(message)

    def call(self, method, params=None):
        return self.answer(self.ask(method, params))

    def result(self, method, params=None):
        message = self.call(method, params)
        assert "error" not in message, message
        return message["result"]

    def code(self, method, params=None):
        """The code of the error that answers a request."""
        message = self.call(method, params)
        assert "error" in message, message
        return message["error"]["code"]

    def published(self, uri, version=None):
        """The next diagnostics pushed for a document, of this version where one is named."""
        while True:
            message = next((note for note in self.notes if note.get("method") == "textDocument/publishDiagnostics"), None)
            if message:
                self.notes.remove(message)
            else:
                message = self.next()
                if message.get("method") != "textDocument/publishDiagnostics":
                    self.notes.append(message)
                    continue
            if message["params"]["uri"] == uri and version in (None, message["params"].get("version")):
                return message["params"]["diagnostics"]

    def silent(self):
        """Whether the server has nothing more to say: asks a last thing, and looks at what came before the answer."""
        self.notes.clear()
        self.call("reqlint/nothing")
        return not self.notes

    # The usual beginning and end.

    def start(self, **params):
        params = {"processId": None, "rootUri": None, "capabilities": {}, **params}
        result = self.result("initialize", params)
        self.notify("initialized", {})
        return result["capabilities"]

    def open(self, uri, text, version=1, language="plaintext"):
        self.notify("textDocument/didOpen", {
            "textDocument": {"uri": uri, "languageId": language, "version": version, "text": text}})

    def change(self, uri, version, *changes):
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version}, "contentChanges": list(changes)})

    def ended(self):
        """The exit status, once the process ends by itself."""
        return self.process.wait(PATIENCE)


def at(uri, line, character):
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


def document(uri):
    return {"textDocument": {"uri": uri}}
