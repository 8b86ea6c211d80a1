// Input, errors that lead to their line, cells that end the process, restart; and what the editor knows of code.
import { text } from '../editor.mjs';

export async function robust(editor, check) {
  await editor.open('robust.ipynb');
  const { page } = editor;
  await editor.runCell(0);
  await editor.until('the first cell has run', (cells) => text(cells[0]).includes('42'), 60);

  await editor.runCell(1);
  await page.locator('.quick-input-widget', { hasText: 'Your name' }).waitFor();
  await editor.shot('robust-1-input');
  await page.keyboard.type('Ada');
  await page.keyboard.press('Enter');
  check('the answer reaches the cell', text((await editor.until('the cell has its answer', (cells) => cells[1].outputs.length > 0, 30))[1]).includes('hello Ada'));

  await editor.runCell(2);
  const thrown = await editor.until('the cell failed', (cells) => cells[2].outputs.length > 0, 30);
  check('an exception names its line', thrown[2].outputs[0].traceback.includes('Cell In[3], line 2'));
  const link = (await editor.outputs()).locator('a', { hasText: 'line 2' }).first();
  await link.waitFor();
  await editor.shot('robust-2-error');
  await link.click();
  await page.waitForTimeout(1000);
  check('a click on the trace goes to the line', await page.locator('.monaco-editor.focused .line-numbers.active-line-number').innerText().catch(() => '') === '2');
  await editor.shot('robust-3-jump');

  await editor.runCell(3);
  await editor.until('the cell does not compile', (cells) => cells[3].outputs[0]?.ename === 'CompilationError', 30);
  await page.waitForTimeout(1500);
  check('the error is underlined', await page.locator('.squiggly-error').count() > 0);
  await editor.shot('robust-4-compile');

  await editor.runCell(4);
  const gone = await editor.until('the process ended', (cells) => cells[4].outputs.length > 1, 30);
  check('what it wrote is kept', text(gone[4]).includes('before the end'));
  check('the cell says what happened', /exit code 3\).*variables are gone/s.test(gone[4].outputs.at(-1).evalue));
  check('earlier outputs are kept', text(gone[0]).includes('42'));
  await editor.shot('robust-5-exit');

  await editor.runCell(5);
  const deep = await editor.until('the stack overflowed', (cells) => cells[5].outputs.length > 0, 60);
  check('a stack overflow is told', /stack overflow/.test(deep[5].outputs.at(-1).evalue));
  await editor.runCell(0);
  await editor.until('a new session runs cells', (cells) => cells[0].execution_count === 1 && text(cells[0]).includes('42'), 60);
  await editor.shot('robust-6-again');

  await knowsCode(editor, check);

  await editor.command('PML: Restart C# Session');
  await page.waitForTimeout(1000);
  check('after a restart no session runs', (await editor.status.innerText()).includes('not started'));
}

async function knowsCode(editor, check) {
  const { page } = editor;
  await editor.focusCell(6);   // the empty one
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
  await page.keyboard.type('Math.Ma', { delay: 60 });
  await page.locator('.suggest-widget .monaco-list-row', { hasText: 'Max' }).first().waitFor({ timeout: 20_000 });
  await page.waitForTimeout(1000);
  await page.keyboard.press('Control+i');   // shows the documentation
  check('completions carry documentation', await page.locator('.suggest-details', { hasText: 'Returns the larger' }).waitFor({ timeout: 20_000 }).then(() => true, () => false));
  await editor.shot('robust-7-completions');
  await page.keyboard.press('Enter');
  await page.keyboard.type('(', { delay: 60 });
  await page.locator('.parameter-hints-widget').waitFor({ timeout: 20_000 });
  check('signatures are shown', (await page.locator('.parameter-hints-widget').innerText()).includes('Math.Max'));
  await editor.shot('robust-8-signatures');
  await page.keyboard.press('Escape');
  await page.keyboard.type('kept, 1');
  await page.locator('.monaco-editor.focused .view-line span', { hasText: 'Math' }).first().hover();
  await page.locator('.monaco-hover', { hasText: 'Math' }).first().waitFor({ timeout: 20_000 });
  await editor.shot('robust-9-hover');
}
