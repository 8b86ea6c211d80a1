'use strict';
// A VS Code of a few lines, and a host that plays a script: what the extension's parts are tested with.
const Module = require('module');
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('fs');
const { tmpdir } = require('os');
const path = require('path');

const disposable = { dispose() { } };

class CancellationTokenSource {
  constructor() { this.token = { isCancellationRequested: false, onCancellationRequested: () => disposable }; }
  cancel() { this.token.isCancellationRequested = true; }
}

class NotebookCellOutput { constructor(items, metadata) { Object.assign(this, { items: [...items], metadata }); } }

class NotebookCellOutputItem {
  constructor(data, mime) { Object.assign(this, { data, mime }); }
  static text(value, mime) { return new NotebookCellOutputItem(value, mime); }
  static stdout(value) { return new NotebookCellOutputItem(value, 'stdout'); }
  static stderr(value) { return new NotebookCellOutputItem(value, 'stderr'); }
  static error(value) { return new NotebookCellOutputItem(value, 'error'); }
}

const vscode = {
  CancellationTokenSource, NotebookCellOutput, NotebookCellOutputItem,
  ProgressLocation: { Notification: 15 },
  window: { showInputBox: async () => 'an answer', withProgress: (options, work) => work({ report() { } }, { onCancellationRequested: () => disposable }) },
  workspace: { workspaceFolders: [], getConfiguration: () => ({ get: () => '' }) },
};

const load = Module._load;
Module._load = (name, ...rest) => name === 'vscode' ? vscode : load(name, ...rest);

/** A controller that keeps what executions did to their cells. As in VS Code, a cell has one execution at a time. */
class Controller {
  createNotebookCellExecution(cell) {
    if (cell.execution) throw new Error('the cell has an execution already');
    const check = (execution) => { if (cell.execution !== execution) throw new Error('this execution is over'); };
    const execution = {
      start() { check(execution); cell.log.push('start'); },
      async clearOutput() { check(execution); cell.outputs.length = 0; },
      async appendOutput(output) { check(execution); cell.outputs.push(output); },
      async appendOutputItems(item, output) { check(execution); output.items.push(item); },
      async replaceOutputItems(items, output) { check(execution); output.items = items; },
      end(isGood) { check(execution); cell.execution = undefined; cell.log.push(`end ${isGood}`); },
    };
    cell.execution = execution;
    return execution;
  }
}

const cell = (code) => ({ document: { getText: () => code }, outputs: [], log: [] });

const texts = (of) => of.outputs.map((output) => output.items.map((item) => item.data?.message ?? item.data).join(''));

const HOST = `
const send = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
let count = 0, over;
send({ event: 'ready' });
require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { do: verb, id, code, text } = JSON.parse(line);
  if (verb === 'status') send({ id, event: 'answer', value: { engine: 'an engine', device: 'cpu' } });
  else if (verb === 'complete') send({ id, event: 'failed', message: 'cancelled' });
  else if (verb === 'interrupt') over();
  else if (verb === 'input') over(text);
  else if (verb === 'run') {
    count++;
    const end = (error = null) => send({ id, event: 'end', count, error });
    send({ id, event: 'start', count });
    const play = new Function('send', 'end', 'id', 'wait', 'process', code);
    play((message) => send({ id, ...message }), end, id, (then) => { over = then; }, process);
  }
}).on('close', () => process.exit(0));
`;

/** A folder that looks like the kit, whose lib/pml is a host in JavaScript; or another script. */
function kit(script = `#!/bin/sh\nexec '${process.execPath}' "$(dirname "$0")/host.js"\n`) {
  const folder = mkdtempSync(path.join(tmpdir(), 'pml-kit-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'lib', 'PML.Host'), { recursive: true });
  mkdirSync(path.join(folder, 'notebooks'));
  writeFileSync(path.join(folder, 'lib', 'host.js'), HOST);
  writeFileSync(path.join(folder, 'lib', 'pml'), script, { mode: 0o755 });
  return folder;
}

/** Waits until something is so. */
async function until(isSo) { while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20)); }

const notebookIn = (folder) => ({ uri: { fsPath: path.join(folder, 'notebooks', 'a.ipynb') } });

const part = (name) => require(path.join(__dirname, '..', '..', '..', 'lib', 'PML.Host', 'vscode', name));

module.exports = { Controller, cell, kit, notebookIn, part, texts, until, vscode };
