import assert from 'node:assert/strict';
import { datesText } from './dates.mjs';
import { makeDates } from './main-job.mjs';
import { until } from '../until.mjs';

/** Waits until these are the lenses of the editor in front, in their order. */
async function waitForLenses(window, wanted) {
  let last = [];
  await until(`the lenses are ${wanted.join(' | ')}`, async () => {
    last = await window.page
      .locator('.editor-group-container.active .codelens-decoration a')
      .evaluateAll((links) => links.map((link) => link.textContent.trim()));
    return JSON.stringify(last) === JSON.stringify(wanted);
  }).catch((error) => {
    throw new Error(`${error.message} They are: ${last.join(' | ') || 'none'}.`);
  });
}

const lens = (window, title) =>
  window.page.locator('.editor-group-container.active .codelens-decoration a', { hasText: title }).first();

export const cases = {
  'the next step stands above the rows: make, apply, select': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText, 'code.txt': 'just words\n' } });
    await window.openFile('dates.txt');
    await waitForLenses(window, ['Make Tool from 6 Examples', 'Select 3 Unanswered Rows']);
    await window.picture('lenses');
    await lens(window, 'Select 3').click();
    await window.waitForSelections(['4 July 1976', '31 November 2020', '12 February 2024']);
    await makeDates(host, window);
    await window.clearNotifications();
    await waitForLenses(window, [
      'Long dates to ISO dates',
      'Apply to 3 More',
      'Apply “Long dates to ISO dates” to 3 More',
      'Select 3 Unanswered Rows',
    ]);
    await window.picture('lenses-made');
    await lens(window, 'Apply to 3 More').click();
    await window.reviewMessage(/2 answered, 1 not recognized/);
    const item = (await window.statusBar()).find(({ text }) => /to look at/.test(text));
    assert.equal(item?.label, 'Toolsmith: 1 to look at');
    await window.statusBarItem('1 to look at');
    await window.waitForPick(/What next\?/);
    await window.picture('menu');
    await window.pick('Write Answers');
    await window.notification(/Wrote 2 answers/);
    await waitForLenses(window, [
      'Long dates to ISO dates',
      'Apply to 1 More',
      'Apply “Long dates to ISO dates” to 1 More',
      'Select 1 Unanswered Row',
    ]);
    await window.command('Toolsmith: Apply to Rest of Document');
    await window.notification(/reads none of this problem/);
    await window.openFile('code.txt');
    await waitForLenses(window, []);
  },
};
