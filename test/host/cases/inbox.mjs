import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../until.mjs';
import { datesText } from './dates.mjs';
import { makeDates } from './main-job.mjs';

const lengths = `12 km
3 km
450 km
7 km
89 km
1 km
`;

const lengthsReply = `\`\`\`json\n${JSON.stringify({
  name: 'Kilometres to metres',
  description: 'Writes a length in kilometres in metres.',
  schema: {
    type: 'object',
    properties: { kilometres: { type: 'integer' } },
    required: ['kilometres'],
    additionalProperties: false,
  },
  demonstrations: [{ kilometres: 12 }],
})}\n\`\`\`\n\`\`\`js
function parse(problem) {
  const match = /^(\\d+) km$/.exec(problem.trim());
  return match ? { kilometres: Number(match[1]) } : null;
}
function solve({ kilometres }) { return kilometres * 1000 + ' m'; }
\`\`\``;

const inMetres = (problem) => problem.replace(' km', '000 m');

/** A window with the tool of dates, and the lengths that it does not read selected. */
async function withLengths(host, further = {}) {
  const window = await host.window({ files: { 'dates.txt': datesText, 'lengths.txt': lengths }, ...further });
  await window.openLibrary();
  await makeDates(host, window);
  await window.clearNotifications();
  await window.openFile('lengths.txt');
  await window.select(1, 6);
  return window;
}

/** Applies the best tool to the lengths, none of which fits, and has them kept. */
async function keepLengths(host, further = {}) {
  const window = await withLengths(host, further);
  await window.contextMenu('Toolsmith', 'Apply Best Tool');
  await window.notificationButton(/No tool fits 6 problems\. Keep them for later\? They stay on this machine/, 'Keep');
  await window.notification(/Kept 6 problems in the inbox/);
  await window.clearNotifications();
  return window;
}

/** What a screen reader says of the rows of the inbox. */
async function inboxRows(window) {
  return (await window.treeItems('Inbox')).map(({ aria }) => aria);
}

/** Waits until these are the rows of the inbox. */
function waitForInbox(window, ...wanted) {
  return until(
    `the inbox shows ${wanted.join(' | ')}`,
    async () => JSON.stringify(await inboxRows(window)) === JSON.stringify(wanted),
  ).catch(async (error) => {
    throw new Error(`${error.message} It shows: ${(await inboxRows(window)).join(' | ') || 'nothing'}.`);
  });
}

