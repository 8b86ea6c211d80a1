'use strict';
// Cuts a stream of bytes into lines of text.
const { StringDecoder } = require('string_decoder');

/** Gives a function that takes chunks and calls `take` with each whole line. */
function lines(take) {
  const decoder = new StringDecoder('utf8');
  let pieces = [];   // of the line that has not ended yet; joined once, as a figure comes in thousands of chunks
  return (chunk) => {
    const parts = decoder.write(chunk).split('\n');
    pieces.push(parts[0]);
    for (const part of parts.slice(1)) {
      const line = pieces.join('');
      pieces = [part];
      if (line) take(line);
    }
  };
}

module.exports = { lines };
