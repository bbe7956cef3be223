import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../until.mjs';
import { datesText, rightReply } from './dates.mjs';
import { makeDates } from './main-job.mjs';

const prices = { 'toolsmith.maker.inputPrice': 2, 'toolsmith.maker.outputPrice': 10 };

/** So many dates, a line each. */
export function manyDates(count) {
  return (
    Array.from(
      { length: count },
      (_, index) => `${1 + (index % 28)} ${['March', 'May', 'June'][index % 3]} ${1900 + index}`,
    ).join('\n') + '\n'
  );
}

/** Applies the tool of dates to a whole document, and closes its preview. */
export async function applyDates(window, name, count) {
  await window.openFile(name);
  await window.select(1, count);
  await window.contextMenu('Toolsmith', 'Apply Tool…');
  await window.pick(/Long dates/);
  await window.reviewMessage(new RegExp(`${count} answered`));
  await window.clearNotifications();
  await window.titleMenu('Discard Answers');
  // Its tab takes the focus, and an open palette with it, as it goes.
  await until('the preview is closed', async () => !JSON.stringify(await window.tabs()).includes('↔ Answers'));
}

/** What is said of a making of which, under these settings, nothing is sent. */
async function refusedMaking(host, settings) {
  const window = await host.window({ files: { 'dates.txt': datesText }, settings });
  const before = host.model.seen.length;
  await window.openFile('dates.txt');
  await window.select(1, 6);
  await window.contextMenu('Toolsmith', 'Make Tool from Selection');
  await window.pick(/Make the Tool/);
  const said = await window.notification(/Nothing was sent/);
  assert.match(said, /Open Settings/);
  assert.equal(host.model.seen.length, before);
  return said;
}

