import assert from 'node:assert/strict';
import { until } from '../until.mjs';
import { datesText } from './dates.mjs';
import { makeDates } from './main-job.mjs';

const name = 'Long dates to ISO dates';

export const cases = {
  'while a panel or a preview hides the text, a tool is applied to what is selected in it': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    await window.openLibrary();
    await makeDates(host, window);
    await window.clearNotifications();
    await window.select(8, 8);
    await window.treeItem(name).click();
    await window.panel().locator('h1', { hasText: name }).waitFor({ timeout: 40_000 });
    assert.equal(
      await window.inHost((vscode) => vscode.window.activeTextEditor === undefined),
      true,
      'the panel hides the text',
    );
    await window.treeAction(name, 'Apply to Selection');
    await window.reviewMessage(/: 1 answered.*Nothing is written yet/);
    assert.match(await window.diffText(), /4 July 1976 => 1976-07-04/);
    await window.clearNotifications();
    await window.treeAction(name, 'Apply to Selection');
    await window.reviewMessage(/: 1 answered.*Nothing is written yet/);
    await window.clearNotifications();
    await window.treeItem(name).click();
    await window.panel().locator('vscode-button', { hasText: 'Apply' }).first().click();
    await window.reviewMessage(/: 1 answered.*Nothing is written yet/);
    assert.match(await window.diffText(), /4 July 1976 => 1976-07-04/);
  },

  'with no text open, applying says to open one': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    await window.openLibrary();
    await makeDates(host, window);
    await window.command('View: Close All Editors');
    await until('no tab is open', async () => (await window.tabs()).length === 0);
    await window.treeAction(name, 'Apply to Selection');
    await window.notification(/No editor is open. Open a text and highlight problems in it/);
  },
};
