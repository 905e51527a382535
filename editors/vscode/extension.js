'use strict';

const vscode = require('vscode');
const { Client } = require('./client');
const convert = require('./convert');
const { Progress } = require('./progress');
const providers = require('./providers');

/** How often a server that crashes is started again. */
const RESTARTS = 3;
/** What the server can be told to do. */
const COMMANDS = ['reqlint.explain', 'reqlint.checkWorkspace', 'reqlint.compare'];

let client;
let ready = Promise.resolve();
let restarts = 0;
let output;
let diagnostics;
let lensesChanged;
let hintsChanged;
/** The URIs that the server has open. */
const known = new Set();
/** Watches the files that the server asked about. */
let watchers = [];
const progress = new Progress((token) => tell('window/workDoneProgress/cancel', { token }));

const option = (name, uri) => vscode.workspace.getConfiguration('reqlint', uri).get(name);

/** What the server is told, for everywhere or for a place. */
function settings(uri) {
  return {
    provider: option('provider', uri) || null,
    endpoint: option('endpoint', uri) || null,
    asOf: option('asOf', uri) || null,
    codeLens: option('codeLens', uri) !== false,
    inlayHints: option('inlayHints', uri) === true,
  };
}

const folder = ({ uri, name }) => ({ uri: uri.toString(), name });

/** Asks the server, once it is ready; gives null where it cannot be asked, or answers with an error. */
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

function tell(method, params) {
  if (client) client.notify(method, params);
}

// What the server says.

/** Shows findings; those in a text that has changed since are passed over, as the next are on their way. */
function published({ uri, version, diagnostics: items }) {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  if (open && version !== undefined && version < open.version) return;
  diagnostics.set(vscode.Uri.parse(uri), items.map(convert.diagnostic));
}

function showed({ type, message }) {
  const { window } = vscode;
  if (type === 1) window.showErrorMessage(message);
  else if (type === 2) window.showWarningMessage(message);
  else window.showInformationMessage(message);
}

const HEARD = {
  'textDocument/publishDiagnostics': published,
  'window/showMessage': showed,
  'window/logMessage': ({ message }) => output.appendLine(message),
  '$/logTrace': ({ message, verbose }) => output.appendLine(verbose ? `${message}\n${verbose}` : message),
  '$/progress': (params) => progress.take(params),
};

function watch({ globPattern }) {
  const watcher = vscode.workspace.createFileSystemWatcher(globPattern);
  const changed = (type) => (uri) =>
    tell('workspace/didChangeWatchedFiles', { changes: [{ uri: uri.toString(), type }] });
  watcher.onDidCreate(changed(1));
  watcher.onDidChange(changed(2));
  watcher.onDidDelete(changed(3));
  watchers.push(watcher);
}

const ANSWERS = {
  'workspace/configuration': ({ items }) =>
    items.map(({ scopeUri }) => settings(scopeUri && vscode.Uri.parse(scopeUri))),
  'workspace/codeLens/refresh'() {
    lensesChanged.fire();
    return null;
  },
  'workspace/inlayHint/refresh'() {
    hintsChanged.fire();
    return null;
  },
  'client/registerCapability'({ registrations }) {
    for (const { method, registerOptions } of registrations) {
      if (method === 'workspace/didChangeWatchedFiles') registerOptions.watchers.forEach(watch);
    }
    return null;
  },
  'window/workDoneProgress/create': () => null,
};

const host = {
  complain: (text) => output.appendLine(text),
  notified(method, params) {
    if (HEARD[method]) HEARD[method](params);
  },
  asked: (method, params) => ANSWERS[method] && ANSWERS[method](params),
  ended(which) {
    if (which !== client) return;
    forget();
    if (restarts++ < RESTARTS) start();
    else vscode.window.showErrorMessage('reqlint does not run. Is reqlint.path right? The output says more.');
  },
};

// What the server is told.

function opened(document) {
  const { uri } = convert.named(document);
  if (!client || !client.isOpen || !providers.isOurs(document) || known.has(uri)) return;
  known.add(uri);
  const { languageId, version } = document;
  tell('textDocument/didOpen', { textDocument: { uri, languageId, version, text: document.getText() } });
}

function changed({ document, contentChanges }) {
  const { uri } = convert.named(document);
  // What changes before the server is ready is in the text that it is opened with.
  if (!known.has(uri) || !contentChanges.length) return;
  tell('textDocument/didChange', {
    textDocument: { uri, version: document.version },
    contentChanges: contentChanges.map(({ range, text }) => ({ range: convert.span(range), text })),
  });
}

function closed(document) {
  if (!known.delete(convert.named(document).uri)) return;
  tell('textDocument/didClose', { textDocument: convert.named(document) });
  diagnostics.delete(document.uri);
}

async function configured(event) {
  if (event.affectsConfiguration('reqlint.path')) {
    await restart();
    return;
  }
  if (!event.affectsConfiguration('reqlint')) return;
  await ready;
  tell('$/setTrace', { value: option('trace.server') || 'off' });
  // It asks for what has changed.
  tell('workspace/didChangeConfiguration', { settings: null });
}

async function foldersChanged({ added, removed }) {
  await ready;
  tell('workspace/didChangeWorkspaceFolders', { event: { added: added.map(folder), removed: removed.map(folder) } });
}

// Its life.

const CAPABILITIES = {
  general: { positionEncodings: ['utf-16'] },
  window: { workDoneProgress: true },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
  textDocument: {
    publishDiagnostics: {
      relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } },
    hover: { contentFormat: ['markdown'] },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } }, isPreferredSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    documentLink: { tooltipSupport: true },
    foldingRange: { lineFoldingOnly: true },
  },
};

function start() {
  const started = (client = new Client(option('path') || 'reqlint', ['lsp'], host));
  ready = (async () => {
    const folders = (vscode.workspace.workspaceFolders || []).map(folder);
    try {
      await started.ask('initialize', {
        processId: process.pid,
        clientInfo: { name: 'Visual Studio Code', version: vscode.version },
        rootUri: folders.length ? folders[0].uri : null,
        workspaceFolders: folders,
        initializationOptions: settings(),
        trace: option('trace.server') || 'off',
        capabilities: CAPABILITIES,
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

/** Nothing of a server that is gone stays. */
function forget() {
  known.clear();
  diagnostics.clear();
  progress.clear();
  watchers.forEach((watcher) => watcher.dispose());
  watchers = [];
}

async function stop() {
  const stopped = client;
  client = undefined;
  forget();
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
  hintsChanged = new vscode.EventEmitter();
  const { workspace, commands } = vscode;
  context.subscriptions.push(
    output, diagnostics, lensesChanged, hintsChanged,
    commands.registerCommand('reqlint.restart', restart),
    commands.registerCommand('reqlint.showOutput', () => output.show()),
    ...COMMANDS.map((command) =>
      commands.registerCommand(command, (...args) => ask('workspace/executeCommand', { command, arguments: args }))),
    workspace.onDidOpenTextDocument((document) => ready.then(() => opened(document))),
    workspace.onDidChangeTextDocument(changed),
    workspace.onDidCloseTextDocument(closed),
    workspace.onDidChangeConfiguration(configured),
    workspace.onDidChangeWorkspaceFolders(foldersChanged),
    ...providers.register(ask, lensesChanged.event, hintsChanged.event));
  restarts = 0;
  await start();
}

module.exports = { activate, deactivate: stop };
