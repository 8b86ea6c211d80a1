// Notebooks whose kernel does not run: the one that the scene `start` saved, and the committed one.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAME = '00-start-here.ipynb';

export async function saved(editor, check) {
  await editor.open(NAME);
  await editor.focusCell(11);
  const frame = await editor.outputs();
  const figure = frame.locator('.pml-figure.js-plotly-plot').first();
  check('the saved figure is drawn', await figure.waitFor({ timeout: 30_000 }).then(() => true, () => false));
  check('it has an alternative text', (await figure.getAttribute('aria-label', { timeout: 5000 }).catch(() => ''))?.includes('accuracy'));
  check('no session was started for it', (await editor.status.innerText()).includes('not started'));
  await editor.shot('saved-1-figure');

  copyFileSync(fileURLToPath(new URL(`../../../notebooks/${NAME}`, import.meta.url)), join(editor.out, 'kit', 'notebooks', NAME));
  await editor.open(NAME);
  await editor.runCell(2);   // loads the library, and leaves the outputs of the others
  await editor.page.setViewportSize({ width: 1280, height: 1000 });
  await editor.focusCell(11);
  await editor.status.getByText('·').waitFor({ timeout: 60_000 });
  await editor.page.waitForTimeout(2000);
  await editor.shot('saved-2-committed');
}
