// node notebooks.mjs FROM TO: copies 00-start-here at smoke scale without its outputs, and writes the small notebooks that the scenes use.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [from, to] = process.argv.slice(2);

const notebook = (...cells) => JSON.stringify({
  cells: cells.map((source, i) => ({ cell_type: 'code', id: `cell-${i}`, metadata: {}, execution_count: null, outputs: [], source })),
  metadata: { kernelspec: { name: '.net-csharp', display_name: '.NET (C#)', language: 'C#' }, language_info: { name: 'C#', file_extension: '.cs' } },
  nbformat: 4, nbformat_minor: 5,
}, null, 1);

const files = {
  'live.ipynb': notebook(
    '#!import pml.csx',
    `var bar = display(HTML("<b id='live'>0 of 40</b>"));
for (int i = 1; i <= 40; i++) {
    bar.Update(HTML($"<b id='live'>{i} of 40</b> <progress max=40 value={i}></progress>"));
    Console.WriteLine($"step {i}");
    await Task.Delay(150);
}`,
    `var t = Enumerable.Range(0, 200).Select(i => i / 20.0).ToArray();
var space = new Figure { Alt = "A spiral in space" };
space.Add(new Trace("scatter3d").Set("x", t.Select(Math.Sin)).Set("y", t.Select(Math.Cos)).Set("z", t).Set("mode", "lines").Set("line.width", 8))`,
    'bar.Update(HTML("<b id=\'live\'>changed by a later cell</b>"));',
    'double before = 41;\nwhile (true) ;',
  ),
  'robust.ipynb': notebook(
    'int kept = 42;\nkept',
    'var name = await GetInputAsync("Your name");\n$"hello {name}"',
    'int Divide(int a, int b) =>\n    a / b;\n\nDivide(kept, 0)',
    'int wrong = missing;',
    'Console.WriteLine("before the end");\nEnvironment.Exit(3);',
    'int Deep(int n) => Deep(n + 1) + 1;\nDeep(0)',
    '',
  ),
};

const tour = JSON.parse(readFileSync(join(from, '00-start-here.ipynb'), 'utf8'));
for (const cell of tour.cells.filter((c) => c.cell_type === 'code')) {
  Object.assign(cell, { outputs: [], execution_count: null });
  cell.source = [cell.source].flat().join('').replace('string scale = "full";', 'string scale = "smoke";');
}
files['00-start-here.ipynb'] = JSON.stringify(tour, null, 1);

copyFileSync(join(from, 'pml.csx'), join(to, 'pml.csx'));
for (const [name, text] of Object.entries(files)) writeFileSync(join(to, name), text);
