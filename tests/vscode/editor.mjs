// VS Code in a browser page, and what a person does in it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { chromium } = createRequire(join(process.env.CODE_SERVER, 'package.json'))('playwright-core');

export class Editor {
  static async start(address, out) {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] });
    return Object.assign(new Editor(), { browser, address, out });
  }

  /** Opens a notebook of the kit in a new page, and waits until the kit's kernel is chosen for it, which nobody has to do by hand. */
  async open(name) {
    await this.page?.close();
    this.page = await this.browser.newPage({ viewport: { width: 1280, height: 860 } });
    this.errors = [];
    this.page.on('pageerror', (e) => this.errors.push(e.message));
    this.name = name;
    const kit = join(this.out, 'kit');
    await this.page.goto(`${this.address}/?folder=${encodeURIComponent(kit)}`);
    const entry = (label) => this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: label }).first();
    await entry('notebooks').waitFor({ timeout: 60_000 });
    if (await entry(name).count() === 0) await entry('notebooks').click();
    for (let tries = 0; tries < 6; tries++) {
      await entry(name).dblclick();
      if (await this.page.locator('.notebookOverlay').waitFor({ timeout: 10_000 }).then(() => true, () => false)) break;
      await this.command('View: Close All Editors');   // opened as text, before VS Code had read its extensions
    }
    await this.page.locator('.kernel-label', { hasText: 'C# (PML)' }).waitFor({ timeout: 90_000 });
  }

  async command(title) {
    const first = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    for (let tries = 0; tries < 5; tries++) {
      await this.page.keyboard.press('F1');
      await this.page.locator('.quick-input-widget input').fill(`>${title}`);
      if (await first.waitFor({ timeout: 5000 }).then(() => true, () => false)) return first.click();
      await this.page.keyboard.press('Escape');   // offered only once the notebook has the focus
    }
    throw new Error(`there is no command '${title}'`);
  }

  /** Runs a cell alone: the n-th, from 0. */
  async runCell(n) {
    await this.focusCell(n);
    await this.page.locator(`.notebookOverlay .monaco-list-row[data-index="${n}"] .run-button-container .codicon-notebook-execute`).click();
  }

  async focusCell(n) {
    await this.page.locator('.tab.active').first().click();   // gives the notebook the focus
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('Control+Home');
    const at = async () => Number(/Cell (\d+) of/.exec(await this.page.locator('.statusbar-item', { hasText: /Cell \d+ of/ }).innerText())?.[1]);
    for (let presses = 0; presses < 100 && await at() !== n + 1; presses++) {   // before a tall output is left, it is scrolled
      await this.page.keyboard.press('ArrowDown');
      await this.page.waitForTimeout(100);
    }
  }

  /** The file after Ctrl+S: its code cells. */
  async saved() {
    await this.page.keyboard.press('Control+s');
    for (;;) {
      await this.page.waitForTimeout(700);
      const text = readFileSync(join(this.out, 'kit', 'notebooks', this.name), 'utf8');
      if (text.trimEnd().endsWith('}')) return JSON.parse(text).cells.filter((c) => c.cell_type === 'code');   // else it is being written
    }
  }

  /** Waits until something is true of the saved cells. */
  async until(what, isTrue, seconds = 120) {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await this.page.waitForTimeout(800)) {
      const cells = await this.saved();
      if (isTrue(cells)) return cells;
    }
    await this.shot('failed');
    throw new Error(`waited ${seconds} s for: ${what}`);
  }

  /** The frame that draws the outputs of the cells in sight. */
  async outputs() {
    for (let tries = 0; tries < 60; tries++) {
      for (const frame of this.page.frames()) if (await frame.locator('#container').count().catch(() => 0)) return frame;
      await this.page.waitForTimeout(500);
    }
    throw new Error('no frame with outputs');
  }

  get status() { return this.page.locator('[id="pml-notebooks.pml-notebooks.pml.status"]'); }

  async shot(name) { await this.page.screenshot({ path: join(this.out, `${name}.png`) }); }
}

export const text = (cell) => cell.outputs.map((o) => [o.text, o.data?.['text/plain'], o.data?.['text/html']].flat().filter(Boolean).join('')).join('\n');
