'use strict';
// Where the kit is, and how its host is started. Nothing here needs VS Code.
const fs = require('fs');
const path = require('path');

const isKit = (folder) => fs.existsSync(path.join(folder, 'lib', 'pml')) && fs.existsSync(path.join(folder, 'lib', 'PML.Host'));

const above = (folder) => {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...above(parent)];
};

/**
 * The kit's folder: the one that is set; else the one that the notebook lies in; else one that is open.
 * Gives { kit } or { problem }: a sentence for the user.
 */
function findKit({ setting, notebook, folders }) {
  if (setting) {
    const kit = path.resolve(folders[0] ?? path.dirname(notebook), setting);
    return isKit(kit) ? { kit } : { problem: `The setting pml.kit names ${kit}, and there is no lib/pml in it. Let it name the folder of PML Notebooks, or leave it empty.` };
  }
  const kit = [...(notebook ? above(path.dirname(notebook)) : []), ...folders].find(isKit);
  return kit ? { kit } : { problem: 'PML Notebooks was not found: neither above the notebook nor in an open folder is a lib/pml. Open the folder of PML Notebooks, or let the setting pml.kit name it.' };
}

/** The command that starts the host. On Linux lib/pml builds first what is missing; elsewhere it must have been built. */
function hostCommand(kit, platform = process.platform) {
  if (platform === 'linux') return { program: path.join(kit, 'lib', 'pml'), arguments: ['host'] };
  const host = path.join(kit, 'lib', 'bin', 'PML.Host.dll');
  return fs.existsSync(host) ? { program: 'dotnet', arguments: [host, 'host'] }
    : { problem: `The kit is not built yet. In a terminal, in ${kit}: dotnet msbuild lib/setup/kit.proj` };
}

/** Whether the host starts at once, without a build that takes minutes. */
const isBuilt = (kit) => fs.existsSync(path.join(kit, 'lib', 'bin', 'PML.Host.dll'));

module.exports = { findKit, hostCommand, isBuilt };
