import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rightReply, wrongReply } from './dates.mjs';

/** Twelve lines: eleven dates, of which one is there twice, and one that is none. */
const original = `3 March 2021
17 October 1999
1 January 2000
30 June 2014
9 December 1987
25 May 2010
4 July 1976
31 November 2020
  12 February 2024
3 March 2021
8 August 1988
19 April 2007
`;

/** What the person makes of six of them, by line. */
const edits = new Map([
  [1, '2021-03-03'],
  [2, '1999-10-17'],
  [4, '2014-06-30'],
  [5, '1987-12-09'],
  [7, '1976-07-04'],
  [12, '2007-04-19'],
]);
const edited = withLines(original, edits);
const finished = withLines(
  edited,
  new Map([
    [3, '2000-01-01'],
    [6, '2010-05-25'],
    [9, '  2024-02-12'],
    [10, '2021-03-03'],
    [11, '1988-08-08'],
  ]),
);

function withLines(text, changes) {
  return text
    .split('\n')
    .map((line, index) => changes.get(index + 1) ?? line)
    .join('\n');
}

/** Types over lines, as a person does. */
async function typeOver(window, changes) {
  for (const [line, text] of changes) {
    await window.select(line, line);
    await window.typeInEditor(text);
    await window.waitForText(new RegExp(`^${text}$`, 'm'));
  }
}

/** Puts a file under version control in a folder. */
async function commit(folder, name, text) {
  await writeFile(join(folder, name), text);
  const git = (...args) =>
    execFileSync(
      'git',
      ['-c', 'user.name=Toolsmith', '-c', 'user.email=toolsmith@localhost', '-c', 'commit.gpgsign=false', ...args],
      { cwd: folder },
    );
  git('init', '--quiet');
  git('add', name);
  git('commit', '--quiet', '--message', 'Dates');
}

const saved = (host, name = 'dates.txt') => readFile(join(host.folder, name), 'utf8');

