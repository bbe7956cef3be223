import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../until.mjs';
import { datesText } from './dates.mjs';
import { makeDates } from './main-job.mjs';

/** A maker's reply of a manifest and code. */
function replyOf(manifest, code) {
  return `\`\`\`json\n${JSON.stringify(manifest)}\n\`\`\`\n\`\`\`js\n${code}\n\`\`\``;
}

const words = {
  type: 'object',
  properties: { words: { type: 'array', items: { type: 'string' } } },
  required: ['words'],
  additionalProperties: false,
};

/** Solved problems of another class, and the tool for them. */
export const sortingText = `Sort these words: pear, fig, apple => apple, fig, pear
Sort these words: b, a => a, b
Sort these words: dog, cat, ant, bee => ant, bee, cat, dog
Sort these words: moss, fern => fern, moss
`;
export const sortingReply = replyOf(
  {
    name: 'Sort words',
    description: 'Sorts a list of words by the alphabet.',
    schema: words,
    demonstrations: [{ words: ['pear', 'fig', 'apple'] }],
  },
  `function parse(problem) {
  const match = /^Sort these words: ([a-z]+(?:, [a-z]+)*)$/.exec(problem.trim());
  return match ? { words: match[1].split(', ') } : null;
}
function solve({ words }) { return [...words].sort().join(', '); }`,
);

/** The same dates, answered in another form: nothing in a date tells which is wanted. */
const slashesText = datesText
  .split('\n\n')[0]
  .replaceAll(/=> (\d+)-(\d+)-(\d+)/g, '=> $3/$2/$1')
  .replaceAll('3 March 2021', '8 May 2011')
  .replaceAll('03/03/2021', '08/05/2011');
const slashesReply = replyOf(
  {
    name: 'Long dates with slashes',
    description: 'Rewrites a date with the month’s English name as day/month/year.',
    schema: {
      type: 'object',
      properties: { day: { type: 'integer' }, month: { type: 'string' }, year: { type: 'integer' } },
      required: ['day', 'month', 'year'],
      additionalProperties: false,
    },
    demonstrations: [{ day: 8, month: 'May', year: 2011 }],
  },
  `const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
function parse(problem) {
  const match = /^(\\d{1,2}) ([A-Z][a-z]+) (\\d{4})$/.exec(problem.trim());
  return match && months.includes(match[2]) ? { day: Number(match[1]), month: match[2], year: Number(match[3]) } : null;
}
function solve({ day, month, year }) { return [String(day).padStart(2, '0'), String(months.indexOf(month) + 1).padStart(2, '0'), year].join('/'); }`,
);

/** Makes a tool from all of a file. */
export async function makeFrom(host, window, file, lines, reply) {
  host.model.script(host.play.answer(reply));
  await window.openFile(file);
  await window.select(1, lines);
  await window.contextMenu('Toolsmith', 'Make Tool from Selection');
  await window.waitForPick(/examples/);
  await window.pick(/Make the Tool/);
  await window.notification(/Made/);
  await window.clearNotifications();
}

const mixed = `4 July 1976
Sort these words: plum, kiwi
What is the capital of France?
12 February 2024
Sort these words: d, c, b
`;

