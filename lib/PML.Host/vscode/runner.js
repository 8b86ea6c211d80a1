'use strict';
// One notebook: its C# session, and the queue of its cells.
const path = require('path');
const vscode = require('vscode');
const { CellRun } = require('./cellrun');
const { Session } = require('./session');
const { findKit, hostCommand, isBuilt } = require('./kit');

const RESTART_PATIENCE = 2000;

class NotebookRunner {
  /** `log` takes text; `changed` is called when the state or the set of cells that have run is another. */
  constructor(notebook, controller, log, changed) {
    Object.assign(this, { notebook, controller, log, changed });
    this.queue = [];
    this.displays = new Map();
    this.forget();
  }

  /** What was run is forgotten with the session. */
  forget() {
    this.session = undefined;
    this.status = undefined;
    this.state = 'none';
    this.tried = new WeakSet();   // cells that ran in this session
    this.good = new WeakSet();    // and those that ran well
  }

  execute(cells) {
    for (const cell of cells) {
      if (this.queue.some((run) => run.cell === cell) || this.running?.cell === cell) continue;
      this.queue.push(new CellRun(this.controller, cell, this.displays, () => this.liveExecution));
    }
    this.work ??= this.runAll().finally(() => { this.work = undefined; });
    return this.work;
  }

  async runAll() {
    while ((this.running = this.queue.shift())) {
      const isGood = await this.running.run(() => this.started(), ask);
      this.tried.add(this.running.cell);
      if (isGood) this.good.add(this.running.cell);
      else this.clearQueue();
      if (this.session && !this.status) this.askStatus();
      this.changed(this.running.cell);
    }
    this.changed();
  }

  /** A run that is under way: it can change any cell's outputs. */
  get liveExecution() { return this.running && !this.running.isOver ? this.running.execution : undefined; }

  get isBusy() { return this.running !== undefined && this.state === 'ready'; }

  clearQueue() { for (const run of this.queue.splice(0)) run.skip(); }

  interrupt() {
    this.clearQueue();
    if (this.state === 'starting') this.dispose();
    else this.session?.interrupt();
  }

  restart() {
    this.clearQueue();
    this.dispose(RESTART_PATIENCE);
  }

  dispose(patience) {
    const session = this.session;
    this.forget();
    session?.dispose(patience);
    this.changed();
  }

  /** The session, started if it must be: the first time, set-up may take minutes, and says what it does. */
  started() { return this.starting ??= this.start().finally(() => { this.starting = undefined; }); }

  /** The session for completions and the like; none when it would have to be built first. */
  async forEditing() {
    if (this.session) return this.starting ?? this.session;
    const { kit } = this.find();
    return kit && isBuilt(kit) ? this.started() : undefined;
  }

  find() {
    const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
    return findKit({ setting: this.setting('kit'), notebook: this.notebook.isUntitled ? undefined : this.notebook.uri.fsPath, folders });
  }

  setting(name) { return vscode.workspace.getConfiguration('pml', this.notebook.uri).get(name, '').trim(); }

  async start() {
    if (this.session) {
      await this.session.ready;
      return this.session;
    }
    const { kit, problem } = this.find();
    if (problem) throw new Error(problem);
    const command = hostCommand(kit);
    if (command.problem) throw new Error(command.problem);
    const session = this.session = new Session(command, this.folder(kit), this.environment(), {
      log: this.log,
      step: (sentence) => this.progress?.report({ message: sentence }),
      ended: () => { if (this.session === session) { this.forget(); this.state = 'ended'; this.changed(); } },
    });
    this.state = 'starting';
    this.changed();
    await this.withProgress(session);
    this.state = 'ready';
    this.changed();
    return session;
  }

  folder(kit) { return this.notebook.isUntitled ? kit : path.dirname(this.notebook.uri.fsPath); }

  environment() {
    const device = this.setting('device');
    return { PML_COMMAND: `${path.basename(this.notebook.uri.fsPath)} in VS Code`, ...(device ? { PML_DEVICE: device } : {}) };
  }

  // A start takes half a second, and is not worth a notification; set-up is.
  async withProgress(session) {
    const late = new Promise((resolve) => setTimeout(resolve, 1500, 'late'));
    if (await Promise.race([session.ready, late]) !== 'late') return;
    const options = { location: vscode.ProgressLocation.Notification, title: 'PML Notebooks', cancellable: true };
    await vscode.window.withProgress(options, async (progress, token) => {
      this.progress = progress;
      progress.report({ message: 'starting (the first time, the kit is built: some minutes)' });
      token.onCancellationRequested(() => this.interrupt());
      try {
        await session.ready;
      } finally {
        this.progress = undefined;
      }
    });
  }

  async askStatus() {
    const { session } = this;
    this.status = {};
    try {
      const { value } = await session.ask({ do: 'status' });
      if (this.session === session) this.status = value;
      this.changed();
    } catch {
      // The session has ended, which is told where it matters.
    }
  }
}

const ask = async ({ prompt, password }, token) => vscode.window.showInputBox({ prompt: prompt || 'The cell asks for input', password, ignoreFocusOut: true }, token);

module.exports = { NotebookRunner };
