'use strict';
// Sentences about what went wrong. Nothing here needs VS Code.

// VS Code makes a link of a line that is "Cell In[3], line 4" and nothing else.
const frame = (count, line) => `Cell In[${count}], line ${line}`;
const linked = (detail) => detail.replace(/^\s+at (?=Cell In\[\d+\], line \d+$)/, '');

const compilerLine = (count) => (text) => {
  const found = /^line (\d+), column \d+: (.*)$/.exec(text);
  return found ? [found[2], frame(count, found[1])] : [text];
};

/** A text of several sentences, one a line: VS Code does not wrap the lines of an error. */
const sentences = (text) => text.replace(/([.!?)]) (?=[A-Z'])/g, '$1\n');

/** A cell's error as VS Code shows it, with links to the lines that it names. */
function cellError({ count, error }) {
  const { name, message, line } = error;
  const told = (name === 'CompilationError' ? message : sentences(message)).split('\n').flatMap(compilerLine(count));
  const frames = error.details.filter((detail) => /^\s+at /.test(detail)).map(linked);
  const stack = name === 'CompilationError' ? [`${name}:`, ...told] : [`${name}: ${told[0]}`, ...told.slice(1), ...frames];
  const isLinked = stack.some((text) => text.startsWith(`Cell In[${count}], line `));
  return { name, message, stack: [...stack, ...(line && !isLinked ? [frame(count, line)] : [])].join('\n') };
}

const SIGNALS = { SIGABRT: 'calls went too deep (stack overflow), or a library gave up', SIGSEGV: 'a library crashed in native code', SIGBUS: 'a library crashed in native code', SIGKILL: 'it was killed, most likely because memory ran out', SIGTERM: 'it was told to end from outside' };

/** Why the process is gone, and what that means. */
function ended({ code, signal, log }) {
  const why = /stack overflow/i.test(log) ? 'calls went too deep (stack overflow)' : SIGNALS[signal] ?? (signal ? `it was ended by ${signal}` : `exit code ${code}`);
  return `The C# process of this notebook ended: ${why}. The outputs so far are kept; the session and its variables are gone. The next cell that runs starts a new session: run the notebook from its first cell.`;
}

/** What the kit said when it could not start: its own sentences, or else the end of what it wrote. */
function failedToStart({ code, signal, log }) {
  const written = log.split('\n').filter((line) => line.trim());
  const own = written.filter((line) => /^(pml:|     )/.test(line));
  const said = (own.length > 0 ? own : written).slice(-4).map((line) => line.replace(/^pml: /, '').trim());
  return said.length > 0 ? said.join('\n') : `The kit's process ended before it was ready (${signal ?? `exit code ${code}`}). The command "PML: Show Log" shows more.`;
}

module.exports = { cellError, ended, failedToStart, sentences };
