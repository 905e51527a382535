'use strict';

const vscode = require('vscode');
const convert = require('./convert');

const LANGUAGES = ['json', 'jsonc', 'jsonl', 'yaml', 'http'];
const SELECTOR = LANGUAGES.map((language) => ({ language }));

/** Whether the server is told of a document. */
const isOurs = ({ languageId, uri }) => LANGUAGES.includes(languageId) && ['file', 'untitled'].includes(uri.scheme);

/**
 * Registers what the editor asks the server for.
 * @param {(method: string, params: object, token?: any) => Promise<any>} ask gives null where there is no answer
 * @param {(listener: () => any) => any} onDidChangeCodeLenses
 * @param {(listener: () => any) => any} onDidChangeInlayHints
 */
function register(ask, onDidChangeCodeLenses, onDidChangeInlayHints) {
  const about = (document, method, more, token) =>
    ask(`textDocument/${method}`, { textDocument: convert.named(document), ...more }, token);
  const at = (document, place, method, token, more) =>
    about(document, method, { position: convert.position(place), ...more }, token);
  const all = (items, one) => (items || []).map((item) => one(item));

  const { languages } = vscode;
  return [
    languages.registerHoverProvider(SELECTOR, {
      async provideHover(document, place, token) {
        const item = await at(document, place, 'hover', token);
        return item && convert.hover(item);
      },
    }),
    languages.registerCompletionItemProvider(SELECTOR, {
      async provideCompletionItems(document, place, token) {
        const list = await at(document, place, 'completion', token);
        return all(list && list.items, convert.completion);
      },
    }, '"', ':', ' ', '{', ','),
    languages.registerCodeActionsProvider(SELECTOR, {
      async provideCodeActions(document, span, { only, diagnostics }, token) {
        const context = { diagnostics: [], only: only && [only.value] };
        const items = await about(document, 'codeAction', { range: convert.span(span), context }, token);
        return all(items, (item) => convert.codeAction(item, diagnostics));
      },
    }, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.SourceFixAll.append('reqlint')] }),
    languages.registerDocumentSymbolProvider(SELECTOR, {
      provideDocumentSymbols: async (document, token) =>
        all(await about(document, 'documentSymbol', {}, token), convert.symbol),
    }),
    languages.registerFoldingRangeProvider(SELECTOR, {
      provideFoldingRanges: async (document, _, token) =>
        all(await about(document, 'foldingRange', {}, token), convert.fold),
    }),
    languages.registerDefinitionProvider(SELECTOR, {
      async provideDefinition(document, place, token) {
        const item = await at(document, place, 'definition', token);
        return item && convert.location(item);
      },
    }),
    languages.registerReferenceProvider(SELECTOR, {
      provideReferences: async (document, place, context, token) =>
        all(await at(document, place, 'references', token, { context }), convert.location),
    }),
    languages.registerDocumentLinkProvider(SELECTOR, {
      provideDocumentLinks: async (document, token) =>
        all(await about(document, 'documentLink', {}, token), convert.link),
    }),
    languages.registerCodeLensProvider(SELECTOR, {
      onDidChangeCodeLenses,
      provideCodeLenses: async (document, token) => all(await about(document, 'codeLens', {}, token), convert.lens),
    }),
    languages.registerInlayHintsProvider(SELECTOR, {
      onDidChangeInlayHints,
      provideInlayHints: async (document, range, token) =>
        all(await about(document, 'inlayHint', { range: convert.span(range) }, token), convert.hint),
    }),
  ];
}

module.exports = { isOurs, register };
