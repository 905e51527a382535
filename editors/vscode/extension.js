'use strict';

const vscode = require('vscode');
const { Client } = require('./client');

const LANGUAGES = ['json', 'jsonc', 'jsonl', 'yaml'];
const SELECTOR = LANGUAGES.map((language) => ({ language }));
/** How often a server that crashes is started again. */
const RESTARTS = 3;

let client;
let ready = Promise.resolve();
let restarts = 0;
let output;
let diagnostics;
let lensesChanged;
/** The URIs that the server has open. */
const known = new Set();

function settings() {
  const section = vscode.workspace.getConfiguration('reqlint');
  return {
    path: section.get('path') || 'reqlint',
    trace: section.get('trace.server') || 'off',
    server: {
      provider: section.get('provider') || null,
      endpoint: section.get('endpoint') || null,
      codeLens: section.get('codeLens') !== false,
    },
  };
}

// Between the protocol's values and the editor's. Both count columns in UTF-16.

const position = (place) => ({ line: place.line, character: place.character });
const range = (span) =>
  new vscode.Range(span.start.line, span.start.character, span.end.line, span.end.character);
const plain = (span) => ({ start: position(span.start), end: position(span.end) });
const named = (document) => ({ uri: document.uri.toString() });
const isOurs = (document) => LANGUAGES.includes(document.languageId) && ['file', 'untitled'].includes(document.uri.scheme);

function diagnostic(item) {
  const made = new vscode.Diagnostic(range(item.range), item.message, item.severity - 1);
  made.source = item.source;
  made.code = item.codeDescription
    ? { value: item.code, target: vscode.Uri.parse(item.codeDescription.href) }
    : item.code;
  made.tags = item.tags;
  made.relatedInformation = (item.relatedInformation || []).map(
    ({ location, message }) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(vscode.Uri.parse(location.uri), range(location.range)), message));
  return made;
}

function workspaceEdit(edit) {
  const made = new vscode.WorkspaceEdit();
  for (const [uri, edits] of Object.entries(edit.changes || {})) {
    for (const { range: span, newText } of edits) made.replace(vscode.Uri.parse(uri), range(span), newText);
  }
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
  if (item.documentation) made.documentation = new vscode.MarkdownString(item.documentation.value || item.documentation);
  made.sortText = item.sortText;
  made.filterText = item.filterText;
  made.tags = item.tags;
  if (item.textEdit) {
    made.range = range(item.textEdit.range);
    made.insertText =
      item.insertTextFormat === 2 ? new vscode.SnippetString(item.textEdit.newText) : item.textEdit.newText;
  }
  return made;
}

/** Asks the server, once it is ready; gives nothing where it cannot be asked. */
async function ask(method, params, token) {
  await ready;
  if (!client || !client.isOpen || (token && token.isCancellationRequested)) return null;
  try {
    return await client.ask(method, params, token);
  } catch (error) {
    if (!(token && token.isCancellationRequested)) output.appendLine(`${method}: ${error.message}`);
    return null;
  }
}

const providers = {
  async provideHover(document, place, token) {
    const result = await ask('textDocument/hover', { textDocument: named(document), position: position(place) }, token);
    return result && new vscode.Hover(new vscode.MarkdownString(result.contents.value), result.range && range(result.range));
  },

  async provideCompletionItems(document, place, token) {
    const result = await ask(
      'textDocument/completion', { textDocument: named(document), position: position(place) }, token);
    return result && (result.items || result).map(completion);
  },

  async provideCodeActions(document, span, context, token) {
    const only = context.only ? [context.only.value] : undefined;
    const result = await ask(
      'textDocument/codeAction',
      { textDocument: named(document), range: plain(span), context: { diagnostics: [], only } }, token);
    return (result || []).map((item) => {
      const made = new vscode.CodeAction(item.title, new vscode.CodeActionKind(item.kind));
      made.edit = item.edit && workspaceEdit(item.edit);
      made.isPreferred = item.isPreferred;
      // The editor matches its own findings, by range and code.
      const codes = new Set((item.diagnostics || []).map((found) => found.code));
      made.diagnostics = context.diagnostics.filter((found) =>
        codes.has(found.code && found.code.value !== undefined ? found.code.value : found.code));
      return made;
    });
  },

  async provideDocumentSymbols(document, token) {
    const result = await ask('textDocument/documentSymbol', { textDocument: named(document) }, token);
    return (result || []).map(symbol);
  },

  async provideCodeLenses(document, token) {
    const result = await ask('textDocument/codeLens', { textDocument: named(document) }, token);
    return (result || []).map((item) => new vscode.CodeLens(range(item.range), item.command));
  },
};

