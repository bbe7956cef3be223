import assert from 'node:assert/strict';
import { pasteReply } from '../by-hand.mjs';
import { until } from '../until.mjs';
import { rightReply } from './dates.mjs';

/** The steps of the walkthrough with whether they are ticked off. */
function steps(window) {
  return window.page.locator('.getting-started-step').evaluateAll((elements) =>
    elements.map((step) => ({
      title: step.querySelector('.step-title')?.textContent?.trim() ?? '',
      done: step.getAttribute('aria-checked') === 'true',
    })),
  );
}

/** Brings the walkthrough back; its tab alone would show the editor's own start page. */
async function comeBack(window) {
  await window.command('Welcome: Open Walkthrough...');
  await window.pick('Get Started with Toolsmith');
  await window.page.locator('.getting-started-step.expanded').waitFor({ timeout: 40_000 });
}

/** Waits until these steps of the walkthrough, which is brought back, are ticked off. */
async function waitForDone(window, wanted) {
  await comeBack(window);
  await until(`ticked off is ${wanted.join(' | ')}`, async () => {
    const done = (await steps(window)).filter((step) => step.done).map(({ title }) => title);
    return JSON.stringify(done) === JSON.stringify(wanted);
  });
}

/** Presses a button of a step, which is unfolded first where another one is. */
async function press(window, title, button) {
  const step = window.page
    .locator('.getting-started-step')
    .filter({ has: window.page.locator('.step-title', { hasText: title }) });
  await until(
    `the step ${title} is unfolded`,
    async () => {
      if (await step.evaluate((element) => element.classList.contains('expanded'))) return true;
      await step.locator('.step-title').click({ timeout: 2_000 });
      return false;
    },
    { every: 500 },
  );
  await step.getByRole('button', { name: button }).click({ timeout: 40_000 });
}

export const cases = {
  'the walkthrough leads from no model to answers, and ticks off what was done': async (host) => {
    const window = await host.window({ files: {}, settings: { 'toolsmith.maker.provider': 'none' } });
    await window.openLibrary();
    await window.page
      .locator('.welcome-view-content')
      .locator('a', { hasText: 'See how it works' })
      .click({ timeout: 40_000 });
    await window.page.locator('.getting-started-step').first().waitFor({ timeout: 40_000 });
    assert.deepEqual(
      (await steps(window)).map(({ title }) => title),
      ['Choose who makes your tools', 'Make a tool from examples', 'Let it answer the rest', 'Look into your library'],
    );
    await press(window, 'Choose who makes your tools', 'Set Up Models');
    await window.pick('Tool Maker');
    await window.pick(/By Hand/);
    await waitForDone(window, ['Choose who makes your tools']);
    await press(window, 'Make a tool from examples', 'Open Sample Problems');
    await window.pick('Dates');
    const [{ text }] = await until('the solved problems are selected', async () => {
      const selections = await window.selections();
      return selections.length === 1 && selections[0].text !== '' && selections;
    });
    assert.match(text, /^3 March 2021 => .*2010-05-25$/s);
    await comeBack(window);
    await press(window, 'Make a tool from examples', 'Make Tool from Selection');
    await window.pick(/Make the Tool/);
    await pasteReply(window, rightReply);
    await window.notification(/Made/);
    await waitForDone(window, ['Choose who makes your tools', 'Make a tool from examples']);
    await window.notificationButton(/Made/, /Apply to 7 More/);
    await window.reviewMessage(/4 answered, 3 not recognized/);
    await window.titleMenu('Copy Answers');
    await window.notification(/Copied 4 answers/);
    await waitForDone(window, ['Choose who makes your tools', 'Make a tool from examples', 'Let it answer the rest']);
    await window.treeItem('Long dates to ISO dates').click();
    await window.panel().locator('h1').waitFor({ timeout: 40_000 });
    await waitForDone(window, [
      'Choose who makes your tools',
      'Make a tool from examples',
      'Let it answer the rest',
      'Look into your library',
    ]);
  },

  'the sample makes a tool and applies it in one click, with no model': async (host) => {
    const window = await host.window({ files: {}, settings: { 'toolsmith.maker.provider': 'none' } });
    const before = host.model.seen.length;
    await window.openLibrary();
    const start = Date.now();
    await window.page
      .locator('.welcome-view-content')
      .getByRole('button', { name: 'Try It on Sample Dates' })
      .click({ timeout: 40_000 });
    await window.waitForDiff(/↔ Answers/);
    console.log(`  one click, ${((Date.now() - start) / 1000).toFixed(1)} s to the answers of the sample`);
    await window.reviewMessage(/4 answered, 2 without an answer, 1 not recognized/);
    assert.match(await window.diffText(), /28 August 2019 => 2019-08-28/);
    assert.equal(host.model.seen.length, before, 'no model was asked');
    await window.picture('sample');
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 4 answers/);
  },
};
