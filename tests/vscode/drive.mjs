// Plays the scenes one after the other: node drive.mjs ADDRESS FOLDER [SCENE ...]
import { Editor } from './editor.mjs';
import { start } from './scenes/start.mjs';
import { live } from './scenes/live.mjs';
import { saved } from './scenes/saved.mjs';
import { robust } from './scenes/robust.mjs';

const [address, out, ...asked] = process.argv.slice(2);
const scenes = { start, live, robust, saved };
let failed = 0;

for (let tries = 0; tries < 100 && !(await fetch(address).catch(() => null))?.ok; tries++) await new Promise((r) => setTimeout(r, 200));
const editor = await Editor.start(address, out);
for (const name of asked.length > 0 ? asked : Object.keys(scenes)) {
  const check = (what, isTrue) => {
    console.log(`  ${isTrue ? 'ok    ' : 'FAILED'} ${name}: ${what}`);
    if (!isTrue) failed++;
  };
  try {
    await scenes[name](editor, check);
  } catch (e) {
    check(e.stack, false);
    await editor.shot(`${name}-failed`).catch(() => { });
  }
}
await editor.browser.close();
console.log(failed === 0 ? 'VS Code: every check holds. Look at the screenshots.' : `VS Code: ${failed} checks failed.`);
process.exit(failed === 0 ? 0 : 1);
