'use strict';
// The entry in the status bar: engine, device, and what the session does.
const vscode = require('vscode');

class Status {
  constructor() {
    this.item = vscode.window.createStatusBarItem('pml.status', vscode.StatusBarAlignment.Left, 0);
    this.item.name = 'PML Notebooks';
    this.item.command = 'pml.showLog';
  }

  /** Shows the state of a notebook's session; hides when there is no notebook of ours in front. */
  show(runner) {
    if (!runner) {
      this.item.hide();
      return;
    }
    const { text, tip, isProblem } = describe(runner);
    this.item.text = text;
    this.item.tooltip = new vscode.MarkdownString(`${tip}\n\n[Restart session](command:pml.restart) · [Show log](command:pml.showLog)`);
    this.item.tooltip.isTrusted = { enabledCommands: ['pml.restart', 'pml.showLog'] };
    this.item.backgroundColor = isProblem ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.show();
  }

  dispose() { this.item.dispose(); }
}

function describe({ state, isBusy, status }) {
  if (state === 'starting') return { text: '$(loading~spin) C#: starting', tip: 'The C# session starts; the first time, the kit is built.' };
  if (state === 'ended') return { text: '$(warning) C#: ended', tip: 'The C# process ended. The next cell that runs starts a new one; variables are gone.', isProblem: true };
  if (state === 'none') return { text: '$(circle-outline) C#: not started', tip: 'The first cell that runs starts a C# session.' };
  const icon = isBusy ? '$(sync~spin)' : '$(pass)';
  if (status?.problem) return { text: `${icon} C#: no tensor engine`, tip: `${status.problem} ${status.mend}`, isProblem: true };
  if (!status?.engine) return { text: `${icon} C#`, tip: 'The C# session is ready.' };
  return { text: `${icon} C#: ${status.engine} · ${status.device}`, tip: `C# session ${isBusy ? 'at work' : 'ready'}. Tensors by ${status.engine} on ${status.device}.` };
}

module.exports = { Status, describe };
