"""Clients that misbehave: the protocol's own error codes, no crash, and the next request served."""

import json
import signal
import subprocess
import sys

import pytest

from samples import JSON, JSONL, YAML
from wire import PATIENCE, Wire, at, document

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
NOT_INITIALIZED = -32002
CANCELLED = -32800

URI = "file:///somewhere/request.json"
PULLS = {"textDocument": {"diagnostic": {}}}


@pytest.fixture
def wire():
    with Wire() as wire:
        yield wire


#: The server that the last test left in order.
kept = []


@pytest.fixture
def running():
    """A server with one document, the same for many tests: each leaves it serving, or the next gets a new one."""
    wire = kept.pop() if kept else Wire()
    if not wire.last_id:
        wire.start(capabilities=PULLS)
    wire.open(URI, JSON.text)
    try:
        yield wire
        serves(wire)
        wire.notify("textDocument/didClose", document(URI))
    except BaseException:
        wire.process.kill()
        raise
    kept.append(wire)


@pytest.fixture(scope="module", autouse=True)
def ending():
    yield
    for wire in kept:
        wire.process.kill()


def serves(wire):
    """The next request is served, whatever came before it."""
    uri = "file:///somewhere/next.json"
    wire.open(uri, JSON.text)
    found = wire.result("textDocument/diagnostic", document(uri))["items"]
    assert [item["code"] for item in found] == [JSON.rule]
    wire.notify("textDocument/didClose", document(uri))


# What is no message.

@pytest.mark.parametrize("bytes", [
    pytest.param(b"Content-Lenght: 46\r\n\r\n", id="a misspelt header"),
    pytest.param(b"Content-Length: many\r\n\r\n", id="a length in words"),
    pytest.param(b"Content-Length: -1\r\n\r\n", id="a negative length"),
    pytest.param(b"Content-Length:\r\n\r\n", id="no length"),
    pytest.param(b"Content-Length: 99999999999999999999999\r\n\r\n", id="a length beyond all numbers"),
    pytest.param(b"\r\n\r\n\r\n\r\n", id="empty lines"),
    pytest.param(b"\xff\xfe\x00\x01" * 16 + b"\r\n\r\n", id="no text"),
    pytest.param(b"x" * 100_000 + b"\r\n\r\n", id="an endless line"),
])
def test_a_malformed_header_is_passed_over(running, bytes):
    running.write(bytes)


def test_the_body_under_a_misspelt_header_is_passed_over(running):
    content = json.dumps({"jsonrpc": "2.0", "id": 900, "method": "shutdown"}).encode()
    running.write(b"Content-Lenght: %d\r\n\r\n" % len(content) + content)


def test_a_length_of_2_gigabytes_that_is_a_lie_swallows_nothing(running):
    running.write(b"Content-Length: 2147483648\r\n\r\n")


def test_a_message_of_more_than_256_megabytes_is_passed_over(running):
    # Sent to its end, so the server has to take it from the pipe, and keeps none of it.
    before, after = b'{"jsonrpc": "2.0", "id": 900, "method": "shutdown", "params": "', b'"}'
    megabyte = b"Content-Length: 7 ".ljust(1 << 20, b"x")
    count = 260
    running.write(b"Content-Length: %d\r\n\r\n" % (len(before) + count * len(megabyte) + len(after)) + before)
    for _ in range(count):
        running.write(megabyte)
    running.write(after)


@pytest.mark.parametrize("header", [
    "content-length: {}\r\n\r\n", "Content-Length:{}\r\n\r\n",
    "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
    "Content-Length: {}\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n",
])
def test_a_header_may_be_written_in_other_ways(running, header):
    content = json.dumps({"jsonrpc": "2.0", "id": "other", "method": "textDocument/hover", "params": at(URI, 0, 0)}).encode()
    running.write(header.format(len(content)).encode() + content)
    assert "error" not in running.answer("other")


def test_a_message_may_come_byte_by_byte(running):
    content = json.dumps({"jsonrpc": "2.0", "id": "slow", "method": "textDocument/hover", "params": at(URI, 0, 0)}).encode()
    for byte in b"Content-Length: %d\r\n\r\n" % len(content) + content:
        running.write(bytes([byte]))
    assert "error" not in running.answer("slow")


