'use strict';

// Does with the extension what VS Code does with it: opens a document, asks its providers, applies the fix, restarts.

const fs = require('fs');
const path = require('path');
const vscode = require('vscode');
const { mock } = vscode;
const { EXTENSION, FILE, LANGUAGE, PLACE, REPORT } = process.env;
const extension = require(EXTENSION);
const place = JSON.parse(PLACE);
const report = {};
const document = mock.document(FILE, LANGUAGE, fs.readFileSync(FILE, 'utf8'));
const found = () => mock.diagnostics.get(document.uri.toString());
const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };

async function drive() {
  mock.settings['reqlint.path'] = 'reqlint';
  const activating = extension.activate({ subscriptions: [] });
  // The editor says so of a document that is open already, too.
  mock.emitters.open.fire(document);
  await activating;
  await mock.wait('the finding', () => (found() || []).length);

  const { providers } = mock;
  const hover = await providers.Hover.provideHover(document, new vscode.Position(...place.hover), token);
  report.hover = hover.contents.value;
  report.found = found().map((item) => ({
    code: item.code.value, url: item.code.target.toString(), source: item.source, severity: item.severity,
    line: item.range.start.line, start: item.range.start.character, stop: item.range.end.character }));
  report.published = mock.published;

  const items = await providers.CompletionItem.provideCompletionItems(document, new vscode.Position(place.line, place.complete));
  report.menu = items.map((item) => item.label);
  const symbols = await providers.DocumentSymbol.provideDocumentSymbols(document);
  report.symbols = symbols.map((item) => item.name);
  const links = await providers.DocumentLink.provideDocumentLinks(document);
  report.links = links.map((item) => item.tooltip);

  const lenses = () => providers.CodeLens.provideCodeLenses(document);
  const [{ command }] = await lenses();
  report.lens = command.title;
  await mock.commands[command.command](...command.arguments);
  report.explained = await mock.wait('the explanation', () => mock.informed.pop());
  await mock.set({ 'reqlint.codeLens': false });
  await mock.wait('no lens', async () => (await lenses()).length === 0);

  // Tokens are shown where somebody wants to see them.
  const whole = new vscode.Range(0, 0, document.text.split('\n').length, 0);
  const hints = () => providers.InlayHints.provideInlayHints(document, whole);
  report.hintsUnasked = (await hints()).length;
  await mock.set({ 'reqlint.inlayHints': true });
  await mock.wait('the hints', async () => (await hints()).some(({ label }) => / tokens?$/.test(label)));

  const context = { diagnostics: found(), only: vscode.CodeActionKind.QuickFix };
  const actions = await providers.CodeActions.provideCodeActions(document, found()[0].range, context);
  report.actions = actions.map(({ title, isPreferred, diagnostics }) => ({ title, isPreferred, mended: diagnostics.length }));
  actions[0].edit.edits.forEach((edit) => mock.edit(document, edit));
  await mock.wait('a clean file', () => found() && found().length === 0);
  fs.writeFileSync(FILE, document.text);

  // A restart begins anew, with the text as it is now.
  const before = mock.published;
  await mock.commands['reqlint.restart']();
  await mock.wait('the new server', () => mock.published > before);
  report.afterRestart = found().length;
  mock.commands['reqlint.showOutput']();
  report.shown = mock.shown;

  mock.emitters.close.fire(document);
  await mock.wait('the closing', () => !found() || found().length === 0);
  await extension.deactivate();

  // A program that is not there is tried a few times, said in the output and in one message.
  await mock.set({ 'reqlint.path': path.join(path.dirname(FILE), 'nothing') });
  await mock.wait('the message', () => mock.errors.length);
  report.errors = mock.errors.length;
}

drive()
  .catch((error) => {
    report.trouble = error.stack;
  })
  .finally(() => {
    fs.writeFileSync(REPORT, JSON.stringify(report));
    // Not process.exit: that nothing keeps the process alive is a part of the test.
  });
