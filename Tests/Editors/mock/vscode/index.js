'use strict';

// As much of the `vscode` module as the extension uses; what it does not have, the extension may not use.

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(startLine, startCharacter, endLine, endCharacter) {
    this.start = new Position(startLine, startCharacter);
    this.end = new Position(endLine, endCharacter);
  }
}

class Uri {
  static parse(text) {
    const made = new Uri();
    made.text = text;
    made.scheme = text.slice(0, text.indexOf(':'));
    return made;
  }

  toString() {
    return this.text;
  }
}

class EventEmitter {
  constructor() {
    this.listeners = [];
    this.event = (listener) => {
      this.listeners.push(listener);
      return { dispose() {} };
    };
  }

  fire(value) {
    return Promise.all(this.listeners.map((listener) => listener(value)));
  }

  dispose() {}
}

class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}

class WorkspaceEdit {
  constructor() {
    this.edits = [];
  }

  replace(uri, range, text) {
    this.edits.push({ uri: uri.toString(), range, text });
  }
}

class CodeAction {
  constructor(title, kind) {
    Object.assign(this, { title, kind });
  }
}

class CodeActionKind {
  constructor(value) {
    this.value = value;
  }

  append(part) {
    return new CodeActionKind(`${this.value}.${part}`);
  }
}
CodeActionKind.QuickFix = new CodeActionKind('quickfix');
CodeActionKind.SourceFixAll = new CodeActionKind('source.fixAll');

class CompletionItem {
  constructor(label, kind) {
    Object.assign(this, { label, kind });
  }
}

class DocumentSymbol {
  constructor(name, detail, kind, range, selectionRange) {
    // The real one refuses these as well.
    if (!name) throw new Error('name must not be falsy');
    const before = (a, b) => a.line < b.line || (a.line === b.line && a.character <= b.character);
    if (!before(range.start, selectionRange.start) || !before(selectionRange.end, range.end)) {
      throw new Error('selectionRange must be contained in fullRange');
    }
    Object.assign(this, { name, detail, kind, range, selectionRange, children: [] });
  }
}

class Pair {
  constructor(first, second) {
    Object.assign(this, { first, second });
  }
}

class Hover {
  constructor(contents, range) {
    Object.assign(this, { contents, range });
  }
}

class MarkdownString {
  constructor(value) {
    this.value = value;
  }
}

class CodeLens {
  constructor(range, command) {
    Object.assign(this, { range, command });
  }
}

class InlayHint {
  constructor(position, label) {
    Object.assign(this, { position, label });
  }
}

class FoldingRange {
  constructor(start, end) {
    Object.assign(this, { start, end });
  }
}

class DocumentLink {
  constructor(range, target) {
    Object.assign(this, { range, target });
  }
}

const emitters = {
  open: new EventEmitter(), change: new EventEmitter(), close: new EventEmitter(), configuration: new EventEmitter(),
  folders: new EventEmitter(),
};
const mock = {
  emitters, settings: {}, folderSettings: {}, providers: {}, commands: {}, output: [], errors: [], informed: [], shown: 0,
  diagnostics: new Map(), published: 0, works: [], watchers: [],

  /** Waits until the condition gives something. */
  async wait(what, condition) {
    for (let tries = Number(process.env.PATIENCE) * 50; tries > 0; tries--) {
      const value = await condition();
      if (value) return value;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`waited in vain for ${what}; output: ${mock.output.join('\n')}`);
  },

  /** A document that the editor has open. */
  document(file, languageId, text) {
    const made = { uri: Uri.parse(`file://${file}`), languageId, version: 1, text, getText: () => made.text };
    module.exports.workspace.textDocuments.push(made);
    return made;
  },

  /** Changes a document as the editor would: columns are UTF-16, as JavaScript's are. */
  edit(document, { range, text }) {
    const lines = document.text.split('\n');
    const offset = ({ line, character }) => lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
    document.text = document.text.slice(0, offset(range.start)) + text + document.text.slice(offset(range.end));
    document.version++;
    emitters.change.fire({ document, contentChanges: [{ range, text }] });
  },

  async set(settings) {
    Object.assign(mock.settings, settings);
    const affectsConfiguration = (name) =>
      Object.keys(settings).some((changed) => changed === name || changed.startsWith(`${name}.`));
    await emitters.configuration.fire({ affectsConfiguration });
  },
};
const registers = Object.fromEntries(
  ['Hover', 'CompletionItem', 'CodeActions', 'DocumentSymbol', 'FoldingRange', 'Definition', 'Reference', 'DocumentLink',
    'CodeLens', 'InlayHints'].map((name) => [`register${name}Provider`, (_, made) => {
    mock.providers[name] = made;
    return { dispose() {} };
  }]));

module.exports = {
  mock,
  version: 'mock',
  Position, Range, Uri, EventEmitter, Diagnostic, WorkspaceEdit, CodeAction, CodeActionKind, CompletionItem, DocumentSymbol,
  Hover, MarkdownString, CodeLens, InlayHint, FoldingRange, DocumentLink, Location: Pair, DiagnosticRelatedInformation: Pair,
  SnippetString: MarkdownString,
  ProgressLocation: { Notification: 15 },
  window: {
    createOutputChannel: () => ({ appendLine: (line) => mock.output.push(line), show: () => mock.shown++, dispose() {} }),
    showErrorMessage: (text) => mock.errors.push(text),
    showInformationMessage: (text) => mock.informed.push(text),
    withProgress(options, task) {
      const work = { title: options.title, reports: [], isOver: false };
      mock.works.push(work);
      const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
      return task({ report: (value) => work.reports.push(value) }, token).then(() => (work.isOver = true));
    },
  },
  commands: {
    registerCommand(name, command) {
      // The real one refuses a name that is taken.
      if (mock.commands[name]) throw new Error(`command '${name}' already exists`);
      mock.commands[name] = command;
      return { dispose() {} };
    },
  },
  workspace: {
    textDocuments: [],
    workspaceFolders: undefined,
    getConfiguration: (section, uri) => ({
      get: (name) => (mock.folderSettings[uri] || {})[`${section}.${name}`] ?? mock.settings[`${section}.${name}`],
    }),
    createFileSystemWatcher(pattern) {
      const events = { created: new EventEmitter(), changed: new EventEmitter(), deleted: new EventEmitter() };
      const watcher = {
        pattern, events, isDisposed: false, onDidCreate: events.created.event, onDidChange: events.changed.event,
        onDidDelete: events.deleted.event, dispose: () => (watcher.isDisposed = true),
      };
      mock.watchers.push(watcher);
      return watcher;
    },
    onDidOpenTextDocument: emitters.open.event,
    onDidChangeTextDocument: emitters.change.event,
    onDidCloseTextDocument: emitters.close.event,
    onDidChangeConfiguration: emitters.configuration.event,
    onDidChangeWorkspaceFolders: emitters.folders.event,
  },
  languages: {
    createDiagnosticCollection: () => ({
      set(uri, items) {
        mock.published++;
        mock.diagnostics.set(uri.toString(), items);
      },
      delete: (uri) => mock.diagnostics.delete(uri.toString()),
      clear: () => mock.diagnostics.clear(),
      dispose() {},
    }),
    ...registers,
  },
};
