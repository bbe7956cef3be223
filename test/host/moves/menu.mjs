/**
 * Moves in menus. They are drawn by the workbench itself (`window.menuStyle: custom` in Electron), inside a shadow
 * root.
 */
import { until } from '../until.mjs';
import { choose, patient } from './choose.mjs';

/** @param {import('playwright-core').Page} page */
export function menuMoves(page) {
  const menus = page.locator('.monaco-menu');
  const own = ':scope > .monaco-action-bar > .actions-container > .action-item > .action-menu-item';
  /** The entries of one level; a submenu stands inside its parent, which must not see its entries. */
  const labels = (level) =>
    menus
      .nth(level)
      .evaluate(
        (menu, selector) =>
          [...menu.querySelectorAll(selector)].map(
            (item) => item.querySelector('.action-label')?.textContent?.trim() ?? '',
          ),
        own,
      );

  /** Whatever takes the focus closes a menu: that is told at once. */
  const stillOpen = async () => {
    if ((await menus.count()) === 0)
      throw Object.assign(new Error('The menu was closed before its entry was taken.'), {
        final: true,
        isClosed: true,
      });
  };
  const opened = async (level) => {
    await menus
      .nth(level)
      .waitFor({ timeout: level === 0 ? 5_000 : patient.timeout })
      .catch(stillOpen);
    return until('the menu has entries', async () => {
      await stillOpen();
      const all = await labels(level);
      return all.length > 0 && all;
    });
  };
  /**
   * Puts the focus on an entry of a level; the mouse's button is ignored by a menu that has just opened, the keyboard
   * is not.
   */
  const focus = async (level, label) => {
    const all = await opened(level);
    const index = choose(all, label);
    if (index < 0) {
      await close();
      throw new Error(`The menu has no entry ${label}. It offers: ${all.filter(Boolean).join(' | ')}.`);
    }
    const item = menus
      .nth(level)
      .locator('> .monaco-action-bar > .actions-container > .action-item')
      .filter({ has: page.locator('> .action-menu-item') })
      .nth(index);
    await until(`the entry ${label} has the focus`, async () => {
      await stillOpen();
      await item.hover({ timeout: 2_000 });
      return item.evaluate((element) => element.classList.contains('focused'));
    });
  };
  const close = async () => {
    await until('the menu closes', async () => {
      if ((await menus.count()) === 0) return true;
      await page.keyboard.press('Escape');
      await page.waitForTimeout(100);
      return false;
    });
  };

  /**
   * Opens a menu, walks the submenus of a path, and does something there; all of it anew where the menu was closed
   * meanwhile.
   */
  const walk = async (open, path, then) => {
    for (let turn = 1; ; turn += 1) {
      try {
        await open();
        for (const [level, label] of path.entries()) {
          await focus(level, label);
          await menus
            .nth(level + 1)
            .waitFor({ timeout: 2_000 })
            .catch(() => page.keyboard.press('ArrowRight'));
        }
        return await then();
      } catch (error) {
        if (!error.isClosed || turn === 3) throw error;
      }
    }
  };

  return {
    /** Opens a menu, walks it by its labels and takes the last. */
    menu: async (open, ...path) => {
      await walk(open, path.slice(0, -1), () => focus(path.length - 1, path.at(-1)));
      await page.keyboard.press('Enter');
      await menus.first().waitFor({ state: 'hidden', ...patient });
    },
    /** The labels of a menu, or of a submenu of it; closes it. */
    menuLabels: async (open, ...path) => {
      const all = await walk(open, path, () => opened(path.length));
      await close();
      return all.filter(Boolean);
    },
  };
}