/** As a program leaves the ledger that is killed while it asks the light model for the one tool that was used. */
async function leaveUnended({ state }) {
  const at = new Date().toISOString();
  const path = join(state, 'toolsmith', 'ledger', `ledger-${at.slice(0, 7)}.jsonl`);
  const entries = (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const tokens = {
    input: { value: 200, source: 'estimated' },
    cached: { value: null, source: 'unknown' },
    output: { value: 50, source: 'estimated' },
    reasoning: { value: null, source: 'unknown' },
  };
  const sent = {
    format: 2,
    kind: 'call',
    id: 'killed',
    at,
    role: 'user',
    model: 'light',
    host: 'models.example',
    purpose: 'arguments',
    tool: entries.find(({ kind }) => kind === 'use').tool,
    making: null,
    outcome: 'sent',
    tokens,
    price: { input: 2, output: 12 },
  };
  await appendFile(path, `\n${JSON.stringify(sent)}`);
}

export const cases = {
  'says before a making when it pays, and in the panel what it cost and saved, to be exported': async (host) => {
    const window = await host.window({
      files: { 'dates.txt': datesText, 'ten.txt': manyDates(10), 'many.txt': manyDates(60) },
      settings: prices,
    });
    host.model.script(host.play.answer(rightReply, { prompt_tokens: 1_500, completion_tokens: 800 }));
    await window.openFile('dates.txt');
    await window.select(1, 6);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    const understood = await window.waitForPick(/6 examples/);
    assert.match(
      understood.items.find(({ label }) => /Cost Estimate/.test(label)).description,
      /^pays after about \d+ uses, estimated$/,
    );
    await window.pick(/Make the Tool/);
    await window.notification(/Made/);
    await window.clearNotifications();
    await applyDates(window, 'ten.txt', 10);
    await window.openLibrary();
    await window.treeItem(/Long dates/).click();
    const panel = window.panel();
    await window.unfold('What It Cost and Saved');
    await panel
      .getByText('$0.0110 (reported), 2,300 tokens, in 1 making with 1 request', { exact: true })
      .waitFor({ timeout: 40_000 });
    await panel.getByText(/^−\$0\.00\d\d, estimated$/).waitFor({ timeout: 40_000 });
    await panel.getByText(/^not yet: after about 11 uses in all, estimated$/).waitFor({ timeout: 40_000 });
    await applyDates(window, 'many.txt', 60);
    await window.treeItem(/Long dates/).click();
    await window.unfold('What It Cost and Saved');
    await panel.getByText(/^at use 11, estimated$/).waitFor({ timeout: 40_000 });
    const chart = panel.getByRole('img', {
      name: /Cumulative cost over 70 uses: with the tool \$0\.0110, without it \$0\.07\d\d; they cross at use 11\./,
    });
    await chart.waitFor({ timeout: 40_000 });
    assert.equal(await panel.locator('table.costs tbody tr').count(), 4, 'making, two uses, and where the lines cross');
    await chart.scrollIntoViewIfNeeded();
    await window.picture('costs');
    await panel.locator('table.costs tbody tr').last().scrollIntoViewIfNeeded();
    await window.picture('costs-table');
    await panel.locator('vscode-button', { hasText: 'Export as CSV' }).click();
    const file = 'costs.csv';
    await window.chooseFile(/Export What It Cost and Saved/, join(host.folder, file));
    await window.notification(/Exported what “Long dates to ISO dates” cost and saved/);
    const csv = (await readFile(join(host.folder, file), 'utf8')).trim().split('\n');
    assert.equal(csv.length, 4);
    assert.match(csv[3], /^long-dates-to-iso-dates(-2)?,[^,]+,use,70,0\.011,0\.07/);
    await leaveUnended(host);
    await window.command('View: Close Editor');
    await window.treeItem(/Long dates/).click();
    await window.unfold('What It Cost and Saved');
    const paid = window
      .panel()
      .getByText('$0.0010 (estimated), 250 tokens, counted in the above: 1 request was sent and has not ended', {
        exact: true,
      })
      .first();
    await paid.waitFor({ timeout: 40_000 });
    await paid.scrollIntoViewIfNeeded();
    await window.picture('possibly-paid');
  },

  'measures what the strong model takes, after it was agreed to': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText, 'ten.txt': manyDates(10) }, settings: prices });
    await makeDates(host, window);
    await window.notificationButton(/Made/, 'Open Tool');
    host.model.script(host.play.answer('2014-06-30', { prompt_tokens: 100, completion_tokens: 40 }));
    const before = host.model.seen.length;
    await window.unfold('What It Cost and Saved');
    await window.panel().locator('vscode-button', { hasText: 'Measure without the Tool…' }).click();
    await window.waitForPick(/Send 3 Problems to strong/);
    assert.equal(host.model.seen.length, before, 'nothing is sent before the answer');
    await window.pick(/Send 3 Problems/);
    await window.notification(/strong answered 1 of 3 correctly without the tool/);
    const sent = JSON.stringify(host.model.seen.slice(before).map(({ body }) => body.messages));
    for (const held of ['2014-06-30', '1987-12-09', '2010-05-25'])
      assert.ok(!sent.includes(held), 'held-out answers stay here');
    await window
      .panel()
      .getByText(/measured on 3 problems$/)
      .waitFor({ timeout: 40_000 });
  },

  'a request that would exceed a cap is not sent, and the cap is named; a cap a day counts what the command line spent':
    async (host) => {
      assert.match(
        await refusedMaking(host, { 'toolsmith.limits.tokensPerMaking': 500 }),
        /the cap is 500 tokens a making \(the setting toolsmith\.limits\.tokensPerMaking\); 0 tokens are spent/,
      );
      const at = new Date().toISOString();
      const tokens = {
        input: { value: 9_000, source: 'reported' },
        cached: { value: null, source: 'unknown' },
        output: { value: 800, source: 'reported' },
        reasoning: { value: null, source: 'unknown' },
      };
      const spent = {
        format: 2,
        kind: 'call',
        id: 'a',
        at,
        role: 'maker',
        model: 'strong',
        host: 'models.example',
        purpose: 'propose',
        tool: null,
        making: null,
        outcome: 'reply',
        tokens,
        price: { input: null, output: null },
      };
      await mkdir(join(host.state, 'toolsmith', 'ledger'), { recursive: true });
      await writeFile(
        join(host.state, 'toolsmith', 'ledger', `ledger-${at.slice(0, 7)}.jsonl`),
        `\n${JSON.stringify(spent)}`,
      );
      assert.match(
        await refusedMaking(host, { 'toolsmith.limits.tokensPerDay': 10_000 }),
        /the cap is 10,000 tokens a day \(the setting toolsmith\.limits\.tokensPerDay\); 9,800 tokens are spent/,
      );
    },

  'a cap that is no number is an error that names the setting, and nothing is sent': async (host) => {
    assert.match(
      await refusedMaking(host, { 'toolsmith.limits.dollarsPerDay': 'much' }),
      /Nothing was sent: the setting toolsmith\.limits\.dollarsPerDay is “much”, which is no cap/,
    );
  },

  'deletes everything that it keeps, after a list of it, and nothing of the folder': async (host) => {
    const window = await host.window({
      files: { 'dates.txt': datesText, '.toolsmith/mine.txt': 'own', 'ten.txt': manyDates(10) },
    });
    await makeDates(host, window);
    await window.clearNotifications();
    await applyDates(window, 'ten.txt', 10);
    await window.command('Toolsmith: Delete Everything Toolsmith Keeps…');
    const asked = await window.dialog();
    assert.match(asked.message, /Delete everything that Toolsmith keeps on this machine\?/);
    assert.match(asked.detail, /In this workspace: 1 tool with examples and transcripts/);
    assert.match(asked.detail, /For all workspaces: .*\d+ records? of verification/);
    assert.match(asked.detail, /Which tool was used last/);
    assert.match(
      asked.detail,
      /Of the command line and shared with it \(.*\): 1 record of approval; the ledger, 1 month/,
    );
    assert.match(asked.detail, /Not deleted, because they are your own files: \.toolsmith in your folders/);
    await window.dialogButton('Cancel');
    await window.openLibrary();
    await until('nothing is deleted before the answer', async () =>
      (await window.tree()).some((row) => row.includes('Long dates')),
    );
    await window.command('Toolsmith: Delete Everything Toolsmith Keeps…');
    await window.dialogButton('Delete Everything');
    await window.notification(/Everything that Toolsmith kept on this machine is deleted/);
    await until('the library is empty', async () => (await window.tree()).every((row) => !row.includes('Long dates')));
    assert.equal(await readFile(join(host.folder, '.toolsmith', 'mine.txt'), 'utf8'), 'own');
    await window.command('Toolsmith: Delete Everything Toolsmith Keeps…');
    await window.notification(/Toolsmith keeps nothing on this machine/);
    assert.deepEqual((await readdir(host.folder)).sort(), ['.toolsmith', 'dates.txt', 'ten.txt']);
  },
};