function opened(document) {
  const { uri } = named(document);
  if (!client || !client.isOpen || !isOurs(document) || known.has(uri)) return;
  known.add(uri);
  client.notify('textDocument/didOpen', {
    textDocument: {
      ...named(document), languageId: document.languageId, version: document.version, text: document.getText() },
  });
}

function host() {
  return {
    trace(direction, message) {
      const level = settings().trace;
      if (level === 'messages') output.appendLine(`${direction} ${message.method || ''} ${message.id ?? ''}`);
      if (level === 'verbose') output.appendLine(`${direction} ${JSON.stringify(message)}`);
    },
    complain: (text) => output.appendLine(text),
    notified(method, params) {
      if (method === 'textDocument/publishDiagnostics') {
        diagnostics.set(vscode.Uri.parse(params.uri), params.diagnostics.map(diagnostic));
      } else if (method === 'window/logMessage' || method === 'window/showMessage') {
        output.appendLine(params.message);
      }
    },
    asked(method, params) {
      if (method === 'workspace/configuration') return params.items.map(() => settings().server);
      if (method === 'workspace/codeLens/refresh') {
        lensesChanged.fire();
        return null;
      }
      if (method === 'client/registerCapability' || method === 'window/workDoneProgress/create') return null;
      return undefined;
    },
    ended(which) {
      if (which !== client) return;
      diagnostics.clear();
      if (restarts++ < RESTARTS) start();
      else vscode.window.showErrorMessage('reqlint does not run. Is reqlint.path right? The output says more.');
    },
  };
}

function start() {
  known.clear();
  const started = (client = new Client(settings().path, ['lsp'], host()));
  ready = (async () => {
    const folders = (vscode.workspace.workspaceFolders || []).map(({ uri, name }) => ({ uri: uri.toString(), name }));
    try {
      await started.ask('initialize', {
        processId: process.pid,
        clientInfo: { name: 'Visual Studio Code', version: vscode.version },
        rootUri: folders.length ? folders[0].uri : null,
        workspaceFolders: folders,
        initializationOptions: settings().server,
        capabilities: {
          general: { positionEncodings: ['utf-16'] },
          workspace: { configuration: true, workspaceFolders: true, codeLens: { refreshSupport: true } },
          textDocument: {
            publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } },
            hover: { contentFormat: ['markdown'] },
            completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
            codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } }, isPreferredSupport: true },
            documentSymbol: { hierarchicalDocumentSymbolSupport: true },
          },
        },
      });
    } catch {
      // `ended` has said why.
      return;
    }
    started.notify('initialized', {});
    if (client === started) vscode.workspace.textDocuments.forEach(opened);
  })();
  return ready;
}

async function stop() {
  const stopped = client;
  client = undefined;
  diagnostics.clear();
  if (stopped) await stopped.stop();
}

async function restart() {
  restarts = 0;
  await stop();
  await start();
}

async function activate(context) {
  output = vscode.window.createOutputChannel('reqlint');
  diagnostics = vscode.languages.createDiagnosticCollection('reqlint');
  lensesChanged = new vscode.EventEmitter();
  const { workspace, languages, commands } = vscode;
  context.subscriptions.push(
    output, diagnostics, lensesChanged,
    commands.registerCommand('reqlint.restart', restart),
    commands.registerCommand('reqlint.showOutput', () => output.show()),
    workspace.onDidOpenTextDocument((document) => ready.then(() => opened(document))),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // What changes before the server is ready is in the text that it is opened with.
      if (!client || !known.has(named(document).uri) || !contentChanges.length) return;
      client.notify('textDocument/didChange', {
        textDocument: { ...named(document), version: document.version },
        contentChanges: contentChanges.map((change) => ({ range: plain(change.range), text: change.text })),
      });
    }),
    workspace.onDidCloseTextDocument((document) => {
      if (!known.delete(named(document).uri)) return;
      if (client) client.notify('textDocument/didClose', { textDocument: named(document) });
      diagnostics.delete(document.uri);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('reqlint.path')) return restart();
      if (!event.affectsConfiguration('reqlint') || !client) return;
      client.notify('workspace/didChangeConfiguration', { settings: { reqlint: settings().server } });
      lensesChanged.fire();
    }),
    languages.registerHoverProvider(SELECTOR, providers),
    languages.registerCompletionItemProvider(SELECTOR, providers, '"', ':', ' ', '{', ','),
    languages.registerCodeActionsProvider(SELECTOR, providers, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, new vscode.CodeActionKind('source.fixAll.reqlint')],
    }),
    languages.registerDocumentSymbolProvider(SELECTOR, providers),
    languages.registerCodeLensProvider(SELECTOR, { ...providers, onDidChangeCodeLenses: lensesChanged.event }));
  restarts = 0;
  await start();
}

module.exports = { activate, deactivate: stop };
