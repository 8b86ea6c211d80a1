// 00-start-here, as a newcomer: open, Run All, save.
import { text } from '../editor.mjs';

export async function start(editor, check) {
  await editor.open('00-start-here.ipynb');
  await editor.shot('start-1-opened');
  await editor.command('Notebook: Run All');
  await editor.focusCell(9);   // behind the training
  await (await editor.outputs()).locator('progress').first().waitFor({ timeout: 120_000 });
  await editor.page.waitForTimeout(3000);
  await editor.shot('start-2-training');
  const cells = await editor.until('every cell has run', (all) => all.every((c) => c.execution_count), 180);
  await editor.page.waitForTimeout(2000);
  check('no cell failed', !cells.some((c) => c.outputs.some((o) => o.output_type === 'error')));
  check('the front figure is saved as HTML and as plotly JSON', cells.some((c) => c.outputs.some((o) => o.data?.['text/html'] && o.data?.['application/vnd.plotly.v1+json'])));
  check('the table is saved', cells.some((c) => text(c).includes('<table')));
  const similarity = cells.find((c) => text(c).includes('cosine similarity'));
  check('the last expression of a cell is its result', similarity?.outputs[0].output_type === 'execute_result');
  check('the status bar names engine and device', /C#: .+ · (cpu|cuda)/.test(await editor.status.innerText()));
  const frame = await editor.outputs();
  await editor.focusCell(11);
  check('the front is drawn', await frame.locator('.js-plotly-plot svg.main-svg').first().waitFor({ timeout: 30_000 }).then(() => true, () => false));
  await editor.page.waitForTimeout(1000);
  await editor.shot('start-3-front');
  await editor.focusCell(14);
  await editor.page.waitForTimeout(1000);
  await editor.shot('start-4-end');
  check(`no page error (${editor.errors.join('; ')})`, editor.errors.length === 0);
}
