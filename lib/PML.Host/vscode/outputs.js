'use strict';
// What a cell shows, as VS Code's outputs.
const vscode = require('vscode');
const { cellError, sentences } = require('./errors');

const FIGURE = 'application/vnd.plotly.v1+json';
const isBinary = (mime) => mime.startsWith('image/') && mime !== 'image/svg+xml';

/** One item for each form that a value is shown in; VS Code chooses the one to draw, and saves all. */
const items = (data) => Object.entries(data).map(([mime, value]) => isBinary(mime)
  ? new vscode.NotebookCellOutputItem(Buffer.from(value, 'base64'), mime)
  : vscode.NotebookCellOutputItem.text(typeof value === 'string' ? value : JSON.stringify(value), mime));

const streamItem = ({ name, text }) => name === 'stderr' ? vscode.NotebookCellOutputItem.stderr(text) : vscode.NotebookCellOutputItem.stdout(text);

// A figure's alternative text, which its JSON has no place for.
const alternative = (data) => data[FIGURE] ? { alt: /aria-label="([^"]*)"/.exec(data['text/html'] ?? '')?.[1].replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&') ?? data['text/plain'] ?? 'Figure' } : {};

/** A value; the last expression of a cell is a result in the saved file. */
const shown = ({ data, display }, count) => new vscode.NotebookCellOutput(items(data), { ...(display ? { outputType: 'display_data' } : { outputType: 'execute_result', executionCount: count }), metadata: alternative(data) });

const failure = (error) => new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.error(error)], {
  outputType: 'error',
  originalError: { output_type: 'error', ename: error.name, evalue: error.message, traceback: error.stack.split('\n') },
});

const failed = (end) => failure(cellError(end));

const sentence = (name, message) => failure({ name, message, stack: `${name}: ${sentences(message)}` });

module.exports = { items, streamItem, shown, failed, sentence };