@pytest.mark.parametrize("text", ["{", "", "nonsense", '{"jsonrpc": "2.0", "id": 1, "method": }', "[" * 100_000, '"\\ud800', "\0"])
def test_what_is_not_json_is_a_parse_error(running, text):
    running.send_text(text)
    message = running.answer(None)
    assert message["error"]["code"] == PARSE_ERROR


@pytest.mark.parametrize("text", ["1", "null", "[]", "{}", '"text"', '{"jsonrpc": "2.0", "id": 5}', '{"id": 5, "method": 7}'])
def test_json_that_is_no_message_is_an_invalid_request(running, text):
    running.send_text(text)
    while "error" not in (message := running.next()):
        pass
    assert message["error"]["code"] == INVALID_REQUEST


def test_text_that_is_not_utf_8_ends_nothing(running):
    content = b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///\xff", "text": "\xc3\x28"}}}'
    running.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)


# What is asked at the wrong time.

def test_a_request_before_initialize(wire):
    assert wire.code("textDocument/hover", at(URI, 0, 0)) == NOT_INITIALIZED
    assert wire.code("shutdown") == NOT_INITIALIZED
    wire.notify("textDocument/didOpen", {})
    wire.start(capabilities=PULLS)
    serves(wire)


def test_initialize_comes_once(running):
    assert running.code("initialize", {"processId": None, "rootUri": None, "capabilities": {}}) == INVALID_REQUEST


def test_a_request_after_shutdown(wire):
    wire.start()
    assert wire.result("shutdown") is None
    assert wire.code("textDocument/hover", at(URI, 0, 0)) == INVALID_REQUEST
    assert wire.code("shutdown") == INVALID_REQUEST
    wire.notify("exit")
    assert wire.ended() == 0


@pytest.mark.parametrize("method", ["reqlint/nothing", "textDocument/rename", "textDocument/semanticTokens/full", "$/unknown", ""])
def test_an_unknown_method(running, method):
    assert running.code(method, {}) == METHOD_NOT_FOUND


def test_an_unknown_notification_is_not_answered(running):
    for method in ["reqlint/nothing", "$/unknown", "textDocument/didSave", "window/workDoneProgress/cancel"]:
        running.notify(method, {"textDocument": {"uri": URI}})
    assert running.silent()


# What is asked wrongly.

REQUESTS = [
    "diagnostic", "hover", "completion", "codeAction", "documentSymbol", "foldingRange", "definition", "references", "codeLens",
    "inlayHint"]
WRONG = [
    None, [], {}, 7, "text", {"textDocument": None}, {"textDocument": {"uri": 7}}, {"textDocument": "file:///a"},
    {"textDocument": {"uri": "file:///never/opened.json"}, "position": {"line": 0, "character": 0}}]


@pytest.mark.parametrize("method", REQUESTS)
def test_wrong_parameters(running, method):
    for params in WRONG:
        assert running.code(f"textDocument/{method}", params) == INVALID_PARAMS, params


@pytest.mark.parametrize("method", ["hover", "completion", "definition", "references"])
def test_wrong_positions(running, method):
    for position in [None, {}, 7, [0, 0], {"line": -1, "character": 0}, {"line": 0, "character": -5},
                     {"line": "0", "character": 0}, {"line": 0.5, "character": 0}, {"line": 1e30, "character": 0}]:
        assert running.code(f"textDocument/{method}", {**document(URI), "position": position}) == INVALID_PARAMS, position


@pytest.mark.parametrize("method", ["hover", "completion", "definition", "references"])
def test_a_position_past_the_end_is_the_end(running, method):
    # LSP: a character past the line's end means the line's end; lines past the text are met in practice.
    for line, character in [(0, 10_000), (2_000, 0), (2**31 - 1, 2**31 - 1)]:
        assert "error" not in running.call(f"textDocument/{method}", at(URI, line, character))


@pytest.mark.parametrize("params", [None, [], "x", {"textDocument": None}, {"textDocument": {}}, {"textDocument": {"uri": 7}}])
@pytest.mark.parametrize("method", ["didOpen", "didChange", "didClose"])
def test_a_wrong_notification_is_passed_over(running, method, params):
    running.notify(f"textDocument/{method}", params)
    found = running.result("textDocument/diagnostic", document(URI))["items"]
    assert [item["code"] for item in found] == [JSON.rule]


