import assert from 'node:assert/strict';
import { readdir, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFrom, sortingReply, sortingText } from './best-tool.mjs';
import { datesText, readDate } from './dates.mjs';
import { makeDates } from './main-job.mjs';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `count` rows of a table of dates, every hundredth of which is no date; with or without their answers. */
function table(count, answered) {
  const rows = Array.from({ length: count }, (_, index) => {
    const [day, month, year] = [1 + (index % 28), index % 12, 1900 + (index % 150)];
    if (index % 100 === 99) return `"some day, some year ${index}",`;
    return `${day} ${months[month]} ${year},${answered ? `${year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}` : ''}`;
  });
  return `problem,answer\n${rows.join('\n')}\n`;
}

/** Takes the command from the explorer's menu and the tool from the picker. */
async function applyTo(window, file) {
  await window.openView('Explorer');
  await window.treeMenu(file, 'Apply Tool to File');
  await window.waitForPick(/The answers go into a new file; this one stays as it is/);
  await window.pick(/Long dates/);
}

export const cases = {
  'applies to each row of a file the tool that fits it, from the explorer: a column says which, what fits none goes to the inbox after asking':
    async (host) => {
      const rows = Array.from({ length: 400 }, (_, index) =>
        index % 100 === 99
          ? [`What is the capital of country ${index}?`, '', '']
          : index % 2 === 0
            ? [
                `${1 + (index % 28)} May 1999`,
                `1999-05-${String(1 + (index % 28)).padStart(2, '0')}`,
                'long-dates-to-iso-dates',
              ]
            : ['"Sort these words: plum, kiwi"', '"kiwi, plum"', 'sort-words'],
      );
      const input = `problem,answer\n${rows.map(([problem]) => `${problem},\n`).join('')}`;
      const window = await host.window({
        files: { 'dates.txt': datesText, 'sorting.txt': sortingText, 'rows.csv': input },
      });
      await makeDates(host, window);
      await window.clearNotifications();
      await makeFrom(host, window, 'sorting.txt', 4, sortingReply);
      const before = host.model.seen.length;
      await window.openView('Explorer');
      await window.treeMenu('rows.csv', 'Apply Best Tool to File');
      await window.notification(
        /396 rows answered, 4 without an answer: rows\.answered\.csv\. 200 by “Long dates to ISO dates”, 196 by “Sort words”\./,
      );
      assert.equal(
        await readFile(join(host.folder, 'rows.answered.csv'), 'utf8'),
        `problem,answer,tool\n${rows.map(([problem, answer, tool]) => `${problem},${answer},${tool}\n`).join('')}`,
      );
      assert.equal(await readFile(join(host.folder, 'rows.csv'), 'utf8'), input);
      assert.equal(host.model.seen.length, before, 'no model was asked');
      await window.notificationButton(/No tool fits 4 problems/, 'Keep');
      await window.notification(/Kept 4 problems in the inbox/);
      await window.notificationButton(/396 rows answered/, 'Show Them');
      await window.waitForText(/"line":101,"input":"What is the capital of country 99\?","error":\{"kind":"noTool"/);
    },

  'applies a tool to a file from the explorer: a new file beside it, what has no answer listed with its line': async (
    host,
  ) => {
    const window = await host.window({ files: { 'dates.txt': datesText, 'rows.csv': table(2_000, false) } });
    await makeDates(host, window);
    await window.clearNotifications();
    await applyTo(window, 'rows.csv');
    await window.notificationButton(/rows\.csv: 20 of 2,000 problems not recognized/, 'Finish Without');
    await window.notification(/1,980 rows answered, 20 without an answer: rows\.answered\.csv/);
    assert.equal(await readFile(join(host.folder, 'rows.answered.csv'), 'utf8'), table(2_000, true));
    assert.equal(await readFile(join(host.folder, 'rows.csv'), 'utf8'), table(2_000, false));
    await window.notificationButton(/1,980 rows answered/, 'Show Them');
    await window.waitForText(/"line":101,"input":"some day, some year 99","error":\{"kind":"notRead"/);
    assert.deepEqual((await readdir(host.folder)).sort(), [
      'dates.txt',
      'rows.answered.csv',
      'rows.answered.csv.failed.jsonl',
      'rows.csv',
    ]);
  },

  'of a table of which the tool reads several columns, the person says once which is meant: what is tried again is of the same':
    async (host) => {
      // So many that the last one, which the tool does not read, is not among those on which it is tried.
      const people = (answered) =>
        `name,born,died${answered ? ',answer' : ''}\n${Array.from({ length: 203 }, (_, index) => `Nr ${index},1${index % 10} December 1815,27 November 1852${answered ? ',1852-11-27' : ''}\n`).join('')}Last,10 May 1990,not yet${answered ? ',' : ''}\n`;
      const window = await host.window({ files: { 'dates.txt': datesText, 'people.csv': people(false) } });
      await makeDates(host, window);
      await window.clearNotifications();
      await applyTo(window, 'people.csv');
      const pick = await window.waitForPick(/reads several columns/);
      assert.deepEqual(
        [pick.title, ...pick.items.map(({ label, description }) => `${label}: ${description}`)],
        ['Apply Tool to people.csv', 'born: 10 December 1815', 'died: 27 November 1852'],
      );
      await window.picture('column');
      await window.dismiss();
      await applyTo(window, 'people.csv');
      await window.waitForPick(/reads several columns/);
      await window.pick('died');
      for (const turn of [1, 2]) {
        // Asked right away the second time.
        await window.notificationButton(/1 of 204 problems not recognized/, 'Finish Without');
        await window.notification(/203 rows answered, 1 without an answer: people\.answered\.csv/);
        assert.equal(await readFile(join(host.folder, 'people.answered.csv'), 'utf8'), people(true));
        if (turn === 1) await window.notificationButton(/203 rows answered/, 'Try Them Again');
      }
      assert.deepEqual((await readdir(host.folder)).sort(), [
        'dates.txt',
        'people.answered.csv',
        'people.answered.csv.failed.jsonl',
        'people.csv',
      ]);
    },

  'a long file shows counts and rate, stops when it is cancelled, and is gone on with: every row is written once':
    async (host) => {
      const rows = 40_000;
      const window = await host.window({ files: { 'dates.txt': datesText, 'long.csv': table(rows, false) } });
      await makeDates(host, window);
      await window.clearNotifications();
      await applyTo(window, 'long.csv');
      await window.notification(/long\.csv: [\d,]+ rows, [\d,]+ without an answer, [\d,]+ a second/s);
      await window.cancelProgress(/long\.csv/);
      const stopped = await window.notification(/Stopped after [\d,]+ rows/);
      assert.ok(!stopped.includes('Stopped after 0 rows'), stopped);
      const written = async () =>
        (await readdir(host.folder)).filter((name) => name.startsWith('long.answered')).sort();
      const runs = join(host.state, 'toolsmith', 'runs');
      const [run, ...others] = (await readdir(runs)).filter((name) => name !== 'secret');
      assert.deepEqual(others, []);
      const left = async () =>
        Object.fromEntries(
          await Promise.all(
            (await readdir(join(runs, run)))
              .sort()
              .map(async (name) => [name, (await stat(join(runs, run, name))).size]),
          ),
        );
      const before = await left();
      assert.deepEqual(Object.keys(before), ['checkpoint.json', 'failed.jsonl', 'part']);
      assert.deepEqual(await written(), [], 'nothing is beside the file before all of it is answered');
      assert.equal(
        JSON.parse(await readFile(join(runs, run, 'checkpoint.json'), 'utf8')).counts.rows,
        Number(/after ([\d,]+) rows/.exec(stopped)[1].replaceAll(',', '')),
      );
      await window.page.waitForTimeout(2_000);
      assert.deepEqual(await left(), before, 'nothing more is written');
      await window.notificationButton(/Stopped after/, 'Go On');
      await window.notification(/went on after [\d,]+/);
      // Only now: on a slow machine the rows do not wait for pictures.
      await window.showNotifications();
      await window.picture('file-progress');
      await window.notification(/400 of 40,000 problems not recognized/, 240_000);
      await window.notificationButton(/400 of 40,000 problems not recognized/, 'Finish Without');
      await window.notification(/39,600 rows answered, 400 without an answer/, 240_000);
      assert.equal(await readFile(join(host.folder, 'long.answered.csv'), 'utf8'), table(rows, true));
      assert.deepEqual(await written(), ['long.answered.csv', 'long.answered.csv.failed.jsonl']);
      assert.deepEqual(await readdir(runs), ['secret']);
    },

  'where the answers cannot be written, the person names another place; the file itself is none': async (host) => {
    const window = await host.window({
      files: {
        'dates.txt': datesText,
        'rows.csv': 'problem,answer\n3 March 2021,\n',
        'rows.answered.csv.part': 'mine',
      },
    });
    await makeDates(host, window);
    await window.clearNotifications();
    await symlink(join(host.folder, 'dates.txt'), join(host.folder, 'rows.answered.csv.failed.jsonl'));
    const apply = async () => {
      await applyTo(window, 'rows.csv');
      await window.notification(
        /rows\.answered\.csv\.part\. It is not gone on with, and these files are left as they are/,
      );
      await window.notificationButton(
        /rows\.answered\.csv\.failed\.jsonl was left as it is: it is a link to .*dates\.txt/,
        'Choose Another Place…',
      );
    };
    await apply();
    await window.chooseFile(/Where Should the Answers Go\?/, join(host.folder, 'rows.csv'));
    await window.waitForPick(/rows\.csv already exists/);
    await window.page.keyboard.press('Enter');
    await window.notification(/The answers cannot go over rows\.csv itself/);
    await window.clearNotifications();
    await apply();
    await window.chooseFile(/Where Should the Answers Go\?/, join(host.folder, 'elsewhere.csv'));
    await window.notification(/1 row answered, 0 without an answer: elsewhere\.csv/);
    assert.equal(
      await readFile(join(host.folder, 'elsewhere.csv'), 'utf8'),
      'problem,answer\n3 March 2021,2021-03-03\n',
    );
    assert.equal(await readFile(join(host.folder, 'rows.csv'), 'utf8'), 'problem,answer\n3 March 2021,\n');
    assert.equal(await readFile(join(host.folder, 'rows.answered.csv.part'), 'utf8'), 'mine');
    assert.deepEqual((await readdir(host.folder)).sort(), [
      'dates.txt',
      'elsewhere.csv',
      'rows.answered.csv.failed.jsonl',
      'rows.answered.csv.part',
      'rows.csv',
    ]);
    assert.equal(await readFile(join(host.folder, 'dates.txt'), 'utf8'), datesText);
  },

  'rows that failed are tried again by themselves, answers that were paid for stay, and the rest is copied with its header':
    async (host) => {
      const input =
        'id,problem,answer\n1,3 March 2021,\n2,the third of May 1999,\n3,first day of April 2000,\n4,the ninth of June 2001,\n5,no day either,\n';
      const window = await host.window({
        files: { 'dates.txt': datesText, 'rows.csv': input },
        user: true,
        settings: { 'toolsmith.models.packSize': 1 },
      });
      await makeDates(host, window);
      await window.clearNotifications();
      const known = { 'the third of May 1999': '3 May 1999', 'the ninth of June 2001': '9 June 2001' };
      const asked = [];
      /** The light model reads what it knows, of one request each. */
      host.model.script((response, request) => {
        // A reply that is no use is asked about once more, in the same talk.
        const problem = JSON.stringify(request.body.messages);
        const date = Object.keys(known).find((one) => problem.includes(one));
        asked.push(date ?? /first day of April 2000|no day either/.exec(problem)[0]);
        return host.play.answer(date ? readDate(known[date]) : 'I cannot')(response, request);
      });
      await window.openView('Explorer');
      await window.treeMenu('rows.csv', 'Apply Tool to File');
      await window.pick(/Long dates/);
      await window.notificationButton(/4 of 5 problems not recognized/, 'Ask the Light Model…');
      await window.pick(/Send Them/);
      await window.notification(
        /3 rows answered, 2 of them read by the light model, 2 without an answer: rows\.answered\.csv/,
      );
      assert.deepEqual(
        [...new Set(asked)].sort(),
        [...Object.keys(known), 'first day of April 2000', 'no day either'].sort(),
      );
      await window.showNotifications();
      await window.picture('file-done');
      await window.notificationButton(/3 rows answered/, 'Copy Them');
      await window.notification(/Copied the rows of rows\.csv without an answer, below its header/);
      assert.equal(await window.clipboard(), 'id,problem,answer\n3,first day of April 2000,\n5,no day either,\n');
      await window.notificationButton(/Copied the rows/, 'Show Them');
      await window.waitForText(/"line":4,"input":"first day of April 2000","error":\{"kind":"failed"/);
      asked.length = 0;
      known['first day of April 2000'] = '1 April 2000';
      await window.notificationButton(/Some rows of rows\.csv have no answer/, 'Try Them Again');
      await window.notificationButton(/2 of 5 problems not recognized/, 'Ask the Light Model…');
      await window.pick(/Send Them/);
      await window.notification(
        /4 rows answered, 3 of them read by the light model, 1 without an answer: rows\.answered\.csv/,
      );
      assert.deepEqual(
        [...new Set(asked)].sort(),
        ['first day of April 2000', 'no day either'],
        'what was paid for is not asked for again',
      );
      assert.equal(
        await readFile(join(host.folder, 'rows.answered.csv'), 'utf8'),
        input
          .replace('2021,', '2021,2021-03-03')
          .replace('1999,', '1999,1999-05-03')
          .replace('2001,', '2001,2001-06-09')
          .replace('2000,', '2000,2000-04-01'),
      );
      assert.match(
        await readFile(join(host.folder, 'rows.answered.csv.failed.jsonl'), 'utf8'),
        /^\{"line":6,[^\n]*\n$/,
      );
    },
};
