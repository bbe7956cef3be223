import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../until.mjs';
import { datesText } from './dates.mjs';
import { makeDates } from './main-job.mjs';

const name = 'Long dates to ISO dates';
const id = 'long-dates-to-iso-dates';

/** The rows of the Test Explorer with the names of their icons, which tell how they fared. */
const tests = (window) =>
  window.page
    .locator('.part.sidebar .monaco-list-row')
    .evaluateAll((rows) =>
      rows.map((row) => `${row.textContent} ${row.querySelector('.computed-state')?.className ?? ''}`),
    );

const run = (window, command) =>
  window.inHost((vscode, to) => vscode.commands.executeCommand(to).then(() => true), command);

export const cases = {
  'tools are tests in the Test Explorer, with expected against actual where an example fails; none is run before it was approved':
    async (host) => {
      const window = await host.window({
        files: { 'dates.txt': datesText },
        settings: { 'toolsmith.library.keepInFolder': true },
      });
      await window.openLibrary();
      await makeDates(host, window);
      await window.clearNotifications();
      await window.openView('Testing');
      await until('the tool is a test', async () => (await tests(window)).some((row) => row.includes(name)));
      await run(window, 'testing.runAll');
      await until('it has passed', async () => (await tests(window)).some((row) => /testing-passed/.test(row)));
      const file = join(host.folder, '.toolsmith', id, 'tool.json');
      await writeFile(file, (await readFile(file, 'utf8')).replace('"2010-05-25"', '"2010-05-26"'));
      await window.openLibrary();
      await until('it is not approved', async () =>
        (await window.treeItems('Tools')).some(({ aria }) => aria === `${name}, not approved here`),
      );
      await window.openView('Testing');
      await run(window, 'testing.runAll');
      await until('it is skipped', async () => (await tests(window)).some((row) => /testing-skipped/.test(row)));
      await window.openLibrary();
      await window.treeAction(name, 'Review and Approve…');
      await window.pick(/Approve This Tool/);
      await window.openView('Testing');
      await run(window, 'testing.runAll');
      await until('it has failed', async () =>
        (await tests(window)).some((row) => /testing-failed|testing-error/.test(row)),
      );
      await run(window, 'testing.goToNextMessage');
      await window.page.getByText('2010-05-26').first().waitFor({ timeout: 40_000 });
      await window.picture('test-explorer');
      await run(window, 'testing.reRunFailTests');
      assert.ok((await tests(window)).some((row) => /testing-failed|testing-error/.test(row)));
    },
};