@pytest.mark.parametrize("range", [
    {"start": {"line": 5, "character": 0}, "end": {"line": 1, "character": 0}},
    {"start": {"line": -1, "character": 0}, "end": {"line": 1, "character": 0}},
    {"start": None, "end": None}, {}, 7, "x"])
def test_an_invalid_range_changes_nothing(running, range):
    running.change(URI, 2, {"range": range, "text": "broken"})
    found = running.result("textDocument/diagnostic", document(URI))["items"]
    assert [item["code"] for item in found] == [JSON.rule]


def test_initialize_takes_the_worst_that_clients_send(wire):
    for params in (None, [], "x"):
        assert wire.code("initialize", params) == INVALID_PARAMS
    wire.start(processId="x", capabilities={
        "general": {"positionEncodings": ["utf-7", 8, None]}, "workspace": None, "textDocument": []},
        initializationOptions=[1], workspaceFolders=7, trace="loud")
    wire.open(URI, JSON.text)
    assert [item["code"] for item in wire.published(URI)] == [JSON.rule]


# Versions, closing, cancelling.

def test_an_older_version_is_passed_over(running):
    running.change(URI, 7, {"text": JSON.fixed})
    running.change(URI, 3, {"text": JSON.text})
    assert running.result("textDocument/diagnostic", document(URI))["items"] == []


def test_only_the_last_version_is_published(wire):
    wire.start()
    wire.open(URI, JSON.text)
    assert [item["code"] for item in wire.published(URI, 1)] == [JSON.rule]
    for version in range(2, 42):
        wire.change(URI, version, {"text": JSON.text if version % 2 else JSON.fixed})
    wire.change(URI, 42, {"text": JSON.fixed})
    assert wire.published(URI, 42) == []
    assert wire.silent()


def test_a_closed_document_is_cleared_and_forgotten(wire):
    wire.start()
    wire.open(URI, JSON.text)
    assert len(wire.published(URI)) == 1
    wire.notify("textDocument/didClose", document(URI))
    assert wire.published(URI) == []
    assert wire.code("textDocument/hover", at(URI, 0, 0)) == INVALID_PARAMS
    wire.change(URI, 2, {"text": JSON.text})
    assert wire.silent()
    wire.open(URI, JSON.text, version=1)
    assert len(wire.published(URI, 1)) == 1


def test_a_changed_document_that_is_closed_at_once_stays_clear(wire):
    wire.start()
    wire.open(URI, JSON.fixed)
    assert wire.published(URI) == []
    wire.change(URI, 2, {"text": JSON.text})
    wire.notify("textDocument/didClose", document(URI))
    assert wire.published(URI) == []
    wire.open("file:///somewhere/other.json", JSON.text)
    assert len(wire.published("file:///somewhere/other.json")) == 1
    assert wire.silent()


def test_a_cancelled_request_is_answered_as_cancelled(running):
    # All in one write, so that the cancelling is there before the request is begun.
    message = json.dumps({"jsonrpc": "2.0", "id": "late", "method": "textDocument/hover", "params": at(URI, 0, 0)}).encode()
    cancel = json.dumps({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "late"}}).encode()
    running.write(b"".join(b"Content-Length: %d\r\n\r\n" % len(part) + part for part in (message, cancel)))
    assert running.answer("late")["error"]["code"] == CANCELLED


def test_cancelling_what_is_over_or_was_never_asked_does_nothing(running):
    done = running.ask("textDocument/hover", at(URI, 0, 0))
    running.answer(done)
    for id in (done, 1_000_000, "text", None, {}):
        running.notify("$/cancelRequest", {"id": id})
    running.notify("$/cancelRequest")
    assert running.silent()
    assert "error" not in running.call("textDocument/hover", at(URI, 0, 0))


def test_answers_to_questions_that_nobody_asked_are_passed_over(running):
    running.send(id="reqlint-77", result=None)
    running.send(id=3, error={"code": 1, "message": "no"})
    assert running.silent()


# Configuration and what it decides.

def test_configuration_survives_null(wire):
    wire.start(capabilities={"workspace": {"configuration": True}})
    wire.open(URI, JSON.text)
    assert len(wire.published(URI)) == 1
    while not (asked := [note for note in wire.notes if note.get("method") == "workspace/configuration"]):
        wire.notes.append(wire.next())
    for answer in (None, [None], [{}], [7], []):
        wire.send(id=asked[-1]["id"], result=answer)
        wire.notes.clear()
        wire.notify("workspace/didChangeConfiguration", {"settings": None})
        while not (asked := [note for note in wire.notes if note.get("method") == "workspace/configuration"]):
            wire.notes.append(wire.next())
    assert [item["code"] for item in wire.published(URI)] == [JSON.rule] if not wire.silent() else True


