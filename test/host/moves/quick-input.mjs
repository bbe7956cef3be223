/** Moves in the box at the top: the palette, quick open, quick picks, input boxes. */
import { until } from '../until.mjs';
import { choose, exactly, patient } from './choose.mjs';

/**
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof import('../reader.mjs').hostReader>} inHost
 */
export function quickInputMoves(page, inHost) {
  const widget = page.locator('.quick-input-widget:visible');
  const input = widget.locator('.quick-input-filter input');
  const rows = widget.locator('.quick-input-list .monaco-list-row');

  /**
   * Opens the box and fills it; what stands before the text says what it looks for: commands (`>`), a line (`:`),
   * files.
   * A key pressed while the window is still busy is lost, so it is pressed again. Not Ctrl+P: pressed twice, it takes
   * the first entry as soon as Ctrl is released.
   */
  const open = async (text) => {
    await until(
      'F1 opens the quick input',
      async () => {
        await page.keyboard.press('F1');
        if (
          !(await widget.waitFor({ timeout: 4_000 }).then(
            () => true,
            () => false,
          ))
        )
          return false;
        // While an editor closes, the box is taken away again with the focus.
        return input.fill(text, { timeout: 3_000 }).then(
          () => true,
          () => false,
        );
      },
      { timeout: 40_000 },
    );
  };
  const shown = () =>
    rows.evaluateAll((elements) =>
      elements.map((row) => {
        const text = (selector) => row.querySelector(selector)?.textContent?.replaceAll('\u00A0', ' ').trim() ?? '';
        const checkbox = row.querySelector('input[type=checkbox], .monaco-checkbox');
        return {
          index: Number(row.getAttribute('data-index')),
          label: text('.quick-input-list-row .label-name'),
          description: text('.quick-input-list-row .label-description'),
          detail: text('.quick-input-list-label-meta'),
          separator: text('.quick-input-list-separator'),
          checked: checkbox ? checkbox.checked === true || checkbox.getAttribute('aria-checked') === 'true' : undefined,
          active: row.classList.contains('focused'),
        };
      }),
    );
  /** Where the list stands: its rows are one tall block that moves behind it. */
  const position = () =>
    widget
      .locator('.quick-input-list .monaco-list')
      .first()
      .evaluate((list) => {
        const block = list.querySelector('.monaco-list-rows').getBoundingClientRect();
        const view = list.getBoundingClientRect();
        return {
          top: Math.round(view.top - block.top),
          end: Math.floor(block.height - view.height),
          active: list.querySelector('.monaco-list-row.focused')?.getAttribute('data-index'),
        };
      });
  /**
   * Turns the page, or goes to the top; false where there is nothing more. By keys: the wheel moves 50 pixels whatever
   * it is told.
   */
  const scroll = async (direction) => {
    const { top, end, active } = await position();
    if (direction === 'up' ? top <= 0 : top >= end) return false;
    await page.keyboard.press(direction === 'up' ? 'Control+Home' : 'PageDown');
    await until(
      'the list has scrolled',
      async () => {
        const now = await position();
        return direction === 'up' ? now.top <= 0 : now.top !== top || now.active !== active;
      },
      { timeout: 4_000, every: 20 },
    );
    return true;
  };
  /** The list fills in steps, and its rows change places while it does. */
  const settled = () =>
    until('the list has settled', async () => {
      const before = JSON.stringify(await shown());
      await page.waitForTimeout(120);
      return JSON.stringify(await shown()) === before;
    });
  /** All entries, or those up to the first that is wanted: the list holds only the rows in sight, so it is scrolled. */
  const everyItem = async (wanted = () => false) => {
    await settled();
    const all = new Map();
    do (await shown()).filter(({ label }) => label !== '').forEach((item) => all.set(item.index, item));
    while (![...all.values()].some(wanted) && (await scroll('down')));
    return [...all.values()].sort((a, b) => a.index - b.index);
  };
  /**
   * The row that a label means, scrolled into sight. `place` tells apart what has the same label, by its description.
   */
  const findRow = async (label, { place = '', exact = false } = {}) => {
    const wanted = await until(`the list offers ${label}`, async () => {
      const named = (item) => exactly(label).test(item.label) && item.description.includes(place);
      const items = await everyItem(named);
      const found =
        items.find(named) ??
        (exact
          ? undefined
          : items[
              choose(
                items.map((item) => item.label),
                label,
              )
            ]);
      if (!found) await scroll('up');
      return found;
    }).catch(async (error) => {
      throw new Error(
        `${error.message} It offers: ${(await shown()).map((item) => item.label).join(' | ') || 'nothing'}.`,
      );
    });
    // By its label, not by its place: entries may still move.
    const row = rows
      .filter({ has: page.locator('.label-name', { hasText: exactly(wanted.label) }) })
      .filter({ hasText: place })
      .first();
    if ((await row.count()) === 0) await scroll('up');
    while ((await row.count()) === 0 && (await scroll('down')));
    return row;
  };
  /** Takes a row; the mouse then leaves, for what lies under the list would show its hover in pictures. */
  const take = async (row) => {
    await row.click(patient);
    await page.mouse.move(24, 600);
  };
  const hidden = () => widget.waitFor({ state: 'hidden', ...patient });
  /** A palette that has been answered still stands for a moment, and could be taken for what comes next. */
  const paletteGone = () =>
    until(
      'the palette is gone',
      async () => !(await widget.isVisible()) || !/^[>:]/.test(await input.inputValue({ timeout: 500 })),
    );

  const moves = {
    /** Runs a command by its exact title, as `Toolsmith: Make Tool from Selection`, through the palette. */
    command: async (title) => {
      await open(`>${title}`);
      await take(await findRow(title, { exact: true }));
      await paletteGone();
    },
    /** Whether the palette offers a command by exactly this title. */
    offersCommand: async (title) => {
      await open(`>${title}`);
      await rows.first().waitFor(patient);
      await settled();
      const labels = (await shown()).map(({ label }) => label);
      await moves.dismiss();
      return labels.some((label) => exactly(title).test(label));
    },
    /** Opens a file of the workspace by its name, or by its path within. */
    openFile: async (name) => {
      const parts = name.split('/');
      await open(name);
      await take(await findRow(parts.at(-1), { place: parts.slice(0, -1).join('/'), exact: true }));
      await hidden();
      await until(`${name} is the active editor`, () =>
        inHost((vscode, path) => vscode.window.activeTextEditor?.document.uri.path.endsWith(`/${path}`) === true, name),
      );
      await page.locator('.editor-group-container.active .monaco-editor .view-line').first().waitFor(patient);
    },
    /** Puts the cursor at a line (and column), through the editor's own go-to-line. */
    goTo: async (line, column = 1) => {
      await open(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await hidden();
    },
    /**
     * The open quick pick: `{ title, placeholder, value, message, items: [{ label, description, detail, separator,
     * checked, active }] }`.
     */
    quickPick: async () => {
      await rows.first().waitFor(patient);
      const items = (await everyItem()).map(({ index: _, ...item }) => item);
      await scroll('up');
      return { ...(await moves.inputBox()), items };
    },
    /**
     * The open input box, or the head of a quick pick: `{ title, placeholder, value, message }`; `message` is the
     * prompt or the complaint.
     */
    inputBox: async () => {
      await widget.waitFor(patient);
      const text = async (selector) =>
        (
          await widget
            .locator(selector)
            .first()
            .textContent({ timeout: 500 })
            .catch(() => '')
        )?.trim() ?? '';
      return {
        title: await text('.quick-input-title'),
        placeholder: (await input.getAttribute('placeholder')) ?? '',
        value: await input.inputValue(),
        message: await text('.quick-input-message'),
      };
    },
    /** Waits for a quick pick or an input box whose title, placeholder or text matches. */
    waitForPick: async (pattern, timeout = patient.timeout) => {
      await widget
        .filter({ hasText: pattern })
        .or(widget.filter({ has: page.getByPlaceholder(pattern) }))
        .waitFor({ timeout });
      return (await rows.first().isVisible()) ? moves.quickPick() : { ...(await moves.inputBox()), items: [] };
    },
    /** Chooses an entry of the open quick pick by its label. */
    pick: async (label) => take(await findRow(label)),
    /** Ticks entries of a quick pick of many, and accepts. */
    pickMany: async (...labels) => {
      for (const label of labels)
        await (await findRow(label)).locator('input[type=checkbox], .monaco-checkbox').first().click(patient);
      await widget.getByRole('button', { name: 'OK' }).first().click(patient);
    },
    /** Leaves these entries of a quick pick of many ticked and no others, and accepts. */
    pickOnly: async (...labels) => {
      for (const { label, checked } of (await moves.quickPick()).items)
        if (checked !== labels.includes(label))
          await (await findRow(label)).locator('input[type=checkbox], .monaco-checkbox').first().click(patient);
      await widget.getByRole('button', { name: 'OK' }).first().click(patient);
    },
    /** Types into the open input box and accepts it. */
    type: async (text) => {
      await input.fill(text, patient);
      await page.keyboard.press('Enter');
    },
    /** Names a file in the open dialog for files, by its whole path: one to open, or one to save. */
    chooseFile: async (title, path) => {
      await widget.filter({ hasText: title }).waitFor(patient);
      await until(`the dialog takes ${path}`, async () => {
        if (!(await widget.isVisible())) return true;
        // It looks into folders while it is typed into, and may complete what was typed.
        if ((await input.inputValue({ timeout: 500 })) !== path) await input.fill(path, { timeout: 2_000 });
        await page.waitForTimeout(500);
        if ((await input.inputValue({ timeout: 500 })) === path) await page.keyboard.press('Enter');
        return widget
          .filter({ hasText: title })
          .waitFor({ state: 'hidden', timeout: 2_000 })
          .then(
            () => true,
            () => false,
          );
      });
    },
    /** Types into the open box and leaves it open, to filter or to see a complaint. */
    fill: async (text) => input.fill(text, patient),
    /** Presses a button of the open box, as `Back`. */
    quickButton: async (label) =>
      widget
        .locator('.quick-input-titlebar, .quick-input-inline-action-bar')
        .getByRole('button', { name: label })
        .first()
        .click(patient),
    /** Closes the open box. */
    dismiss: async () => {
      await until('the quick input closes', async () => {
        await page.keyboard.press('Escape');
        return widget.waitFor({ state: 'hidden', timeout: 1_000 }).then(
          () => true,
          () => false,
        );
      });
    },
  };
  return moves;
}
