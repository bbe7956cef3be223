import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const here = { 'toolsmith.making.withoutModel': true, 'toolsmith.maker.provider': 'none' };
const names = 'Ada Lovelace => Lovelace, Ada\nAlan Turing => Turing, Alan\nGrace Hopper => Hopper, Grace\n';
const open = 'Barbara Liskov\nTony Hoare\n';

export const cases = {
  'three solved lines, one click, and the answers are there: no model is set up': async (host) => {
    const window = await host.window({ files: { 'names.txt': `${names}\n${open}` }, settings: here });
    const before = host.model.seen.length;
    await window.openFile('names.txt');
    await window.select(1, 3);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    assert.match(await window.notification(/Made .* without a model/), /3 of 3, 1 never seen by the maker/);
    await window.picture('made-at-once');
    await window.notificationButton(/Made/, 'Apply to 2 More');
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 2 answers/);
    await window.save();
    assert.equal(
      await readFile(join(host.folder, 'names.txt'), 'utf8'),
      `${names}\nBarbara Liskov => Liskov, Barbara\nTony Hoare => Hoare, Tony\n`,
    );
    assert.equal(host.model.seen.length, before, 'no model was asked');
  },

  'where rules part on an open line it is asked, and its answer decides': async (host) => {
    const solved = 'Ada Lovelace => Lovelace\nAlan Turing => Turing\nGrace Hopper =>\nMary Ann Evans =>\n';
    const window = await host.window({ files: { 'names.txt': solved }, settings: here });
    await window.openFile('names.txt');
    await window.select(1, 4);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    const pick = await window.waitForPick(/What is the answer to Mary Ann Evans/);
    assert.ok(pick.items.some(({ label }) => label === 'Ann') && pick.items.some(({ label }) => label === 'Evans'));
    await window.picture('asks-at-once');
    await window.pick('Evans');
    await window.notification(/Made .* without a model/);
  },

  'a model can be asked instead, and what was made at once goes to the trash': async (host) => {
    const window = await host.window({
      files: { 'names.txt': names },
      settings: { 'toolsmith.making.withoutModel': true },
    });
    await window.openFile('names.txt');
    await window.select(1, 3);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    await window.notificationButton(/Made .* without a model/, 'Ask a Model Instead');
    await window.waitForPick(/3 examples/);
    await window.dismiss();
  },
};
