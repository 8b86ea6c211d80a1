'use strict';
// PML Notebooks for VS Code: a kernel for C# notebooks, on the kit's own host. This file connects the parts.
const vscode = require('vscode');
const { NotebookRunner } = require('./runner');
const { registerLanguage } = require('./language');
const { Diagnostics } = require('./diagnostics');
const { Status } = require('./status');
const { isOurs, withKernel } = require('./metadata');

const TYPE = 'jupyter-notebook';
const OTHERS = ['ms-dotnettools.dotnet-interactive-vscode', 'ms-toolsai.jupyter'];   // they too run C# notebooks
const runners = new Map();   // notebook -> its runner

exports.activate = (context) => {
  const { notebooks, window, workspace, commands } = vscode;
  const log = window.createOutputChannel('PML Notebooks');
  const status = new Status();
  const chosen = new WeakSet(), left = new WeakSet();   // notebooks that we are the kernel of, and no longer are
  // VS Code chooses a preferred kernel only at the first run. Before, a C# notebook is ours where nobody else would run it.
  const isTaken = (notebook) => chosen.has(notebook) || (isOurs(notebook.metadata) && !left.has(notebook) && !OTHERS.some((id) => vscode.extensions.getExtension(id)));

  const controller = notebooks.createNotebookController('pml-csharp', TYPE, 'C# (PML)');
  controller.description = '.NET, without Jupyter';
  controller.supportedLanguages = ['csharp'];
  controller.supportsExecutionOrder = true;

  const runnerFor = (notebook) => {
    if (!runners.has(notebook)) {
      runners.set(notebook, new NotebookRunner(notebook, controller, (text) => log.append(text), (cell) => {
        showStatus();
        if (cell) diagnostics.soon(cell);
        else diagnostics.again(notebook);
      }));
    }
    return runners.get(notebook);
  };
  const notebookOf = (document) => workspace.notebookDocuments.find((n) => n.notebookType === TYPE && n.getCells().some((cell) => cell.document === document));
  const runnerOf = (document) => {
    const notebook = notebookOf(document);
    return notebook && isTaken(notebook) ? runnerFor(notebook) : undefined;
  };
  const diagnostics = new Diagnostics(runnerOf);
  const showStatus = () => {
    const notebook = window.activeNotebookEditor?.notebook;
    status.show(notebook?.notebookType === TYPE && isTaken(notebook) ? runnerFor(notebook) : undefined);
  };
  const close = (notebook) => {
    diagnostics.forget(notebook);
    runners.get(notebook)?.dispose();
    runners.delete(notebook);
  };
  const prefer = (notebook) => {
    if (notebook.notebookType === TYPE && isOurs(notebook.metadata)) controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
  };
  const select = async ({ notebook, selected }) => {
    if (!selected) {
      chosen.delete(notebook);
      left.add(notebook);
      close(notebook);
    } else {
      chosen.add(notebook);
      await writeKernel(notebook);
    }
    showStatus();
  };

  controller.executeHandler = (cells, notebook) => runnerFor(notebook).execute(cells);
  controller.interruptHandler = (notebook) => runners.get(notebook)?.interrupt();
  workspace.notebookDocuments.forEach(prefer);
  context.subscriptions.push(
    controller, log, status, diagnostics,
    controller.onDidChangeSelectedNotebooks(select),
    workspace.onDidOpenNotebookDocument(prefer),
    workspace.onDidCloseNotebookDocument(close),
    workspace.onDidChangeNotebookDocument(({ notebook, cellChanges }) => {
      if (!runners.has(notebook)) return;
      for (const { cell, document } of cellChanges) if (document) diagnostics.soon(cell);
    }),
    window.onDidChangeActiveNotebookEditor(showStatus),
    commands.registerCommand('pml.showLog', () => log.show(true)),
    commands.registerCommand('pml.restart', (where) => {
      const notebook = workspace.notebookDocuments.find((n) => n.uri.toString() === where?.notebookEditor?.notebookUri?.toString()) ?? window.activeNotebookEditor?.notebook;
      if (notebook) runners.get(notebook)?.restart();
    }),
    ...registerLanguage(runnerOf));
  showStatus();
};

exports.deactivate = () => {
  for (const runner of runners.values()) runner.dispose();
  runners.clear();
};

// A new notebook names no kernel: without one, nobody would know it again when it is opened next.
async function writeKernel(notebook) {
  const metadata = withKernel(notebook.metadata);
  if (!metadata) return;
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [vscode.NotebookEdit.updateNotebookMetadata(metadata)]);
  await vscode.workspace.applyEdit(edit);
}