@pytest.mark.parametrize("settings", [None, {}, {"reqlint": None}, {"reqlint": 7}, {"reqlint": {"provider": 7, "codeLens": "x"}}])
def test_pushed_configuration_of_any_form_is_taken(running, settings):
    running.notify("workspace/didChangeConfiguration", {"settings": settings})


def test_lenses_are_turned_off_and_on(running):
    for on in (True, False, True):
        running.notify("workspace/didChangeConfiguration", {"settings": {"reqlint": {"codeLens": on}}})
        assert (running.result("textDocument/codeLens", document(URI)) != []) == on


def test_unchanged_diagnostics_are_not_sent_again(running):
    first = running.result("textDocument/diagnostic", document(URI))
    again = running.result("textDocument/diagnostic", {**document(URI), "previousResultId": first["resultId"]})
    assert again == {"kind": "unchanged", "resultId": first["resultId"]}
    running.change(URI, 2, {"text": JSON.fixed})
    assert running.result("textDocument/diagnostic", {**document(URI), "previousResultId": first["resultId"]})["items"] == []


def test_a_client_may_speak_utf_8_without_being_able_to_say_so(wire):
    # ALE: every column it sends and takes is in bytes, and its capabilities are fixed.
    assert wire.start(initializationOptions={"positionEncoding": "utf-8"})["positionEncoding"] == "utf-8"
    wire.open(URI, JSON.text)
    (finding,) = wire.published(URI)
    assert (finding["range"]["start"]["character"], finding["range"]["end"]["character"]) == JSON.columns("utf-8")


# Names of documents.

@pytest.mark.parametrize("uri, sample", [
    ("file:///a%20b/%C3%A4.json", JSON), ("file:///c%3A/x/request.yaml", YAML), ("file:///x/request.yml", YAML),
    ("file:///x/batch.JSONL", JSONL), ("file:///x/batch.ndjson", JSONL), ("untitled:Untitled-1", JSON),
    ("vscode-notebook-cell:/x/n.ipynb#W0", JSON), ("file://server/share/request.json", JSON)])
def test_a_document_of_any_name_is_linted(wire, uri, sample):
    wire.start()
    wire.open(uri, sample.text, language="js")
    assert [item["code"] for item in wire.published(uri)] == [sample.rule]


# The end.

def test_exit_after_shutdown_is_orderly(wire):
    wire.start()
    assert wire.result("shutdown") is None
    wire.notify("exit")
    assert wire.ended() == 0


def test_exit_without_shutdown_is_not(wire):
    wire.start()
    wire.notify("exit")
    assert wire.ended() == 1


def test_exit_before_initialize(wire):
    wire.notify("exit")
    assert wire.ended() == 1


def test_shutdown_as_a_notification_is_understood(wire):
    wire.start()
    wire.notify("shutdown")
    wire.notify("exit", None)
    assert wire.ended() == 0


@pytest.mark.parametrize("bytes", [b"", b"Content-Length: 50\r\n\r\n{", b"Content-Le"])
def test_the_end_of_input_ends_the_process(wire, bytes):
    wire.start()
    wire.write(bytes)
    wire.process.stdin.close()
    assert wire.ended() == 1


def test_the_end_of_input_after_shutdown_ends_the_process(wire):
    wire.start()
    wire.call("shutdown")
    wire.process.stdin.close()
    assert wire.ended() in (0, 1)


def test_the_death_of_the_parent_ends_the_process(wire):
    parent = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    wire.start(processId=parent.pid)
    parent.send_signal(signal.SIGKILL)
    parent.wait(PATIENCE)
    assert wire.ended() == 1


def test_the_server_prints_nothing_but_messages():
    # Wire's reader takes nothing else; what it complains about goes to standard error.
    with Wire() as wire:
        wire.start()
        wire.write(b"nonsense\r\n\r\n")
        wire.call("reqlint/nothing")
        wire.call("shutdown")
        wire.notify("exit")
        assert wire.ended() == 0
        assert wire.inbox.get(timeout=PATIENCE) is None
