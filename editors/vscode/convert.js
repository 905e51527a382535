'use strict';

// Between the protocol's values and the editor's. Both count columns in UTF-16.

const vscode = require('vscode');

const named = (document) => ({ uri: document.uri.toString() });
const position = ({ line, character }) => ({ line, character });
const span = ({ start, end }) => ({ start: position(start), end: position(end) });
const range = ({ start, end }) => new vscode.Range(start.line, start.character, end.line, end.character);
const location = (place) => new vscode.Location(vscode.Uri.parse(place.uri), range(place.range));

function diagnostic(item) {
  const made = new vscode.Diagnostic(range(item.range), item.message, item.severity - 1);
  made.source = item.source;
  made.code = item.codeDescription
    ? { value: item.code, target: vscode.Uri.parse(item.codeDescription.href) }
    : item.code;
  made.tags = item.tags;
  made.relatedInformation = (item.relatedInformation || []).map(
    (related) => new vscode.DiagnosticRelatedInformation(location(related.location), related.message));
  return made;
}

function workspaceEdit(edit) {
  const made = new vscode.WorkspaceEdit();
  for (const [uri, edits] of Object.entries(edit.changes || {})) {
    for (const one of edits) made.replace(vscode.Uri.parse(uri), range(one.range), one.newText);
  }
  return made;
}

/** A fix, or a command; of the editor's own findings, a fix mends those that have the code of the server's. */
function codeAction(item, findings) {
  const made = new vscode.CodeAction(item.title, item.kind && new vscode.CodeActionKind(item.kind));
  made.edit = item.edit && workspaceEdit(item.edit);
  made.command = item.command;
  made.isPreferred = item.isPreferred;
  const codes = new Set((item.diagnostics || []).map(({ code }) => code));
  made.diagnostics = findings.filter(({ code }) => codes.has(code && code.value !== undefined ? code.value : code));
  return made;
}

function symbol(item) {
  const made = new vscode.DocumentSymbol(
    item.name, item.detail || '', item.kind - 1, range(item.range), range(item.selectionRange));
  made.children = (item.children || []).map(symbol);
  return made;
}

function completion(item) {
  const made = new vscode.CompletionItem(item.label, item.kind - 1);
  made.detail = item.detail;
  if (item.documentation) made.documentation = new vscode.MarkdownString(item.documentation);
  made.sortText = item.sortText;
  made.tags = item.tags;
  made.range = range(item.textEdit.range);
  made.insertText =
    item.insertTextFormat === 2 ? new vscode.SnippetString(item.textEdit.newText) : item.textEdit.newText;
  return made;
}

function link(item) {
  const made = new vscode.DocumentLink(range(item.range), vscode.Uri.parse(item.target));
  made.tooltip = item.tooltip;
  return made;
}

function hint(item) {
  const made = new vscode.InlayHint(new vscode.Position(item.position.line, item.position.character), item.label);
  made.tooltip = item.tooltip;
  made.paddingLeft = item.paddingLeft;
  made.paddingRight = item.paddingRight;
  return made;
}

const hover = (item) =>
  new vscode.Hover(new vscode.MarkdownString(item.contents.value), item.range && range(item.range));
const lens = (item) => new vscode.CodeLens(range(item.range), item.command);
const fold = (item) => new vscode.FoldingRange(item.startLine, item.endLine);

module.exports = {
  named, position, span, location, diagnostic, codeAction, symbol, completion, link, hint, hover, lens, fold,
};
