'use strict';
// What a notebook file says of its language. Nothing here needs VS Code.

const OWN = { kernelspec: { name: '.net-csharp', display_name: '.NET (C#)', language: 'C#' }, language_info: { name: 'C#', file_extension: '.cs', mimetype: 'text/x-csharp', pygments_lexer: 'csharp' } };

// Older VS Code keeps the file's metadata one level deeper.
const inside = (metadata) => metadata.custom ? metadata.custom.metadata : metadata.metadata;

/** Whether a notebook's file asks for a kernel that we are: .NET Interactive's C#, or the kit's. */
function isOurs(metadata) {
  const name = inside(metadata)?.kernelspec?.name ?? '';
  return name === 'pml-csharp' || name.startsWith('.net-csharp');
}

/** The metadata with a C# kernel written in, for a notebook that names none; undefined when nothing is to change. */
function withKernel(metadata) {
  if (inside(metadata)?.kernelspec) return undefined;
  const filled = { ...inside(metadata), ...OWN };
  return metadata.custom ? { ...metadata, custom: { ...metadata.custom, metadata: filled } } : { ...metadata, metadata: filled };
}

module.exports = { isOurs, withKernel };
