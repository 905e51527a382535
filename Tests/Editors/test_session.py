"""The server as pytest-lsp sees it: a client that follows the protocol, pushing or pulling, in each encoding."""

import asyncio

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pygls.protocol import default_converter
from pytest_lsp import ClientServerConfig, LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

import samples
from samples import Sample
from wire import PATIENCE, REQLINT

ENCODINGS = ["utf-8", "utf-16", "utf-32"]
KINDS = {"push": False, "pull": True}


def counting_client():
    """A client that counts what is pushed to it: a finding may reach it on one way only."""
    client = LanguageClient(converter_factory=default_converter)
    client.pushes = 0

    def published(client: LanguageClient, params):
        client.pushes += 1
        client.diagnostics[params.uri] = params.diagnostics

    register_lsp_features(client, {**DEFAULT_CLIENT_FEATURES, lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: published})
    return client


@pytest_lsp.fixture(
    params=[(encoding, kind) for encoding in ENCODINGS for kind in KINDS], ids=lambda pair: "-".join(pair),
    config=ClientServerConfig(server_command=[REQLINT, "lsp"], client_factory=counting_client))
async def client(request, lsp_client: LanguageClient):
    encoding, kind = request.param
    document = lsp.TextDocumentClientCapabilities(
        hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown]),
        publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(version_support=True, related_information=True),
        diagnostic=lsp.DiagnosticClientCapabilities() if KINDS[kind] else None)
    lsp_client.encoding = encoding
    lsp_client.pulls = KINDS[kind]
    result = await soon(lsp_client.initialize_session(lsp.InitializeParams(
        capabilities=lsp.ClientCapabilities(
            general=lsp.GeneralClientCapabilities(position_encodings=[encoding]),
            workspace=lsp.WorkspaceClientCapabilities(configuration=True), text_document=document))))
    assert result.capabilities.position_encoding == encoding
    assert (result.capabilities.diagnostic_provider is not None) == lsp_client.pulls
    yield
    await soon(lsp_client.shutdown_session())
    assert lsp_client._server.returncode == 0


def soon(awaitable):
    return asyncio.wait_for(awaitable, PATIENCE)


async def diagnostics(client, uri, action):
    """What the client knows of a document after an action."""
    if client.pulls:
        action()
        report = await soon(client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(uri))))
        assert client.pushes == 0
        return list(report.items)
    waiting = asyncio.ensure_future(client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS))
    await asyncio.sleep(0)
    action()
    return list((await soon(waiting)).diagnostics)


def opened(client, uri, text):
    # A language id that says nothing: the ending of the URI decides.
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "plaintext", 1, text)))


def changed(client, uri, *edits):
    client.text_document_did_change(lsp.DidChangeTextDocumentParams(
        lsp.VersionedTextDocumentIdentifier(version=2, uri=uri),
        [lsp.TextDocumentContentChangePartial(range=edit.range, text=edit.new_text) for edit in edits]))


def spans(items):
    return [(item.code, item.range.start.line, item.range.start.character, item.range.end.character) for item in items]


@pytest.mark.parametrize("sample", samples.ALL, ids=str)
async def test_a_finding_is_seen_once_and_its_fix_makes_the_text_clean(client: LanguageClient, sample: Sample):
    uri = f"file:///somewhere/{sample.name}"
    here = lsp.TextDocumentIdentifier(uri)
    found = await diagnostics(client, uri, lambda: opened(client, uri, sample.text))
    assert spans(found) == [(sample.rule, sample.line, *sample.columns(client.encoding))]

    model = lsp.Position(*sample.place(sample.hovered, client.encoding))
    hover = await soon(client.text_document_hover_async(lsp.HoverParams(here, model)))
    assert sample.hovered in hover.contents.value and "128,000" in hover.contents.value

    # After the emoji, at the end of the word that was found: the roles.
    end = lsp.Position(sample.line, sample.columns(client.encoding)[1] - (sample.language != "yaml"))
    offered = (await soon(client.text_document_completion_async(lsp.CompletionParams(here, end)))).items
    assert {"user", "system", "assistant"} <= {item.label for item in offered}
    user = next(item for item in offered if item.label == "user")
    assert apply(sample.text, [user.text_edit], client.encoding) == sample.fixed

    # All that is safe to mend, at once.
    everything = lsp.Range(lsp.Position(0, 0), lsp.Position(sample.text.count("\n"), 0))
    actions = await soon(client.text_document_code_action_async(lsp.CodeActionParams(
        here, everything, lsp.CodeActionContext([], only=[lsp.CodeActionKind.SourceFixAll]))))
    assert [action.kind for action in actions] == ["source.fixAll.reqlint"]
    assert apply(sample.text, actions[0].edit.changes[uri], client.encoding) == sample.fixed

    actions = await soon(client.text_document_code_action_async(lsp.CodeActionParams(
        here, found[0].range, lsp.CodeActionContext(found, only=[lsp.CodeActionKind.QuickFix]))))
    assert sample.offers([action.title for action in actions])
    assert [(action.is_preferred, action.command) for action in actions[:1]] == [(True, None)]
    edits = actions[0].edit.changes[uri]
    assert apply(sample.text, edits, client.encoding) == sample.fixed

    assert await diagnostics(client, uri, lambda: changed(client, uri, *edits)) == []
    assert client.pushes == (0 if client.pulls else 2)


async def test_a_broken_text_is_still_completed(client: LanguageClient):
    uri = "file:///somewhere/typing.json"
    text = f'{{"model": "gpt-5.6-terra", "messages": [{{"content": "{samples.ASTRONAUT}", "role": "'
    await diagnostics(client, uri, lambda: opened(client, uri, text))
    end = lsp.Position(0, samples.units(text, client.encoding))
    items = (await soon(client.text_document_completion_async(lsp.CompletionParams(lsp.TextDocumentIdentifier(uri), end)))).items
    assert "user" in {item.label for item in items}


async def test_the_outline_and_the_lens_name_the_model(client: LanguageClient):
    uri = f"file:///somewhere/{samples.JSONL.name}"
    await diagnostics(client, uri, lambda: opened(client, uri, samples.JSONL.text))
    here = lsp.TextDocumentIdentifier(uri)
    outline = await soon(client.text_document_document_symbol_async(lsp.DocumentSymbolParams(here)))
    assert [symbol.name for symbol in outline] == ["gpt-5.6-terra", "gpt-5.6-terra"]
    lenses = await soon(client.text_document_code_lens_async(lsp.CodeLensParams(here)))
    assert [(lens.range.start.line, "gpt-5.6-terra" in lens.command.title) for lens in lenses] == [(0, True), (1, True)]


def apply(text, edits, encoding):
    """A text after LSP edits, by an own count of units."""
    lines = text.split("\n")

    def offset(position):
        line, left, count = lines[position.line], position.character, 0
        for character in line:
            if left <= 0:
                break
            left -= samples.units(character, encoding)
            count += 1
        assert left == 0, "the position is inside of a character"
        return sum(len(line) + 1 for line in lines[: position.line]) + count

    for start, end, new in sorted(((offset(e.range.start), offset(e.range.end), e.new_text) for e in edits), reverse=True):
        text = text[:start] + new + text[end:]
    return text
