'use strict';

// Does with the extension what VS Code does with it in a folder: follows names, checks all files, hears of changed ones.

const fs = require('fs');
const path = require('path');
const vscode = require('vscode');
const { mock } = vscode;
const { EXTENSION, FILE, REPORT } = process.env;
const extension = require(EXTENSION);
const report = {};
const folder = path.dirname(FILE);
const uri = vscode.Uri.parse(`file://${folder}`);
const other = `file://${FILE}`;
const conversation = mock.document(path.join(folder, 'conversation.json'), 'json', `{
  "model": "gpt-4o-mini",
  "messages": [
    {"role": "user", "content": "weather?"},
    {"role": "assistant", "tool_calls": [
      {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": "{}"}}
    ]},
    {"role": "tool", "tool_call_id": "call_1", "content": "secret"}
  ]
}
`);
const places = (items) => items.map(({ second }) => [second.start.line, second.start.character]);

async function drive() {
  mock.settings['reqlint.path'] = 'reqlint';
  mock.settings['reqlint.trace.server'] = 'verbose';
  vscode.workspace.workspaceFolders = [{ uri, name: 'project' }];
  await extension.activate({ subscriptions: [] });
  report.providers = Object.keys(mock.providers);
  report.commands = Object.keys(mock.commands);
  await mock.wait('the findings', () => mock.diagnostics.has(conversation.uri.toString()));

  const { Definition, Reference, FoldingRange, CodeLens } = mock.providers;
  const result = new vscode.Position(7, 40);
  report.definition = places([await Definition.provideDefinition(conversation, result)]);
  report.references = places(await Reference.provideReferences(conversation, result, { includeDeclaration: false }));
  const folds = await FoldingRange.provideFoldingRanges(conversation, {});
  report.folds = folds.map(({ start, end }) => [start, end]);

  // A file that is not open: found on demand, looked at again when it changes, and forgotten when it is gone.
  await mock.commands['reqlint.checkWorkspace']();
  await mock.wait('the end of the check', () => mock.works.some((work) => work.isOver));
  report.checked = mock.informed;
  const found = () => (mock.diagnostics.get(other) || []).map(({ code }) => code.value);
  report.found = found();
  const [watcher] = mock.watchers;
  report.watched = watcher.pattern;
  const text = fs.readFileSync(FILE, 'utf8');
  fs.writeFileSync(FILE, text.replace('usr', 'user'));
  watcher.events.changed.fire(vscode.Uri.parse(other));
  await mock.wait('a clean file', () => found().length === 0);
  fs.writeFileSync(FILE, text);
  watcher.events.created.fire(vscode.Uri.parse(other));
  await mock.wait('the finding', () => found().length);
  fs.unlinkSync(FILE);
  watcher.events.deleted.fire(vscode.Uri.parse(other));
  await mock.wait('no finding', () => found().length === 0);
  fs.writeFileSync(FILE, text);

  // What is set for one folder holds there alone.
  mock.folderSettings[uri] = { 'reqlint.codeLens': false };
  await mock.set({ 'reqlint.codeLens': true });
  await mock.wait('no lens', async () => (await CodeLens.provideCodeLenses(conversation)).length === 0);
  vscode.workspace.workspaceFolders = [];
  await mock.emitters.folders.fire({ added: [], removed: [{ uri, name: 'project' }] });
  await mock.wait('the lens', async () => (await CodeLens.provideCodeLenses(conversation)).length === 1);

  report.output = mock.output.join('\n');
  await extension.deactivate();
  report.isWatching = !watcher.isDisposed;
}

drive()
  .catch((error) => {
    report.trouble = error.stack;
  })
  .finally(() => fs.writeFileSync(REPORT, JSON.stringify(report)));
