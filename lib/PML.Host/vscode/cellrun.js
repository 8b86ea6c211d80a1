'use strict';
// One run of one cell: its events become the cell's outputs.
const vscode = require('vscode');
const outputs = require('./outputs');

class CellRun {
  /** `displays`, shared by a notebook's cells, knows where each display id is: { output, cell }. */
  constructor(controller, cell, displays, liveExecution) {
    Object.assign(this, { controller, cell, displays, liveExecution });
    this.execution = controller.createNotebookCellExecution(cell);
    this.edits = [];
    this.asking = new vscode.CancellationTokenSource();
  }

  /** Runs it in the session that `start` gives. True when it ended well. */
  async run(start, input) {
    this.execution.start(Date.now());
    this.edit((execution) => execution.clearOutput());
    for (const [id, { cell }] of this.displays) if (cell === this.cell) this.displays.delete(id);
    let session;
    try {
      session = await start();
    } catch (e) {
      this.edit((execution) => execution.appendOutput(outputs.sentence('The notebook cannot run', e.message)));
      return this.end(false);
    }
    return new Promise((resolve) => {
      session.run(this.cell.document.getText(), (event) => this.take(event, session, input, resolve));
    });
  }

  take(event, session, input, resolve) {
    if (event.event === 'start') this.execution.executionOrder = this.count = event.count;
    else if (event.event === 'stream') this.stream(event);
    else if (event.event === 'display') this.show(event);
    else if (event.event === 'update') this.update(event);
    else if (event.event === 'ask') input(event, this.asking.token).then((text) => session.input(event.question, text));
    else if (!this.isOver) {
      if (event.event === 'lost') this.edit((execution) => execution.appendOutput(outputs.sentence('The session ended', event.message)));
      else if (event.error) this.edit((execution) => execution.appendOutput(outputs.failed(event)));
      this.end(event.event === 'end' && !event.error).then(resolve);
    }
  }

  stream(event) {
    const item = outputs.streamItem(event);
    if (this.last?.stream === event.name) {
      const { output } = this.last;
      this.edit((execution) => execution.appendOutputItems(item, output));
    } else {
      const output = new vscode.NotebookCellOutput([item], { outputType: 'stream' });
      this.last = { stream: event.name, output };
      this.edit((execution) => execution.appendOutput(output));
    }
  }

  show(event) {
    this.last = undefined;
    const output = outputs.shown(event, this.count);
    if (event.display) this.displays.set(event.display, { output, cell: this.cell });
    this.edit((execution) => execution.appendOutput(output));
  }

  /** In place, also where an earlier cell showed it. */
  update(event) {
    const place = this.displays.get(event.display);
    if (place) this.edit((execution) => execution.replaceOutputItems(outputs.items(event.data), place.output), place.cell);
  }

  /** Changes outputs through this run; when that is over, through whatever run is live, or a short one made for it. */
  edit(change, cell = this.cell) {
    const live = this.isOver ? this.liveExecution() : this.execution;
    const brief = live ? undefined : this.brief(cell);
    const execution = live ?? brief;
    if (!execution) return;
    const done = Promise.resolve().then(() => change(execution)).then(undefined, () => { });   // the cell may have been deleted
    if (brief) done.then(() => brief.end(undefined));
    else if (!this.isOver) this.edits.push(done);
  }

  brief(cell) {
    try {
      const execution = this.controller.createNotebookCellExecution(cell);
      execution.start();
      return execution;
    } catch {
      return undefined;   // the cell is no more
    }
  }

  async end(isGood) {
    await Promise.all(this.edits);
    this.edits = [];
    this.isOver = true;
    this.asking.cancel();
    this.execution.end(isGood, Date.now());
    return isGood;
  }

  /** It was waiting for its turn, which does not come. */
  skip() {
    this.isOver = true;
    this.execution.end(undefined);
  }
}

module.exports = { CellRun };
