'use strict';
const assert = require('assert');
const path = require('path');
const { test } = require('node:test');
const { kit, part } = require('./support.cjs');

test('lines are whole, however the bytes come', () => {
  const { lines } = part('lines');
  const text = 'one\nzwölf Äpfel\n\n{"a":"\u{1F34E}"}\nlast';
  for (const size of [1, 2, 3, 7, 1000]) {
    const found = [];
    const take = lines((line) => found.push(line));
    const bytes = Buffer.from(text);
    for (let i = 0; i < bytes.length; i += size) take(bytes.subarray(i, i + size));
    assert.deepEqual(found, ['one', 'zwölf Äpfel', '{"a":"\u{1F34E}"}']);
  }
});

test('the kit is found above the notebook, in an open folder, and where the setting says', () => {
  const { findKit } = part('kit');
  const folder = kit();
  const inside = path.join(folder, 'notebooks', 'deep', 'a.ipynb');
  assert.equal(findKit({ setting: '', notebook: inside, folders: [] }).kit, folder);
  assert.equal(findKit({ setting: '', notebook: '/elsewhere/a.ipynb', folders: ['/no', folder] }).kit, folder);
  assert.equal(findKit({ setting: '', notebook: undefined, folders: [folder] }).kit, folder);
  assert.equal(findKit({ setting: path.basename(folder), notebook: '/a.ipynb', folders: [path.dirname(folder)] }).kit, folder);
  assert.match(findKit({ setting: '/no', notebook: inside, folders: [folder] }).problem, /pml\.kit names \/no/);
  assert.match(findKit({ setting: '', notebook: '/a.ipynb', folders: [] }).problem, /Open the folder of PML Notebooks/);
});

test('lib/pml starts the host on Linux; elsewhere the host must have been built', () => {
  const { hostCommand } = part('kit');
  const folder = kit();
  assert.deepEqual(hostCommand(folder, 'linux'), { program: path.join(folder, 'lib', 'pml'), arguments: ['host'] });
  assert.match(hostCommand(folder, 'win32').problem, /dotnet msbuild lib\/setup\/kit\.proj/);
});

test('an exception is shown with its trace, and every line of a cell in it can be clicked', () => {
  const { cellError } = part('errors');
  const error = { name: 'Exception', message: 'no', line: 2, details: ['System.Exception: no', '   at Cell In[3], line 2', '   at Cell In[4], line 1'] };
  assert.equal(cellError({ count: 4, error }).stack, 'Exception: no\nCell In[3], line 2\nCell In[4], line 1');
});

test('an error without a trace names the cell and its line', () => {
  const { cellError } = part('errors');
  assert.equal(cellError({ count: 2, error: { name: 'DirectiveError', message: 'unknown', line: 5, details: [] } }).stack, 'DirectiveError: unknown\nCell In[2], line 5');
  assert.equal(cellError({ count: 2, error: { name: 'Interrupted', message: 'stopped', line: null, details: [] } }).stack, 'Interrupted: stopped');
});

test('what the compiler says is followed by its place', () => {
  const { cellError } = part('errors');
  const error = { name: 'CompilationError', message: 'line 1, column 9: CS0103: no z\nline 3, column 1: CS1002: ; expected', line: 1, details: [] };
  assert.equal(cellError({ count: 7, error }).stack, 'CompilationError:\nCS0103: no z\nCell In[7], line 1\nCS1002: ; expected\nCell In[7], line 3');
});

test('the end of a process is told with its cause', () => {
  const { ended } = part('errors');
  assert.match(ended({ code: 3, signal: null, log: '' }), /exit code 3.*new session/s);
  assert.match(ended({ code: null, signal: 'SIGABRT', log: 'Stack overflow.\n  at F()' }), /stack overflow/);
  assert.match(ended({ code: null, signal: 'SIGKILL', log: '' }), /memory/);
  assert.match(ended({ code: null, signal: 'SIGSEGV', log: '' }), /native code/);
});

test('what the kit says when it cannot start is shown in its own words', () => {
  const { failedToStart } = part('errors');
  assert.equal(failedToStart({ code: 1, signal: null, log: 'noise\npml: the .NET 10 SDK was not found.\n     Install it: here\n' }), 'the .NET 10 SDK was not found.\nInstall it: here');
  assert.match(failedToStart({ code: 127, signal: null, log: '' }), /exit code 127/);
});

test('notebooks of .NET Interactive and of the kit are ours, others are not', () => {
  const { isOurs, withKernel } = part('metadata');
  for (const name of ['.net-csharp', 'pml-csharp']) {
    assert.ok(isOurs({ metadata: { kernelspec: { name } } }));
    assert.ok(isOurs({ custom: { metadata: { kernelspec: { name } } } }));
  }
  assert.ok(!isOurs({ metadata: { kernelspec: { name: 'python3' } } }));
  assert.ok(!isOurs({}));
  assert.equal(withKernel({ metadata: { kernelspec: { name: 'python3' } } }), undefined);
  assert.ok(isOurs(withKernel({ nbformat: 4 })));
  assert.ok(isOurs(withKernel({ custom: { nbformat: 4 } })));
});

test('the status bar tells engine and device, or what is wrong', () => {
  const { describe } = part('status');
  assert.match(describe({ state: 'ready', status: { engine: 'TorchSharp 0.107.0', device: 'cuda' } }).text, /TorchSharp 0\.107\.0 · cuda/);
  assert.match(describe({ state: 'ready', status: { problem: 'It does not load.', mend: 'Type: x' } }).tip, /It does not load\. Type: x/);
  assert.match(describe({ state: 'ended' }).tip, /variables are gone/);
  assert.match(describe({ state: 'none' }).text, /not started/);
});