export const cases = {
  'makes a tool from unsaved edits in place, applies it to the other lines, and one undo takes that back': async (
    host,
  ) => {
    const window = await host.window({ files: { 'dates.txt': original } });
    host.model.script(host.play.answer(rightReply));
    await window.openFile('dates.txt');
    await typeOver(window, edits);
    const before = host.model.seen.length;
    await window.contextMenu('Toolsmith', 'Make Tool from My Edits');
    const pick = await window.waitForPick(/6 examples from your edits since the last save/);
    assert.match(pick.placeholder, /3 shown, 3 held out\. Nothing is sent before/);
    assert.deepEqual(
      pick.items.filter(({ label }) => /Notation|not wholly/.test(label)),
      [],
      'edits have no notation, and all of these were understood',
    );
    await window.picture('edits');
    const seen = pick.items.find(({ label }) => /See the Edited Lines/.test(label));
    assert.match(
      `${seen.description} ${seen.detail}`,
      /3 March 2021\s+⇒\s+2021-03-03 6 unchanged lines: left for later/,
    );
    await window.pick(/Make the Tool/);
    assert.match(await window.notification(/Made/), /6 of 6, 3 never seen by the maker/);
    const sent = JSON.stringify(host.model.seen.at(-1).body);
    for (const held of ['1987-12-09', '1976-07-04', '2007-04-19'])
      assert.ok(!sent.includes(held), 'held-out answers stay here');
    await window.notificationButton(/Made/, /Apply to 6 More/);
    await window.reviewMessage(/5 answered, 1 not recognized.*Nothing is written yet/);
    assert.equal(await window.diffText(), finished, 'what was edited is no problem any more');
    await window.picture('edits-preview');
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 5 answers/);
    assert.equal(await window.editorText(), finished);
    assert.equal(await saved(host), original, 'to save is left to the person');
    await window.command('Undo');
    await window.waitForText(/^1 January 2000$/m);
    assert.equal(await window.editorText(), edited, 'one undo takes all of it back, and nothing else');
    assert.equal(host.model.seen.length, before + 1, 'one request');
  },

  'makes a tool from edits since the last commit where nothing is unsaved': async (host) => {
    await commit(host.folder, 'dates.txt', original);
    const onDisk = (text) => text.replace('2020\n', '2020\n20 April 2007\n').replaceAll('\n', '\r\n');
    const window = await host.window({ files: { 'dates.txt': onDisk(edited) } });
    host.model.script(host.play.answer(rightReply));
    await window.openFile('dates.txt');
    await window.command('Toolsmith: Make Tool from My Edits');
    const pick = await window.waitForPick(/6 examples from your edits since the last commit/);
    assert.equal(
      pick.items.find(({ label }) => /1 change not wholly understood/.test(label)).description,
      'this line was added: nothing shows what it came from.',
    );
    await window.pick(/Make the Tool/);
    await window.notificationButton(/Made/, /Apply to 6 More/);
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 5 answers/);
    await window.save();
    assert.equal(await saved(host), onDisk(finished));
  },

  'one unsaved edit counts with those since the commit; a line that was edited while the tool was made is left alone':
    async (host) => {
      await commit(host.folder, 'dates.txt', original);
      const others = new Map([...edits].slice(0, -1));
      const window = await host.window({ files: { 'dates.txt': withLines(original, others) } });
      host.model.script(host.play.answer(rightReply));
      await window.openFile('dates.txt');
      await typeOver(window, new Map([[12, edits.get(12)]]));
      await window.contextMenu('Toolsmith', 'Make Tool from My Edits');
      await window.waitForPick(/6 examples from your edits since the last commit/);
      await window.pick(/Make the Tool/);
      await window.notification(/Made/);
      await typeOver(window, new Map([[11, '8 August 1989']]));
      await window.notificationButton(/Made/, /Apply to 6 More/);
      await window.reviewMessage(/4 answered, 1 not recognized/);
      await window.titleButton('Write Answers');
      await window.notification(/Wrote 4 answers/);
      assert.equal(await window.editorText(), finished.replace('1988-08-08', '8 August 1989'));
    },

  'two alike edits offer to change the other lines, once typing has paused, without a model': async (host) => {
    const window = await host.window({
      files: { 'dates.txt': original },
      settings: { 'toolsmith.making.withoutModel': true, 'toolsmith.maker.provider': 'none' },
    });
    const before = host.model.seen.length;
    const lens = (title) => window.page.locator('.codelens-decoration a', { hasText: title });
    await window.openFile('dates.txt');
    await typeOver(window, new Map([...edits].slice(0, 2)));
    await lens('Change 9 Other Lines Alike').waitFor({ timeout: 30_000 });
    await window.picture('edits-lens');
    await typeOver(window, new Map([...edits].slice(2)));
    await lens('Change 5 Other Lines Alike').click({ timeout: 30_000 });
    await window.notificationButton(/Made .* without a model/, 'Apply to 6 More');
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 5 answers/);
    assert.equal(await window.editorText(), finished);
    await lens('Alike').first().waitFor({ state: 'detached' });
    assert.equal(host.model.seen.length, before, 'no model was asked');
  },

  'where nothing was edited, it is said what to do': async (host) => {
    // The mark is no part of either text.
    await commit(host.folder, 'dates.txt', `\uFEFF${original}`);
    const window = await host.window({ files: { 'dates.txt': `\uFEFF${original}`, 'new.txt': original } });
    const before = host.model.seen.length;
    await window.openFile('dates.txt');
    await window.contextMenu('Toolsmith', 'Make Tool from My Edits');
    assert.match(
      await window.notification(/dates\.txt is as it was at the last commit/),
      /Change at least 2 lines in place/,
    );
    await window.openFile('new.txt');
    await window.contextMenu('Toolsmith', 'Make Tool from My Edits');
    assert.match(
      await window.notification(/new\.txt has no unsaved edits/),
      /the last commit does not hold it\. Change a few lines in place, and make the tool before you save/,
    );
    await window.clearNotifications();
    await typeOver(window, new Map([[1, '2021-03-03']]));
    await window.contextMenu('Toolsmith', 'Make Tool from My Edits');
    await window.notification(/The edits of new\.txt since the last save give one example\. Change at least 2 lines/);
    await window.command('File: New Untitled Text File');
    await window.typeInEditor(original);
    await window.waitForText(/19 April 2007/);
    await window.contextMenu('Toolsmith', 'Make Tool from My Edits');
    await window.notification(/Untitled-1 was never saved.*Save it, change a few lines in place/);
    assert.equal(host.model.seen.length, before);
  },

  'where the editor has no commit to show, only unsaved edits count': async (host) => {
    const window = await host.window({ files: { 'dates.txt': edited } });
    await window.openFile('dates.txt');
    await window.contextMenu('Toolsmith', 'Make Tool from My Edits');
    await window.notification(
      /no committed text to compare it with: it is in no Git repository that the editor has open/,
    );
    await commit(host.folder, 'dates.txt', original);
    const restricted = await host.window({ files: { 'dates.txt': edited }, trust: false });
    await restricted.openFile('dates.txt');
    await restricted.contextMenu('Toolsmith', 'Make Tool from My Edits');
    await restricted.notification(/no committed text to compare it with: the editor's Git support does not reach it/);
    await restricted.page.keyboard.press('Escape');
    await typeOver(
      restricted,
      new Map([
        [3, '2000-01-01'],
        [6, '2010-05-25'],
      ]),
    );
    await restricted.contextMenu('Toolsmith', 'Make Tool from My Edits');
    await restricted.waitForPick(/2 examples from your edits since the last save/);
  },

  'a making from edits that failed is gone on with, and its lines are still the ones that were edited': async (
    host,
  ) => {
    const window = await host.window({ files: { 'dates.txt': original } });
    host.model.script(host.play.answer(wrongReply));
    await window.openFile('dates.txt');
    await typeOver(window, edits);
    await window.contextMenu('Toolsmith', 'Make Tool from My Edits');
    await window.pick(/Make the Tool/);
    await window.notification(/No tool could be made/);
    host.model.script(host.play.answer(rightReply));
    await window.notificationButton(/No tool could be made/, 'Continue…');
    await window.waitForPick(/6 examples from lines, a problem each/);
    await window.pick(/Make the Tool/);
    await window.notificationButton(/Made/, /Apply to 6 More/);
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 5 answers/);
    assert.equal(await window.editorText(), finished);
  },
};
