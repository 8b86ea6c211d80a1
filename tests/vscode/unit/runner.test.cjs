'use strict';
const assert = require('assert');
const { test } = require('node:test');
const { Controller, cell, kit, notebookIn, part, texts, until, vscode } = require('./support.cjs');

const linux = { skip: process.platform !== 'linux' && 'the launcher is for Linux' };

/** A notebook in a kit with a host of JavaScript; its cells are programs of `send`, `end`, `wait` and `process`. */
function runner(script) {
  const { NotebookRunner } = part('runner');
  return new NotebookRunner(notebookIn(kit(script)), new Controller(), () => { }, () => { });
}

const over = (name) => `end({ name: '${name}', message: 'no', line: 1, details: [] });`;

test('cells run in order, and what they show is theirs', linux, async () => {
  const r = runner();
  const cells = [cell("send({ event: 'stream', name: 'stdout', text: 'a' }); send({ event: 'stream', name: 'stdout', text: 'b' }); send({ event: 'stream', name: 'stderr', text: 'c' }); end();"), cell("send({ event: 'display', data: { 'text/plain': '42' } }); end();")];
  await r.execute(cells);
  assert.deepEqual(texts(cells[0]), ['ab', 'c']);
  assert.deepEqual(texts(cells[1]), ['42']);
  assert.deepEqual(cells[1].outputs[0].metadata, { outputType: 'execute_result', executionCount: 2, metadata: {} });
  assert.deepEqual(cells.map((c) => c.log), [['start', 'end true'], ['start', 'end true']]);
  r.dispose();
});

test('a figure carries its alternative text, which its JSON has no place for', linux, async () => {
  const r = runner();
  const one = cell("send({ event: 'display', data: { 'application/vnd.plotly.v1+json': { data: [] }, 'text/html': '<div aria-label=\"a &lt; b\">' } }); end();");
  await r.execute([one]);
  assert.equal(one.outputs[0].metadata.metadata.alt, 'a < b');
  assert.equal(one.outputs[0].items[0].data, '{"data":[]}');
  r.dispose();
});

test('after a cell that failed, those that wait do not run', linux, async () => {
  const r = runner();
  const cells = [cell(over('Bad')), cell('end();')];
  await r.execute(cells);
  assert.match(cells[0].outputs[0].items[0].data.stack, /Bad: no\nCell In\[1\], line 1/);
  assert.deepEqual(cells.map((c) => c.log), [['start', 'end false'], ['end undefined']]);
  assert.deepEqual([r.good.has(cells[0]), r.good.has(cells[1])], [false, false]);
  r.dispose();
});

test('an update changes an output in place, also an earlier cell\'s, and also when no cell runs', linux, async () => {
  const r = runner();
  const first = cell("send({ event: 'display', display: 'd', data: { 'text/plain': '1' } }); send({ event: 'update', display: 'd', data: { 'text/plain': '2' } }); end(); setTimeout(() => send({ event: 'update', display: 'd', data: { 'text/plain': 'late' } }), 300);");
  await r.execute([first]);
  assert.deepEqual(texts(first), ['2']);
  await until(() => texts(first)[0] === 'late');
  await r.execute([cell("send({ event: 'update', display: 'd', data: { 'text/plain': '3' } }); end();")]);
  assert.deepEqual(texts(first), ['3']);
  r.dispose();
});

test('a cell that runs again has its outputs anew', linux, async () => {
  const r = runner();
  const one = cell("send({ event: 'display', display: 'd' + id, data: { 'text/plain': 'x' + id } }); end();");
  await r.execute([one]);
  await r.execute([one]);
  assert.equal(one.outputs.length, 1);
  assert.equal(r.displays.size, 1);
  r.dispose();
});

test('an interrupt reaches the running cell and drops those that wait', linux, async () => {
  const r = runner();
  const cells = [cell(`wait(() => { ${over('Interrupted')} }); send({ event: 'stream', name: 'stdout', text: 'on' });`), cell('end();')];
  const run = r.execute(cells);
  await until(() => cells[0].outputs.length > 0);
  r.interrupt();
  await run;
  assert.deepEqual(cells.map((c) => c.log), [['start', 'end false'], ['end undefined']]);
  r.dispose();
});

test('a question opens an input box, and its answer goes to the cell', linux, async () => {
  const asked = [];
  vscode.window.showInputBox = async (options) => { asked.push(options); return 'Ada'; };
  const r = runner();
  const one = cell("wait((text) => { send({ event: 'stream', name: 'stdout', text }); end(); }); send({ event: 'ask', question: 1, prompt: 'Name', password: true });");
  await r.execute([one]);
  assert.deepEqual(texts(one), ['Ada']);
  assert.deepEqual([asked[0].prompt, asked[0].password], ['Name', true]);
  r.dispose();
});

test('when the process ends in a cell, its outputs stay, a sentence says why, and the next cell starts another', linux, async () => {
  const r = runner();
  const cells = [cell('end();'), cell("send({ event: 'stream', name: 'stdout', text: 'before' }); setTimeout(() => process.exit(7), 100);"), cell('end();')];
  await r.execute(cells);
  assert.equal(texts(cells[1])[0], 'before');
  assert.match(texts(cells[1])[1], /exit code 7.*variables are gone/);
  assert.deepEqual(cells[2].log, ['end undefined']);
  assert.equal(r.state, 'ended');
  assert.ok(!r.good.has(cells[0]));
  await r.execute([cells[2]]);
  assert.deepEqual(cells[2].log.at(-1), 'end true');
  assert.equal(r.state, 'ready');
  r.dispose();
});

test('a restart ends the running cell, and the next run is a new session', linux, async () => {
  const r = runner();
  const endless = cell("send({ event: 'stream', name: 'stdout', text: 'on' });");
  const run = r.execute([endless]);
  await until(() => endless.outputs.length > 0);
  r.restart();
  await run;
  assert.match(texts(endless)[1], /restarted/);
  const one = cell("send({ event: 'display', data: { 'text/plain': String(id) } }); end();");
  await r.execute([one]);
  assert.deepEqual(texts(one), ['1']);
  r.dispose();
});

test('a kit that cannot start fails the cell with the kit\'s own words', linux, async () => {
  const r = runner('#!/bin/sh\necho "pml: the .NET 10 SDK was not found." >&2\nexit 1\n');
  const one = cell('end();');
  await r.execute([one]);
  assert.deepEqual(texts(one), ['the .NET 10 SDK was not found.']);
  assert.deepEqual(one.log, ['start', 'end false']);
});

test('a notebook without a kit is told where to look', linux, async () => {
  const { NotebookRunner } = part('runner');
  const one = cell('end();');
  await new NotebookRunner({ uri: { fsPath: '/nowhere/a.ipynb' } }, new Controller(), () => { }, () => { }).execute([one]);
  assert.match(texts(one)[0], /Open the folder of PML Notebooks/);
});

test('set-up tells its steps, and completions do not start it', linux, async () => {
  const steps = [];
  vscode.window.withProgress = (options, work) => work({ report: ({ message }) => steps.push(message) }, { onCancellationRequested: () => ({ dispose() { } }) });
  const r = runner(`#!/bin/sh\nsleep 2\necho "pml: building the library" >&2\nsleep 0.5\nexec '${process.execPath}' "$(dirname "$0")/host.js"\n`);
  assert.equal(await r.forEditing(), undefined);
  const one = cell('end();');
  await r.execute([one]);
  assert.equal(one.log.at(-1), 'end true');
  assert.equal(steps.at(-1), 'building the library');
  r.dispose();
});
