'use strict';
// Errors and warnings under the lines of cells, while they are written.
const vscode = require('vscode');

const DELAY = 500;

const isCode = (cell) => cell.kind === vscode.NotebookCellKind.Code && cell.document.languageId === 'csharp';

class Diagnostics {
  constructor(runnerOf) {
    this.runnerOf = runnerOf;
    this.collection = vscode.languages.createDiagnosticCollection('pml');
    this.timers = new Map();
  }

  /** Judges a cell soon; a cell that is being typed is judged when typing pauses. */
  soon(cell) {
    if (!isCode(cell)) return;
    const key = cell.document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(key, setTimeout(() => { this.timers.delete(key); this.judge(cell); }, DELAY));
  }

  /** What is said of cells may have become wrong when others have run. */
  again(notebook) { for (const cell of notebook.getCells()) if (this.collection.get(cell.document.uri)?.length) this.soon(cell); }

  // Without starting a session for it. What cells above declare is known only when they have run, or this one has.
  async judge(cell) {
    const runner = this.runnerOf(cell.document);
    if (runner?.state !== 'ready') return;
    const { version } = cell.document;
    const above = cell.notebook.getCells(new vscode.NotebookRange(0, cell.index)).filter(isCode);
    try {
      const { value } = await runner.session.ask({ do: 'diagnose', code: cell.document.getText(), syntax: !runner.tried.has(cell) && !above.every((c) => runner.good.has(c)) });
      if (cell.document.version === version) this.collection.set(cell.document.uri, value.map(diagnostic));
    } catch {
      this.collection.delete(cell.document.uri);
    }
  }

  forget(notebook) { for (const cell of notebook.getCells()) this.collection.delete(cell.document.uri); }

  dispose() {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.collection.dispose();
  }
}

function diagnostic(d) {
  const { Error, Warning } = vscode.DiagnosticSeverity;
  const made = new vscode.Diagnostic(new vscode.Range(d.line - 1, d.column - 1, d.endLine - 1, d.endColumn - 1), d.message, d.error ? Error : Warning);
  return Object.assign(made, { source: 'C#', code: d.code });
}

module.exports = { Diagnostics };