export const cases = {
  'problems that no tool fits are kept, answered and made into a tool, and leave the inbox with it': async (host) => {
    const window = await withLengths(host);
    await until('the empty inbox says what it is for', async () =>
      (await window.page.locator('.welcome-view-content').allInnerTexts()).some((text) =>
        /Problems that no tool fits gather here, on this machine/.test(text),
      ),
    );
    await window.picture('inbox-empty');
    assert.equal(await window.offersCommand('Toolsmith: Clear Inbox…'), false, 'nothing is in it');
    await window.contextMenu('Toolsmith', 'Apply Best Tool');
    await window.notificationButton(
      /No tool fits 6 problems\. Keep them for later\? They stay on this machine, in the editor's storage/,
      'Keep',
    );
    await window.notification(/Kept 6 problems in the inbox, on this machine/);
    await waitForInbox(window, '12 km, 6 problems');
    assert.equal(await window.offersCommand('Toolsmith: Clear Inbox…'), true);
    assert.equal(await readFile(join(host.folder, 'lengths.txt'), 'utf8'), lengths);
    await window.clearNotifications();
    await window.treeAction('12 km', 'Type the Answers…');
    for (let at = 0; at < 6; at += 1) {
      const box = await window.waitForPick(new RegExp(`Answer ${at + 1} of 6`));
      const problem = /\d+ km/.exec(box.message)?.[0] ?? assert.fail(box.message);
      // One is skipped, and one left for the tool.
      if (at === 5) await window.page.keyboard.press('Escape');
      else await window.type(at === 1 ? '' : inMetres(problem));
    }
    await window.notification(/4 problems of this group answered: enough to make a tool/);
    await waitForInbox(window, '12 km, 6 problems, 4 answered');
    await window.treeItem('12 km').click();
    await until('the problems are listed', async () => (await inboxRows(window)).length === 7);
    await window.picture('inbox');
    host.model.script(host.play.answer(lengthsReply));
    await window.treeAction('12 km', 'Make Tool from This Group');
    // Whole kilometres in metres are three zeros more, which the editor's own command does.
    await window.notificationButton(
      /Find and Replace does this without a tool: “ k” by “000 ”.*Nothing was sent/,
      'Make the Tool All the Same',
    );
    await window.waitForPick(/4 examples/);
    await window.pick(/Make the Tool/);
    await window.notification(/Made “Kilometres to metres”: 4 of 4, 2 never seen by the maker/);
    await waitForInbox(window);
    await until('the tool is in the library', async () =>
      (await window.treeItems('Tools')).some(({ label }) => label === 'Kilometres to metres'),
    );
  },

  'the strong model answers kept problems after the person agreed, and what it said counts once it was accepted':
    async (host) => {
      const window = await keepLengths(host);
      await window.treeMenu('12 km', 'Have the Strong Model Answer…');
      const before = host.model.seen.length;
      const consent = await window.waitForPick(/The strong model answers 6 of 6 problems/);
      assert.match(consent.items[0].label, /Send Them to strong at /);
      assert.match(
        consent.items[0].detail,
        /About [\d,]+ tokens, price unknown\. Each problem is sent, and nothing else/,
      );
      host.model.script((response, request) =>
        host.play.answer(inMetres(request.body.messages.at(-1).content))(response, request),
      );
      assert.equal(host.model.seen.length, before, 'nothing is sent before the answer');
      await window.pick(/Send Them/);
      const accept = await window.waitForPick(/Accept 6 Answers of the Strong Model/);
      assert.equal(host.model.seen.length, before + 6);
      assert.ok(
        accept.items.every(({ checked }) => !checked),
        'none is accepted beforehand',
      );
      await window.pickMany('3 km', '450 km', '7 km', '89 km');
      await window.notification(/4 problems of this group answered: enough to make a tool/);
      await waitForInbox(window, '12 km, 6 problems, 4 answered, 2 to accept');
      await window.treeItem('12 km').click();
      await until('the origin of each answer is told', async () => {
        const rows = await inboxRows(window);
        return (
          rows.includes('12 km, answered 12000 m (strong, not accepted)') &&
          rows.includes('3 km, answered 3000 m (strong, accepted)')
        );
      });
      await window.clearNotifications();
      await window.picture('inbox-answered');
      await window.viewMenu('Inbox', 'Clear Inbox…');
      assert.match((await window.dialog()).message, /Delete the 6 problems in the inbox for good\?/);
      await window.dialogButton('Clear Inbox');
      await window.notification(/The inbox is empty now/);
      await waitForInbox(window);
    },

  'who never wants problems kept is not asked again, until they ask for it': async (host) => {
    const window = await withLengths(host);
    await window.contextMenu('Toolsmith', 'Apply Best Tool');
    await window.notificationButton(/Keep them for later/, 'Never');
    await window.clearNotifications();
    await window.contextMenu('Toolsmith', 'Apply Best Tool');
    await window.notification(/No tool fits these 6 problems; nothing was changed/);
    assert.ok(!(await window.notifications()).some(({ text }) => /Keep them/.test(text)));
    await window.clearNotifications();
    await window.command('Toolsmith: Reset Inbox Prompt');
    await window.notification(/you are asked whether to keep it/);
    await window.contextMenu('Toolsmith', 'Apply Best Tool');
    await window.notification(/No tool fits 6 problems\. Keep them for later/);
    await waitForInbox(window);
  },

  'what one tool did not read can be kept from the message, and is deleted with everything else': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    await window.openLibrary();
    await makeDates(host, window);
    await window.notificationButton(/Made/, /Apply to 3 More/);
    await window.titleButton('Write Answers');
    await window.notificationButton(/Wrote 2 answers/, 'Keep Them for Later');
    await window.notification(/Kept 1 problem in the inbox/);
    await waitForInbox(window, '31 November 2020, 1 problem');
    await window.command('Toolsmith: Delete Everything Toolsmith Keeps…');
    assert.match((await window.dialog()).detail, /the inbox of problems that no tool fits/);
    await window.dialogButton('Delete Everything');
    await window.notification(/Everything that Toolsmith kept on this machine is deleted/);
    await waitForInbox(window);
  },

  'cursors stand behind the most different problems of a selection, ready for the answers': async (host) => {
    const window = await host.window({ files: { 'mixed.txt': '1 km\n2 km\n3 km\n5 miles to go\n4 km\n(7, 8)\n' } });
    await window.openFile('mixed.txt');
    await window.select(1, 6);
    await window.contextMenu('Toolsmith', 'Suggest Examples to Solve');
    const selections = await until('there are five cursors', async () => {
      const now = await window.selections();
      return now.length === 5 && now;
    });
    assert.ok(selections.every(({ text }) => text === ''));
    const lines = selections.map(({ from }) => from[0]);
    assert.ok(lines.includes(4) && lines.includes(6), 'each shape is there');
    await window.picture('which-to-answer');
    await window.typeInEditor(' => ');
    const text = await window.waitForText(/5 miles to go => /);
    assert.equal(text.split('\n').filter((line) => line.endsWith(' => ')).length, 5);
  },
};
