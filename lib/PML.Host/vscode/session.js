'use strict';
// One C# process of one notebook, and the messages to and from it: lib/PML.Host/Stdio/README.md. Nothing here needs VS Code.
const { spawn } = require('child_process');
const { lines } = require('./lines');
const { ended, failedToStart } = require('./errors');

const LOG_KEPT = 8000;

class Session {
  /**
   * Starts the process. `on` has: log(text) for what it writes beside the messages, step(sentence) for what set-up does,
   * ended(sentence) when it ended by itself.
   */
  constructor(command, folder, environment, on) {
    this.on = on;
    this.log = '';
    this.last = 0;
    this.runs = new Map();      // id -> takes the events of a cell
    this.asked = new Map();     // id -> { resolve, reject }
    this.isReady = false;
    this.ready = new Promise((resolve, reject) => Object.assign(this, { becomeReady: resolve, becomeFailed: reject }));
    this.ready.catch(() => { });   // whoever waits for it hears of it
    this.process = spawn(command.program, command.arguments, { cwd: folder, env: { ...process.env, ...environment }, detached: process.platform !== 'win32' });
    this.process.stdin.on('error', () => { });   // it has ended, which is told below
    this.process.stdout.on('data', lines((line) => this.take(line)));
    this.process.stderr.setEncoding('utf8').on('data', (text) => this.note(text));
    this.process.on('error', (e) => this.end({ message: e.code === 'ENOENT' ? `'${command.program}' was not found. ${command.program === 'dotnet' ? 'Install the .NET 10 SDK: https://dot.net' : ''}`.trim() : e.message }));
    this.process.on('close', (code, signal) => this.end({ code, signal }));
    // A child that it left behind may keep its streams open.
    this.process.on('exit', (code, signal) => setTimeout(() => this.end({ code, signal }), 500));
  }

  note(text) {
    this.log = (this.log + text).slice(-LOG_KEPT);
    this.on.log(text);
    if (this.isReady) return;
    for (const line of text.split('\n')) if (line.startsWith('pml: ')) this.on.step(line.slice(5));
  }

  take(line) {
    let message;
    try {
      message = JSON.parse(line);
    } catch {
      this.on.log(`not a message: ${line.slice(0, 200)}\n`);
      return;
    }
    if (message.event === 'ready') {
      this.isReady = true;
      this.becomeReady();
    } else if (message.event === 'answer' || message.event === 'failed') this.answered(message);
    else this.runs.get(message.id)?.(message);
  }

  answered({ id, event, value, message }) {
    const waiting = this.asked.get(id);
    this.asked.delete(id);
    if (event === 'answer') waiting?.resolve(value);
    else if (waiting) waiting.reject(new Error(message));
    else this.on.log(`${message}\n`);
  }

  send(message) {
    if (!this.isEnded && this.process.stdin.writable) this.process.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** Runs a cell. `take` gets its events, the last one { event: 'end' }, or { event: 'lost', message } when the process ends first. */
  run(code, take) {
    const id = ++this.last;
    this.runs.set(id, take);
    if (this.isEnded) take({ event: 'lost', message: this.whyEnded });
    else this.send({ do: 'run', id, code });
    return id;
  }

  interrupt() { this.send({ do: 'interrupt' }); }

  input(question, text) { this.send({ do: 'input', of: question, ...(text === undefined ? {} : { text }) }); }

  /** Asks something about code. `token` is VS Code's, or anything like it. */
  ask(message, token) {
    if (this.isEnded) return Promise.reject(new Error(this.whyEnded));
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      const listening = token?.onCancellationRequested(() => this.send({ do: 'cancel', of: id }));
      const over = (settle) => (value) => {
        listening?.dispose();
        settle(value);
      };
      this.asked.set(id, { resolve: over((value) => resolve({ id, value })), reject: over(reject) });
      this.send({ ...message, id });
    });
  }

  end({ code, signal, message }) {
    if (this.isEnded) return;
    this.isEnded = true;
    const log = this.log;
    this.whyEnded = this.isDisposed ? 'The C# session was restarted or closed. Variables are gone; outputs are kept.'
      : message ?? (this.isReady ? ended({ code, signal, log }) : failedToStart({ code, signal, log }));
    clearTimeout(this.killing);
    this.becomeFailed(new Error(this.whyEnded));
    for (const { reject } of this.asked.values()) reject(new Error(this.whyEnded));
    for (const take of this.runs.values()) take({ event: 'lost', message: this.whyEnded });
    this.asked.clear();
    this.runs.clear();
    if (!this.isDisposed) this.on.ended(this.whyEnded);
  }

  /** Ends the process: politely, so that a training keeps its checkpoint, and after `patience` milliseconds by force. */
  dispose(patience = 12000) {
    if (this.isDisposed || this.isEnded) return;
    this.isDisposed = true;
    this.process.stdin.end();
    this.killing = setTimeout(() => this.kill(), patience);
    if (!this.isReady) this.kill();   // a build would go on
  }

  // With its children: the process leads a group of its own.
  kill() {
    try {
      if (process.platform === 'win32') this.process.kill();
      else process.kill(-this.process.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

module.exports = { Session };
