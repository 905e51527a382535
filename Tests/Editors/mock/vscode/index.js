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
}
CodeActionKind.QuickFix = new CodeActionKind('quickfix');

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

const emitters = {
  open: new EventEmitter(), change: new EventEmitter(), close: new EventEmitter(), configuration: new EventEmitter(),
};
const mock = { emitters, settings: {}, providers: {}, commands: {}, output: [], errors: [], shown: 0, diagnostics: new Map(), published: 0 };
const provider = (name) => (selector, made) => {
  mock.providers[name] = made;
  return { dispose() {} };
};

module.exports = {
  mock,
  version: 'mock',
  Position, Range, Uri, EventEmitter, Diagnostic, WorkspaceEdit, CodeAction, CodeActionKind, CompletionItem, DocumentSymbol,
  Hover, MarkdownString, CodeLens, Location: Pair, DiagnosticRelatedInformation: Pair, SnippetString: MarkdownString,
  window: {
    createOutputChannel: () => ({ appendLine: (line) => mock.output.push(line), show: () => mock.shown++, dispose() {} }),
    showErrorMessage: (text) => mock.errors.push(text),
  },
  commands: {
    registerCommand(name, command) {
      mock.commands[name] = command;
      return { dispose() {} };
    },
  },
  workspace: {
    textDocuments: [],
    workspaceFolders: undefined,
    getConfiguration: (section) => ({ get: (name) => mock.settings[`${section}.${name}`] }),
    onDidOpenTextDocument: emitters.open.event,
    onDidChangeTextDocument: emitters.change.event,
    onDidCloseTextDocument: emitters.close.event,
    onDidChangeConfiguration: emitters.configuration.event,
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
    registerHoverProvider: provider('hover'),
    registerCompletionItemProvider: provider('completion'),
    registerCodeActionsProvider: provider('codeActions'),
    registerDocumentSymbolProvider: provider('symbols'),
    registerCodeLensProvider: provider('codeLenses'),
  },
};
