// Outputs that change where they stand, a figure that needs WebGL, and an interrupt.
import { text } from '../editor.mjs';

export async function live(editor, check) {
  await editor.open('live.ipynb');
  await editor.command('Notebook: Run All');
  const frame = await editor.outputs();
  const place = frame.locator('#live');
  await place.waitFor({ timeout: 60_000 });
  const seen = new Set();
  for (let i = 0; i < 15; i++) {
    seen.add(await place.innerText());
    if (i === 8) await editor.shot('live-1-running');
    await editor.page.waitForTimeout(300);
  }
  check(`the output is updated in place while the cell runs (${seen.size} contents seen)`, seen.size >= 5);
  check('there is one place', await place.count() === 1);

  const before = await editor.until('the endless loop runs', (cells) => text(cells[1]).includes('changed by a later cell'), 60);
  check('an update from a later cell changes the earlier output', !text(before[1]).includes('40 of 40'));
  check('the console text is whole', /step 1\n[\s\S]*step 40\n/.test(text(before[1])));
  await editor.focusCell(3);
  const canvas = frame.locator('.js-plotly-plot .gl-container canvas').first();
  check('the figure in space is drawn by WebGL', await canvas.waitFor({ state: 'attached', timeout: 30_000 }).then(() => true, () => false));
  await editor.page.waitForTimeout(2000);
  await editor.shot('live-2-space');

  await editor.command('Notebook: Interrupt');
  const after = await editor.until('the loop was interrupted', (cells) => cells[4].outputs.length > 0, 30);
  check('the interrupted cell says so', after[4].outputs[0].ename === 'Interrupted');
  await editor.focusCell(4);
  await editor.page.waitForTimeout(1000);
  await editor.shot('live-3-interrupted');
}
