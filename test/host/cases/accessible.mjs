import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { until } from '../until.mjs';
import { themes } from './contrast.mjs';
import { datesText } from './dates.mjs';
import { makeDates } from './main-job.mjs';

const name = 'Long dates to ISO dates';

/** What axe finds wrong in the page, in words; nothing where all is well. */
async function violationsIn(body) {
  const frame = await (await body.elementHandle()).ownerFrame();
  if (!(await frame.evaluate('typeof axe === "object"')))
    await frame.evaluate(await readFile('node_modules/axe-core/axe.min.js', 'utf8'));
  return frame.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

export const cases = {
  'axe finds nothing in the panel, in four themes: unfolded, with an example being written, and with what failed':
    async (host) => {
      const window = await host.window({ files: { 'dates.txt': datesText } });
      await makeDates(host, window);
      await window.notificationButton(/Made/, 'Open Tool');
      const body = window.panel().locator('body');
      await body.locator('h1').waitFor({ timeout: 40_000 });
      await window.clearNotifications();
      await body.locator('textarea[placeholder^="Type or paste"]').fill('5 May 2005');
      await body.locator('vscode-button', { hasText: 'Try It' }).click();
      await body.locator('vscode-button', { hasText: 'This Answer Is Wrong…' }).click();
      await body.locator('textarea[placeholder^="The answer"]').fill('5.5.2005');
      await body.locator('vscode-button', { hasText: 'Save and Verify' }).click();
      await body.locator('.failure').waitFor({ timeout: 40_000 });
      await body.locator('vscode-button', { hasText: 'Add Example' }).click();
      await body.locator('.form').waitFor({ timeout: 40_000 });
      await body.evaluate((page) => page.querySelectorAll('details').forEach((part) => (part.open = true)));
      for (const [theme, kind] of Object.entries(themes)) {
        await window.inHost(
          (vscode, id) =>
            vscode.workspace
              .getConfiguration('workbench')
              .update('colorTheme', id, vscode.ConfigurationTarget.Global)
              .then(() => true),
          theme,
        );
        await until(
          `the panel has the theme ${theme}`,
          async () => (await body.getAttribute('data-vscode-theme-kind')) === kind,
        );
        assert.deepEqual(await violationsIn(body), [], theme);
      }
      // As large as at 200 % of zoom: nothing but tables and the chart is wider than the page.
      await window.page.setViewportSize({ width: 700, height: 450 });
      await until('the page fits', () =>
        body.evaluate(
          ({ ownerDocument: { documentElement } }) => documentElement.scrollWidth <= documentElement.clientWidth,
        ),
      );
      await window.picture('panel-zoomed');
    },

  'with keys alone a tool is opened, gets an example, is renamed, and the one in focus is deleted and no other': async (
    host,
  ) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    await window.openLibrary();
    await makeDates(host, window);
    await window.clearNotifications();
    const { keyboard } = window.page;
    const focusTree = () =>
      window.inHost((vscode) => vscode.commands.executeCommand('toolsmith.library.focus').then(() => true));
    const press = async (...keys) => {
      for (const key of keys) await keyboard.press(key);
    };
    await focusTree();
    await press('Home', 'Enter');
    const panel = window.panel();
    await panel.locator('h1', { hasText: name }).waitFor({ timeout: 40_000 });
    await until('Add Example has the focus', async () => {
      await keyboard.press('Tab');
      return panel
        .locator('vscode-button:focus-within, vscode-button:focus')
        .evaluateAll((all) => all.some(({ textContent }) => textContent === 'Add Example'));
    });
    await press('Enter');
    await until('the box for the problem has the focus', () =>
      panel.locator('vscode-text-area:focus-within').evaluateAll((all) => all.length === 1),
    );
    await keyboard.insertText('5 May 2005');
    await press('Tab');
    await keyboard.insertText('2005-05-05');
    await press('Control+Enter');
    await window.waitForTree([`${name}, verified: 7 of 7, 4 never seen by the maker`]);
    await focusTree();
    await press('Home', 'F2');
    await window.waitForPick(/name of the class/);
    await window.type('ISO dates');
    await window.waitForTree(['ISO dates, verified: 7 of 7, 4 never seen by the maker']);
    await window.treeMenu('ISO dates', 'Duplicate Tool');
    const rows = ['ISO dates', 'ISO dates (copy)'].map((row) => `${row}, verified: 7 of 7, 4 never seen by the maker`);
    await window.waitForTree(rows);
    await focusTree();
    // The first one is selected, and the second one is in focus.
    await press('Home', 'Control+Shift+Enter', 'End', 'Delete');
    await window.waitForTree(rows.slice(0, 1));
  },
};
