'use strict';
// Sentences about what went wrong. Nothing here needs VS Code.

const frame = (count, line) => `   at Cell In[${count}], line ${line}`;

// VS Code turns "Cell In[3], line 4" at the end of a line into a link to that line of the cell.
const compilerLine = (count) => (text) => {
  const found = /^line (\d+), column \d+: (.*)$/.exec(text);
  return found ? [found[2], frame(count, found[1])] : [text];
};

/** A cell's error as VS Code shows it, with links to the lines that it names. */
function cellError({ count, error }) {
  const { name, message, line } = error;
  const told = message.split('\n').flatMap(compilerLine(count));
  const frames = error.details.filter((detail) => /^\s+at /.test(detail));
  const stack = told.length > message.split('\n').length ? [`${name}:`, ...told] : [`${name}: ${told[0]}`, ...told.slice(1), ...frames];
  const isLinked = stack.some((text) => text.includes(`Cell In[${count}], line `));
  return { name, message, stack: [...stack, ...(line && !isLinked ? [frame(count, line)] : [])].join('\n') };
}

/** Why the process is gone, and what that means. */
function ended({ code, signal, log }) {
  const overflow = /stack overflow/i.test(log);
  const memory = /out of memory/i.test(log) || signal === 'SIGKILL';
  const why = overflow ? 'its stack overflowed (a method that calls itself without end?)'
    : memory ? `it was ended${signal ? ` by ${signal}` : ''}, probably because memory ran out`
      : signal ? `it was ended by ${signal}`
        : `exit code ${code}`;
  return `The C# process of this notebook ended: ${why}. The outputs are kept; variables are gone. The next cell that you run starts a new process: run the cells above it first.`;
}

/** What the kit said when it could not start: its own sentences, or else the end of what it wrote. */
function failedToStart({ code, signal, log }) {
  const written = log.split('\n').filter((line) => line.trim());
  const own = written.filter((line) => /^(pml:|     )/.test(line));
  const said = (own.length > 0 ? own : written).slice(-4).map((line) => line.replace(/^pml: /, '').trim());
  return said.length > 0 ? said.join('\n') : `The kit's process ended before it was ready (${signal ?? `exit code ${code}`}). The command "PML: Show Log" shows more.`;
}

module.exports = { cellError, ended, failedToStart };