export const cases = {
  'each problem of a mixed selection is answered by the tool that fits it, and what fits none is said': async (
    host,
  ) => {
    const window = await host.window({
      files: { 'dates.txt': datesText, 'sorting.txt': sortingText, 'mixed.txt': mixed },
    });
    await makeDates(host, window);
    await window.clearNotifications();
    await makeFrom(host, window, 'sorting.txt', 4, sortingReply);
    const before = host.model.seen.length;
    await window.openFile('mixed.txt');
    await window.select(1, 5);
    await window.contextMenu('Toolsmith', 'Apply Best Tool');
    await window.reviewMessage(/2 tools: 4 answered, 1 not recognized.*Nothing is written yet/);
    const diff = await window.diffText();
    assert.match(diff, /4 July 1976 => 1976-07-04\n.*plum, kiwi => kiwi, plum\nWhat is the capital of France\?\n/);
    const france = await until('the row that no tool reads is listed', async () =>
      (await window.treeItems()).find(({ label }) => /France/.test(label)),
    );
    assert.equal(france.description, 'no tool of the library reads this · line 3 · no tool');
    await window.titleMenu('Replace the Problems');
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 4 answers\. 1 row without one stays as it was/);
    await window.save();
    assert.equal(
      await readFile(join(host.folder, 'mixed.txt'), 'utf8'),
      '1976-07-04\nkiwi, plum\nWhat is the capital of France?\n2024-02-12\nb, c, d\n',
    );
    await window.command('Undo');
    await window.save();
    assert.equal(await readFile(join(host.folder, 'mixed.txt'), 'utf8'), mixed, 'one undo');
    assert.equal(host.model.seen.length, before, 'no model was asked');
  },

  'where several tools fit and nothing tells which, the person is asked once for a document': async (host) => {
    const window = await host.window({
      files: { 'dates.txt': datesText, 'slashes.txt': slashesText, 'open.txt': '4 July 1976\n12 February 2024\n' },
    });
    await makeDates(host, window);
    await window.clearNotifications();
    await makeFrom(host, window, 'slashes.txt', 6, slashesReply);
    await window.openFile('open.txt');
    await window.select(1, 2);
    await window.contextMenu('Toolsmith', 'Apply Best Tool');
    const pick = await window.waitForPick(/Which is meant\? It is remembered for open\.txt/);
    assert.deepEqual(
      pick.items
        .filter(({ label }) => label !== 'Skip')
        .map(({ label, detail }) => `${label}: ${detail}`.replace(/\s+/g, ' '))
        .sort(),
      ['Long dates to ISO dates: 4 July 1976 ⇒ 1976-07-04', 'Long dates with slashes: 4 July 1976 ⇒ 04/07/1976'],
    );
    await window.pick('Long dates with slashes');
    await window.reviewMessage(/Long dates with slashes: 2 answered/);
    assert.match(await window.diffText(), /04\/07\/1976/);
    await window.titleMenu('Discard Answers');
    await window.clearNotifications();
    await window.openFile('open.txt');
    await window.select(1, 2);
    await window.contextMenu('Toolsmith', 'Apply Best Tool');
    await window.reviewMessage(/Long dates with slashes: 2 answered/);
  },

  'what is undecided goes to the light model after the person agreed, with the tools that could be meant': async (
    host,
  ) => {
    const window = await host.window({
      files: {
        'dates.txt': datesText,
        'sorting.txt': sortingText,
        'odd.txt': 'Sort these words: plum, kiwi\nSort these words: last, first\n',
      },
      user: true,
    });
    await makeFrom(
      host,
      window,
      'sorting.txt',
      4,
      sortingReply.replace(
        '/^Sort these words: ([a-z]+(?:, [a-z]+)*)$/',
        '/^Sort these (?:odd )?words: ([a-z]+(?:, [a-z]+)*)$/',
      ),
    );
    await window.openFile('odd.txt');
    await window.inHost(async (vscode) =>
      vscode.window.activeTextEditor.edit((edit) => edit.insert(new vscode.Position(1, 11), 'odd ')),
    );
    await window.select(1, 2);
    const before = host.model.seen.length;
    await window.contextMenu('Toolsmith', 'Apply Best Tool');
    await window.treeItem('Ask the Light Model for 1 Row…').click();
    const consent = await window.waitForPick(/Which tool is meant is not certain for 1 problem/);
    assert.match(consent.items[0].label, /Send Them to light at /);
    assert.match(consent.items[0].detail, /No code is sent/);
    assert.equal(host.model.seen.length, before, 'nothing is sent before the answer');
    host.model.script(host.play.answer('{"tool": "none"}'));
    await window.pick(/Send Them/);
    await window.reviewMessage(/Sort words: 1 answered, 1 not recognized/);
    await until('the row says what the model said', async () =>
      (await window.treeItems()).some(({ description }) =>
        description.startsWith('the light model says that no tool is made for this'),
      ),
    );
    assert.equal(host.model.seen.length, before + 1);
    const sent = JSON.stringify(host.model.seen.at(-1).body);
    assert.match(sent, /Sort words/);
    assert.doesNotMatch(sent, /function parse/);
  },

  'what no tool reads is put to the light model with the tools it is likest, and read for the one that it names, each after the person agreed':
    async (host) => {
      const window = await host.window({
        files: {
          'sorting.txt': sortingText,
          'odd.txt': 'Sort these words: plum, kiwi\nWould you put these into alphabetical order: last, first\n',
        },
        user: true,
      });
      await makeFrom(host, window, 'sorting.txt', 4, sortingReply);
      const before = host.model.seen.length;
      const apply = async () => {
        await window.openFile('odd.txt');
        await window.select(1, 2);
        await window.contextMenu('Toolsmith', 'Apply Best Tool');
      };
      await apply();
      await window.treeItem('Ask the Light Model for 1 Row…').click();
      await window.waitForPick(/No tool matches 1 problem/);
      await window.picture('read-by-no-tool');
      await window.pick(/Skip/);
      await window.reviewMessage(/Sort words: 1 answered, 1 not recognized/);
      await window.titleMenu('Discard Answers');
      await window.clearNotifications();
      assert.equal(host.model.seen.length, before, 'nothing is sent before the answer');
      await apply();
      await window.treeItem('Ask the Light Model for 1 Row…').click();
      await window.waitForPick(/No tool matches 1 problem/);
      host.model.script(host.play.answer('{"tool": "sort-words"}'), host.play.answer('{"words": ["last", "first"]}'));
      await window.pick(/Send Them/);
      await window.waitForPick(/1 problem not recognized by “Sort words”/);
      assert.equal(host.model.seen.length, before + 1, 'reading it is another question');
      await window.pick(/Send Them/);
      await window.reviewMessage(/Sort words: 2 answered/);
      assert.match(await window.diffText(), /last, first => first, last/);
    },

  'a tool from elsewhere that nobody approved answers nothing by itself: it is asked for once, and shown before it does':
    async (host) => {
      const window = await host.window({
        files: { 'dates.txt': datesText, 'sorting.txt': sortingText, 'open.txt': 'Sort these words: plum, kiwi\n' },
      });
      await makeDates(host, window);
      await window.clearNotifications();
      await makeFrom(host, window, 'sorting.txt', 4, sortingReply);
      await window.openLibrary();
      const file = join(host.folder, 'passed on.json');
      await window.treeMenu('Sort words', 'Export Tool…');
      await window.chooseFile(/Export/, file);
      await window.notification(/Exported/);
      const exported = JSON.parse(await readFile(file, 'utf8'));
      exported.tools[0].code += '\n// changed on the way';
      await writeFile(file, JSON.stringify(exported));
      await window.treeMenu('Sort words', 'Delete');
      await window.notification(/“Sort words” is in the trash/);
      await window.clearNotifications();
      await window.viewMenu('Tools', 'Import Tools…');
      await window.chooseFile(/Import Tools/, file);
      await window.notification(/not approved here/);
      await window.clearNotifications();
      const apply = async () => {
        await window.openFile('open.txt');
        await window.select(1, 1);
        await window.contextMenu('Toolsmith', 'Apply Best Tool');
      };
      await apply();
      const asked = await window.waitForPick(/1 tool not verified or not approved on this machine/);
      await window.picture('untried');
      assert.match(asked.items[0].detail, /“Sort words”.*shown to you for approval/);
      await window.pick(/Verify It First/);
      await window.waitForPick(/“Sort words” was not made on this machine/);
      assert.match(await window.editorText(), /\/\/ changed on the way/);
      await window.pick(/Not Now/);
      await window.notification(/is not approved/);
      assert.equal(await readFile(join(host.folder, 'open.txt'), 'utf8'), 'Sort these words: plum, kiwi\n');
      await window.clearNotifications();
      await apply();
      await window.waitForPick(/1 tool not verified or not approved on this machine/);
      await window.pick(/Verify It First/);
      await window.waitForPick(/“Sort words” was not made on this machine/);
      await window.pick(/Approve This Tool/);
      await window.reviewMessage(/Sort words: 1 answered/);
    },
};
