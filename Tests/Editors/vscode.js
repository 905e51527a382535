'use strict';

// Does with the extension what VS Code does with it: opens a document, asks its providers, applies the fix, restarts.

const fs = require('fs');
const path = require('path');
const vscode = require('vscode');
const { mock } = vscode;
const { EXTENSION, FILE, LANGUAGE, PLACE, PATIENCE, REPORT } = process.env;
const extension = require(EXTENSION);
const place = JSON.parse(PLACE);
const report = {};

async function wait(what, condition) {
  for (let tries = Number(PATIENCE) * 50; tries > 0; tries--) {
    const value = condition();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain for ${what}; output: ${mock.output.join('\n')}`);
}

const uri = vscode.Uri.parse(`file://${FILE}`);
const document = {
  uri, languageId: LANGUAGE, version: 1, text: fs.readFileSync(FILE, 'utf8'),
  getText() {
    return this.text;
  },
};
const found = () => mock.diagnostics.get(uri.toString());

/** Applies an edit to the document as the editor would: columns are UTF-16, as JavaScript's are. */
function apply({ range, text }) {
  const lines = document.text.split('\n');
  const offset = ({ line, character }) => lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  document.text = document.text.slice(0, offset(range.start)) + text + document.text.slice(offset(range.end));
  document.version++;
  mock.emitters.change.fire({ document, contentChanges: [{ range, text }] });
}

async function drive() {
  mock.settings['reqlint.path'] = 'reqlint';
  vscode.workspace.textDocuments.push(document);
  const context = { subscriptions: [] };
  const activating = extension.activate(context);
  // The editor says so of a document that is open already, too.
  mock.emitters.open.fire(document);
  await activating;
  await wait('the finding', () => (found() || []).length);

  const hover = await mock.providers.hover.provideHover(document, new vscode.Position(...place.hover), {
    isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) });
  report.hover = hover.contents.value;
  report.found = found().map((item) => ({
    code: item.code.value, url: item.code.target.toString(), source: item.source, severity: item.severity,
    line: item.range.start.line, start: item.range.start.character, stop: item.range.end.character }));
  report.published = mock.published;

  const items = await mock.providers.completion.provideCompletionItems(document, new vscode.Position(place.line, place.complete));
  report.menu = items.map((item) => item.label);
  const symbols = await mock.providers.symbols.provideDocumentSymbols(document);
  report.symbols = symbols.map((item) => item.name);
  const lenses = await mock.providers.codeLenses.provideCodeLenses(document);
  report.lenses = lenses.map((item) => item.command.title);

  mock.settings['reqlint.codeLens'] = false;
  await mock.emitters.configuration.fire({ affectsConfiguration: (name) => ['reqlint', 'reqlint.codeLens'].includes(name) });
  for (let left = Number(PATIENCE) * 50; left > 0; left--) {
    report.lensesOff = (await mock.providers.codeLenses.provideCodeLenses(document)).length;
    if (report.lensesOff === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }

  const context2 = { diagnostics: found(), only: vscode.CodeActionKind.QuickFix };
  const actions = await mock.providers.codeActions.provideCodeActions(document, found()[0].range, context2);
  report.actions = actions.map(({ title, isPreferred, diagnostics }) => ({ title, isPreferred, mended: diagnostics.length }));
  actions[0].edit.edits.forEach(apply);
  await wait('a clean file', () => found() && found().length === 0);
  fs.writeFileSync(FILE, document.text);

  // A restart begins anew, with the text as it is now.
  const before = mock.published;
  await mock.commands['reqlint.restart']();
  await wait('the new server', () => mock.published > before);
  report.afterRestart = found().length;
  mock.commands['reqlint.showOutput']();
  report.shown = mock.shown;

  mock.emitters.close.fire(document);
  await wait('the closing', () => !mock.diagnostics.has(uri.toString()) || found().length === 0);
  await extension.deactivate();

  // A program that is not there is tried a few times, said in the output and in one message.
  mock.settings['reqlint.path'] = path.join(path.dirname(FILE), 'nothing');
  await mock.commands['reqlint.restart']();
  await wait('the message', () => mock.errors.length);
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
