/** Texts as people have them, to which a tool is applied in the editor: what it reads of them, all else staying. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { datesText } from './dates.mjs';
import { makeDates } from './main-job.mjs';

/** Applies the tool of dates to some lines of a file, looks at the preview, and returns the window. */
async function preview(host, { file, text, lines, message, picture }) {
  const window = await host.window({ files: { 'dates.txt': datesText, [file]: text } });
  await makeDates(host, window);
  await window.clearNotifications();
  await window.openFile(file);
  await window.select(...lines);
  await window.contextMenu('Toolsmith', 'Apply Tool');
  await window.pick(/Long dates/);
  assert.match(await window.reviewMessage(message), /Nothing is written yet/);
  await window.picture(`${picture}-preview`);
  return window;
}

/** Writes what stands in the preview, and says what then is in the file. */
async function written(host, window, { file, picture }) {
  await window.clearNotifications();
  await window.titleButton('Write Answers');
  await window.notification(/Wrote \d+ answers?/);
  await window.picture(picture);
  await window.save();
  return readFile(join(host.folder, file), 'utf8');
}

export const cases = {
  'of a table below a bank’s preamble the rows are answered, and what stands above it stays': async (host) => {
    const preamble = 'Account statement\nAccount;DE12 3456\nPeriod;1 March 2021 to 31 March 2021\n\n';
    const account = {
      file: 'account.csv',
      text: `${preamble}Date;Text;Amount\n4 July 1976;Rent;-500,00\n12 February 2024;Salary;2000,00\n`,
      lines: [1, 7],
      message: /2 answered/,
      picture: 'reading-preamble',
    };
    const window = await preview(host, account);
    assert.equal(
      await written(host, window, account),
      `${preamble}Date;Text;Amount;answer\n4 July 1976;Rent;-500,00;1976-07-04\n12 February 2024;Salary;2000,00;2024-02-12\n`,
    );
  },

  'rows selected without their header are read by the names above them': async (host) => {
    const people = {
      file: 'people.csv',
      text: 'name,born,answer\nAda,10 December 1815,\nAlan,23 June 1912,\nGrace,9 December 1906,\n',
      lines: [3, 4],
      message: /2 answered/,
      picture: 'reading-rows',
    };
    const window = await preview(host, people);
    assert.equal(
      await written(host, window, people),
      'name,born,answer\nAda,10 December 1815,\nAlan,23 June 1912,1912-06-23\nGrace,9 December 1906,1906-12-09\n',
    );
  },

  'five bare lines are five problems, each with its answer behind it': async (host) => {
    const bare = {
      file: 'bare.txt',
      text: '4 July 1976\n12 February 2024\n5 May 2005\n6 June 2006\n7 July 2007\n',
      lines: [1, 5],
      message: /5 answered/,
      picture: 'reading-bare',
    };
    const window = await preview(host, bare);
    assert.equal(
      await written(host, window, bare),
      '4 July 1976 => 1976-07-04\n12 February 2024 => 2024-02-12\n5 May 2005 => 2005-05-05\n6 June 2006 => 2006-06-06\n7 July 2007 => 2007-07-07\n',
    );
  },

  'of a Markdown file its table is answered; prose, fences and lists stay': async (host) => {
    const [before, after] = [
      '# Dates\n\nSome words, before a table.\n\n',
      '\n```text\n4 July 1976\n```\n\n- 5 May 2005\n- 6 June 2006\n',
    ];
    const notes = {
      file: 'notes.md',
      text: `${before}| who | born |\n| --- | --- |\n| Ada | 10 December 1815 |\n| Alan | 23 June 1912 |\n${after}`,
      lines: [1, 15],
      message: /2 answered/,
      picture: 'reading-markdown',
    };
    const window = await preview(host, notes);
    assert.equal(
      await written(host, window, notes),
      `${before}| who | born | answer |\n| --- | --- | --- |\n| Ada | 10 December 1815 | 1815-12-10 |\n| Alan | 23 June 1912 | 1912-06-23 |\n${after}`,
    );
  },

  'a value of a .properties file is replaced where it stands, arrows in other values being none of notation': async (
    host,
  ) => {
    const text = '# days\nroute=a -> b => c\nday.first=4 July 1976\nday.last=12 February 2024\nhint=x => y\n';
    const window = await host.window({ files: { 'dates.txt': datesText, 'days.properties': text } });
    await makeDates(host, window);
    await window.clearNotifications();
    await window.openFile('days.properties');
    await window.select({ from: [3, 11], to: [3, 22] }, { from: [4, 10], to: [4, 26] });
    await window.contextMenu('Toolsmith', 'Apply Tool');
    await window.pick(/Long dates/);
    await window.reviewMessage(/2 answered/);
    await window.picture('reading-properties-preview');
    await window.titleMenu('Replace the Problems');
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 2 answers/);
    await window.picture('reading-properties');
    await window.save();
    assert.equal(
      await readFile(join(host.folder, 'days.properties'), 'utf8'),
      text.replace('4 July 1976', '1976-07-04').replace('12 February 2024', '2024-02-12'),
    );
  },

  'a full column that is called result stays as it is: the answers go into one of their own': async (host) => {
    const full = {
      file: 'full.csv',
      text: 'born,result\n10 December 1815,known\n23 June 1912,known\n',
      lines: [1, 3],
      message: /2 answered/,
      picture: 'reading-full',
    };
    const window = await preview(host, full);
    assert.equal(
      await written(host, window, full),
      'born,result,answer\n10 December 1815,known,1815-12-10\n23 June 1912,known,1912-06-23\n',
    );
  },
};
