import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../until.mjs';
import { datesText, parserlessReply, readDate, rightReply, wrongReply } from './dates.mjs';

const solved = datesText
  .replace('4 July 1976', '4 July 1976 => 1976-07-04')
  .replace('12 February 2024', '12 February 2024 => 2024-02-12');

/** Makes the tool of dates through the menu; the window is left with the message that it was made. */
export async function makeDates(host, window) {
  host.model.script(host.play.answer(rightReply));
  await window.openFile('dates.txt');
  await window.select(1, 6);
  await window.contextMenu('Toolsmith', 'Make Tool from Selection');
  const pick = await window.waitForPick(/6 examples/);
  assert.match(pick.placeholder, /3 shown, 3 held out. Nothing is sent before/);
  await window.pick(/Make the Tool/);
  return window.notification(/Made/);
}

export const cases = {
  'makes a tool from highlighted lines and applies it to the rest of the document': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    await window.openLibrary();
    const before = host.model.seen.length;
    assert.match(await makeDates(host, window), /6 of 6, 3 never seen by the maker/);
    assert.equal(host.model.seen.length, before + 1, 'one request');
    const sent = JSON.stringify(host.model.seen.at(-1).body);
    for (const held of ['2014-06-30', '1987-12-09', '2010-05-25'])
      assert.ok(!sent.includes(held), 'held-out answers stay here');
    await window.waitForTree(['Long dates to ISO dates, verified: 6 of 6, 3 never seen by the maker']);
    await window.notificationButton(/Made/, /Apply to 3 More/);
    await window.reviewMessage(/2 answered, 1 not recognized.*Nothing is written yet/);
    assert.equal(await window.diffText(), solved);
    assert.equal(await readFile(join(host.folder, 'dates.txt'), 'utf8'), datesText);
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 2 answers/);
    await window.save();
    assert.equal(await readFile(join(host.folder, 'dates.txt'), 'utf8'), solved);
    assert.equal(host.model.seen.length, before + 1, 'applying asked no model');
  },

  'one undo takes everything back': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    await makeDates(host, window);
    await window.notificationButton(/Made/, /Apply to \d+ More/);
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 2 answers/);
    await window.command('Undo');
    await window.save();
    assert.equal(await readFile(join(host.folder, 'dates.txt'), 'utf8'), datesText);
  },

  'applies a tool to one highlighted problem through the picker, and replaces it': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText, 'other.txt': 'x\n  5 May 2005\ny\n' } });
    await makeDates(host, window);
    await window.clearNotifications();
    await window.openFile('other.txt');
    await window.select(2, 2);
    await window.contextMenu('Toolsmith', 'Apply Tool…');
    const pick = await window.waitForPick(/Which tool/);
    assert.match(pick.items[0].description, /reads 1 of 1/);
    assert.match(JSON.stringify(pick.items[0]), /2005-05-05/);
    await window.pick(/Long dates/);
    await window.titleMenu('Replace the Problems');
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 1 answer/);
    await window.save();
    assert.equal(await readFile(join(host.folder, 'other.txt'), 'utf8'), 'x\n  2005-05-05\ny\n');
  },

  'answers the items of a list, which keep their marks, over them and behind them': async (host) => {
    const list = '# Dates\n\n- 5 May 2005\n- 6 June 2006\n';
    const window = await host.window({ files: { 'dates.txt': datesText, 'list.md': list } });
    await makeDates(host, window);
    await window.clearNotifications();
    await window.openFile('list.md');
    for (const [place, text] of [
      ['Replace the Problems', '# Dates\n\n- 2005-05-05\n- 2006-06-06\n'],
      [undefined, '# Dates\n\n- 5 May 2005 => 2005-05-05\n- 6 June 2006 => 2006-06-06\n'],
    ]) {
      await window.select(3, 4);
      await window.contextMenu('Toolsmith', 'Apply Best Tool');
      await window.reviewMessage(/2 answered/);
      await window.clearNotifications();
      await window.picture('list');
      if (place) await window.titleMenu(place);
      await window.titleButton('Write Answers');
      await window.notification(/Wrote 2 answers/);
      assert.equal(await window.editorText(), text);
      await window.command('Undo');
      await window.waitForText(/- 5 May 2005\n/);
    }
  },

  'a failing example goes back to the maker, and the repair is verified': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    host.model.script(host.play.answer(wrongReply), host.play.answer(rightReply));
    await window.openFile('dates.txt');
    await window.select(1, 6);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    await window.pick(/Make the Tool/);
    assert.match(await window.notification(/Made/), /6 of 6/);
    const repair = JSON.stringify(host.model.seen.at(-1).body.messages);
    assert.match(repair, /Example 2: expected .*1999-10-17.*got .*1999-10-07/);
    assert.ok(!repair.includes('2014-06-30'), 'held-out answers stay here');
  },

  'where no parser can be had the light model reads, after it was asked for': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText }, user: true });
    host.model.script((response, request) =>
      host.play.answer(
        request.body.model === 'strong' ? parserlessReply : readDate(request.body.messages.at(-1).content),
      )(response, request),
    );
    await window.openFile('dates.txt');
    await window.select(1, 6);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    await window.pick(/Make the Tool/);
    assert.match(await window.notification(/Made/), /light model reads its problems/);
    await window.clearNotifications();
    await window.select(8, 8);
    await window.contextMenu('Toolsmith', 'Apply Tool…');
    await window.pick(/Long dates/);
    const before = host.model.seen.length;
    await window.reviewMessage(/0 answered, 1 not recognized/);
    await window.treeItem('Ask the Light Model for 1 Row…').click();
    const consent = await window.waitForPick(/1 problem not recognized by/);
    assert.match(consent.items.map((item) => item.label).join(), /Send Them to light at 127\.0\.0\.1/);
    assert.equal(host.model.seen.length, before, 'nothing is sent before the answer');
    await window.pick(/Send Them/);
    await window.reviewMessage(/1 answered, 1 read by the light model/);
    await until('the answer stands in the document', async () =>
      /4 July 1976 => 1976-07-04/.test(await window.diffText()),
    );
    assert.ok(!JSON.stringify(host.model.seen.at(-1).body).includes('padStart'), 'the code is not sent');
  },

  'a document that was edited meanwhile is not written to': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    await makeDates(host, window);
    await window.notificationButton(/Made/, /Apply to \d+ More/);
    await window.reviewMessage(/2 answered/);
    await window.openFile('dates.txt');
    await window.goTo(7);
    await window.typeInEditor('edited');
    await window.save();
    await window.page.keyboard.press('Control+Tab');
    await window.titleButton('Write Answers');
    await window.notification(/changed meanwhile: nothing was written. Apply the tool again/);
    assert.equal(await readFile(join(host.folder, 'dates.txt'), 'utf8'), datesText.replace('\n\n', '\nedited\n'));
  },

  'the panel shows the tool, tries a problem and verifies again': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    await makeDates(host, window);
    await window.notificationButton(/Made/, 'Open Tool');
    const panel = window.panel();
    await panel.locator('h1', { hasText: 'Long dates to ISO dates' }).waitFor({ timeout: 40_000 });
    await panel.locator('textarea[placeholder^="Type or paste"]').fill('5 May 2005');
    await panel.locator('vscode-button', { hasText: 'Try' }).first().click();
    await panel.getByText('2005-05-05').first().waitFor({ timeout: 40_000 });
    await panel.locator('vscode-button', { hasText: 'Verify Again' }).click();
    await panel.getByText('never seen by the maker').first().waitFor({ timeout: 40_000 });
    assert.equal(
      await panel.locator('main script, main a, main img, main iframe').count(),
      0,
      'nothing of the tool is markup',
    );
  },
};
