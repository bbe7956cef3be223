/** Moves in the side bar's trees and in the status bar. */
import { until } from '../until.mjs';
import { exactly, patient } from './choose.mjs';

/**
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof import('./menu.mjs').menuMoves>} menus
 */
export function viewMoves(page, menus) {
  const trees = page.locator('.part.sidebar, .part.panel, .part.auxiliarybar');
  const rows = trees.locator('.pane-body .monaco-list-row[role=treeitem]');

  const moves = {
    /** Shows a container of the activity bar by its title, as `Toolsmith` or `Explorer`. */
    openView: async (title) => {
      const tab = page
        .locator('.activitybar .action-item')
        .filter({ has: page.locator(`a[aria-label^="${title}"]`) })
        .first();
      await tab.waitFor(patient);
      const shown = () => tab.evaluate((element) => element.classList.contains('checked'));
      if (!(await shown()) || !(await page.locator('.part.sidebar').isVisible())) await tab.click(patient);
      await until(`the view ${title} is shown`, shown);
    },
    /** Shows the extension's own view. */
    openLibrary: () => moves.openView('Toolsmith'),
    /**
     * The rows in sight of all trees: `[{ label, description, aria, level, expanded }]`; those of one view by its
     * title.
     */
    treeItems: async (view) => {
      const within = view
        ? trees
            .locator('.pane')
            .filter({ has: page.locator('.pane-header .title', { hasText: exactly(view) }) })
            .locator('.monaco-list-row[role=treeitem]')
        : rows;
      return within.evaluateAll((elements) =>
        elements.map((row) => ({
          label: row.querySelector('.label-name')?.textContent?.trim() ?? '',
          description: row.querySelector('.label-description')?.textContent?.trim() ?? '',
          aria: row.getAttribute('aria-label') ?? '',
          level: Number(row.getAttribute('aria-level')),
          expanded:
            row.getAttribute('aria-expanded') === null ? undefined : row.getAttribute('aria-expanded') === 'true',
        })),
      );
    },
    /** What a screen reader says of each row. */
    tree: async () => (await moves.treeItems()).map(({ aria }) => aria),
    /** Waits until these are the rows, as a screen reader says them. */
    waitForTree: async (wanted) => {
      let last = [];
      await until(
        `the rows are ${wanted.join(' | ')}`,
        async () => JSON.stringify((last = await moves.tree())) === JSON.stringify(wanted),
      ).catch((error) => {
        throw new Error(`${error.message} They are: ${last.join(' | ') || 'none'}.`);
      });
    },
    /** The row with exactly this label (or one that matches), as a locator. */
    treeItem: (label) => rows.filter({ has: page.locator('.label-name', { hasText: exactly(label) }) }).first(),
    /** Right-clicks a row and walks its menu. */
    treeMenu: (label, ...path) =>
      menus.menu(() => moves.treeItem(label).click({ button: 'right', ...patient }), ...path),
    /** The labels of a row's menu. */
    treeMenuLabels: (label, ...path) =>
      menus.menuLabels(() => moves.treeItem(label).click({ button: 'right', ...patient }), ...path),
    /** Presses a button that a row shows under the mouse. */
    treeAction: async (label, action) => {
      const row = moves.treeItem(label);
      await until(`the button ${action} of ${label} is pressed`, async () => {
        await row.hover({ timeout: 2_000 });
        await row
          .locator('.actions')
          .getByRole('button', { name: exactly(action) })
          .or(row.locator('.actions a').and(page.getByLabel(exactly(action))))
          .first()
          .click({ timeout: 2_000 });
        return true;
      });
    },
    /** Presses a button in the title of a view. */
    viewAction: async (view, action) => {
      // A container of several views has a header for each; the title of the whole stands above them.
      const header = trees
        .locator('.pane-header')
        .filter({ has: page.locator('.title', { hasText: exactly(view) }) })
        .first();
      const title = (await header.isVisible())
        ? header
        : trees
            .locator('.composite.title')
            .filter({ hasText: view instanceof RegExp ? view : new RegExp(view, 'i') })
            .first();
      await title.hover(patient);
      await title
        .getByRole('button', { name: exactly(action) })
        .first()
        .click(patient);
    },
    /** Opens the menu of a view's title and walks it. */
    viewMenu: (view, ...path) => menus.menu(() => moves.viewAction(view, /^(Views and )?More Actions/), ...path),
    /** The text of a view that has nothing to list, with its links. */
    welcome: async () => (await trees.locator('.welcome-view-content').first().innerText(patient)).trim(),
    /** Waits until the text above the rows of the review matches, and returns it. */
    reviewMessage: async (pattern) => {
      let last = '';
      const { text } = await until(`the review says ${pattern}`, async () => {
        last = (await page.locator('.part.panel .message').first().textContent({ timeout: 500 }))?.trim() ?? '';
        return pattern.test(last) && { text: last };
      }).catch((error) => {
        throw new Error(`${error.message} It says: ${last || 'nothing'}.`);
      });
      return text;
    },
    /** The items of the status bar: `[{ text, label }]`, the text and what a screen reader says. */
    statusBar: () =>
      page
        .locator('.statusbar-item:visible')
        .evaluateAll((elements) =>
          elements.map((item) => ({ text: item.textContent.trim(), label: item.getAttribute('aria-label') ?? '' })),
        ),
    /** Presses an item of the status bar. */
    statusBarItem: (text) =>
      page.locator('.statusbar-item:visible').filter({ hasText: text }).first().locator('a').first().click(patient),
  };
  return moves;
}
