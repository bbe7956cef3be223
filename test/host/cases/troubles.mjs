import assert from 'node:assert/strict';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pasteReply } from '../by-hand.mjs';
import { until } from '../until.mjs';
import { datesText, endlessReply, parserlessReply, wrongReply } from './dates.mjs';
import { makeDates } from './main-job.mjs';

/** Starts a making through the menu. */
async function start(window) {
  await window.openFile('dates.txt');
  await window.select(1, 6);
  await window.contextMenu('Toolsmith', 'Make Tool from Selection');
  await window.pick(/Make the Tool/);
}

const files = { 'dates.txt': datesText };

/** A sound tool in the folder, by its path. */
async function toolInFolder() {
  const at = join('test', 'formats', 'tools', '1', 'sort-words');
  return Object.fromEntries(
    await Promise.all(
      (await readdir(at)).map(async (name) => [
        `.toolsmith/sort-words/${name}`,
        await readFile(join(at, name), 'utf8'),
      ]),
    ),
  );
}

export const cases = {
  'cancelled while proposing: nothing is kept': async (host) => {
    const window = await host.window({ files });
    host.model.script(host.play.silent);
    await start(window);
    await window.notification(/Proposing/);
    await window.cancelProgress(/Proposing/);
    assert.match(await window.notification(/cancelled/), /Nothing was kept/);
  },

  'cancelled while verifying: the candidate is kept as a draft': async (host) => {
    const window = await host.window({ files, settings: { 'toolsmith.limits.parseMilliseconds': 3_000 } });
    host.model.script(host.play.answer(endlessReply));
    await start(window);
    await window.notification(/Verifying/);
    await window.cancelProgress(/Verifying/);
    assert.match(await window.notification(/cancelled/), /kept as a draft/);
  },

  'cancelled while repairing: the last candidate is kept as a draft': async (host) => {
    const window = await host.window({ files });
    host.model.script(host.play.answer(wrongReply), host.play.silent);
    await start(window);
    await window.notification(/Repairing \(try 2 of 3\)/);
    await window.cancelProgress(/Repairing/);
    assert.match(await window.notification(/cancelled/), /kept as a draft/);
    await window.openLibrary();
    assert.match((await window.tree()).join(), /draft/);
  },

  'cancelled while wrapping: the candidate is kept as a draft': async (host) => {
    const window = await host.window({ files, user: true });
    host.model.script((response, request) =>
      (request.body.model === 'strong' ? host.play.answer(parserlessReply) : host.play.silent)(response, request),
    );
    await start(window);
    await window.notification(/Wrapping/);
    await window.cancelProgress(/Wrapping/);
    assert.match(await window.notification(/cancelled/), /kept as a draft/);
  },

  'three tries that fail: a clear failure that keeps a draft': async (host) => {
    const window = await host.window({ files });
    host.model.script(host.play.answer(wrongReply));
    await start(window);
    assert.match(await window.notification(/No tool could be made/), /of 6 examples pass.*kept as a draft/s);
  },

  'an endless tool is stopped, said, and freezes nothing': async (host) => {
    const window = await host.window({ files });
    host.model.script(host.play.answer(endlessReply));
    await start(window);
    assert.match(await window.notification(/No tool could be made/, 60_000), /stopped after 200 ms/);
  },

  'a wrong key: says which and what to do': async (host) => {
    const window = await host.window({ files });
    host.model.script(host.play.json(401, { error: { message: 'bad key' } }));
    await start(window);
    assert.match(await window.notification(/refused the key/), /401.*Set Up Models/s);
  },

  'no network: says what does not answer': async (host) => {
    const window = await host.window({ files, settings: { 'toolsmith.maker.baseUrl': 'http://127.0.0.1:9/v1' } });
    await start(window);
    assert.match(await window.notification(/Nothing answers at 127\.0\.0\.1:9/), /connection refused/);
  },

  'a rate limit that is too long to wait for: says how long': async (host) => {
    const window = await host.window({ files });
    host.model.script(host.play.json(429, { error: { message: 'slow down' } }, { 'retry-after': '90' }));
    await start(window);
    assert.match(await window.notification(/takes no more requests/), /90 s/);
  },

  'an empty and an unreadable selection: says what to highlight': async (host) => {
    const window = await host.window({
      files: { 'empty.txt': '\n\n\n', 'open.txt': 'one\ntwo\n', 'bad.txt': 'a => 1\na => 2\n' },
    });
    await window.openFile('empty.txt');
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    assert.match(await window.notification(/Nothing is selected/), /Highlight a few solved problems/);
    await window.openFile('open.txt');
    await window.select(1, 2);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    assert.match(await window.notification(/no answer/), /write the answers/);
    await window.openFile('bad.txt');
    await window.select(1, 2);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    const before = host.model.seen.length;
    await window.pick(/Make the Tool/);
    assert.match(await window.notification(/different answers/), /Nothing was sent: lines 1 and 2/);
    assert.equal(host.model.seen.length, before);
  },

  'no model set up: the set-up leads to one and the making goes on': async (host) => {
    const window = await host.window({ files, settings: { 'toolsmith.maker.provider': 'none' } });
    await window.openFile('dates.txt');
    await window.select(1, 6);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    await window.pick(/Set Up a Strong Model/);
    await window.waitForPick(/Where does the model run/);
    await window.pick(/By Hand/);
    const pick = await window.waitForPick(/6 examples/);
    assert.match(JSON.stringify(pick.items), /by hand at your clipboard/);
    await window.pick(/Make the Tool/);
    await window.waitForText(/# By hand: propose/);
    await until('the prompt is on the clipboard', async () =>
      (await window.clipboard()).includes('You are a tool maker'),
    );
    const { rightReply } = await import('./dates.mjs');
    await pasteReply(window, rightReply);
    assert.match(await window.notification(/Made/), /6 of 6/);
  },

  'no folder open: a tool is made all the same and kept for all workspaces': async (host) => {
    const window = await host.window({ files, folderless: true });
    await window.command('File: New Untitled Text File');
    await window.typeInEditor(datesText);
    await window.waitForText(/12 February 2024/);
    await window.select(1, 6);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    const { rightReply } = await import('./dates.mjs');
    host.model.script(host.play.answer(rightReply));
    await window.pick(/Make the Tool/);
    assert.match(await window.notification(/Made/), /6 of 6/);
  },

  'an untrusted workspace: works, and takes neither settings nor tools from its folder': async (host) => {
    const window = await host.window({
      files: {
        ...files,
        'open.txt': 'Sort these words: plum, kiwi\n',
        ...(await toolInFolder()),
        '.vscode/settings.json': JSON.stringify({
          'toolsmith.maker.baseUrl': 'http://127.0.0.1:1/v1',
          'toolsmith.limits.parseMilliseconds': 9_999,
        }),
      },
      trust: false,
    });
    assert.match(await makeDates(host, window), /6 of 6/);
    assert.deepEqual(await readdir(join(host.folder, '.toolsmith')), ['sort-words']);
    await window.openLibrary();
    await window.waitForTree(['Long dates to ISO dates, verified: 6 of 6, 3 never seen by the maker']);
    // With trust it is listed at once, but is nothing that was made here: it is shown before it is used.
    await window.trust();
    await window.openLibrary();
    await until('the tool of the folder is listed', async () =>
      (await window.tree()).includes('Sort words, not approved here'),
    );
    await writeFile(join(host.folder, '.toolsmith', 'sort-words', 'v1.js'), '// Changed by a pull.\n', { flag: 'a' });
    await rename(join(host.folder, '.toolsmith', 'sort-words'), join(host.folder, '.toolsmith', 'sort-words-2'));
    await until('what happens in the folder from now on is seen', async () =>
      (await window.tree()).some((row) => row.startsWith('Damaged: sort-words-2')),
    );
    await rename(join(host.folder, '.toolsmith', 'sort-words-2'), join(host.folder, '.toolsmith', 'sort-words'));
    await window.openFile('open.txt');
    await window.select(1, 1);
    await window.treeAction('Sort words', 'Review and Approve…');
    await window.waitForPick(/“Sort words” was not made on this machine/);
    await window.pick(/Not Now/);
    assert.equal(await readFile(join(host.folder, 'open.txt'), 'utf8'), 'Sort these words: plum, kiwi\n');
  },
};
