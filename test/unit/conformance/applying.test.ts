import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemsToAnswer } from '../../../src/engine/applying/open-items';
import { guardBy } from '../../../src/engine/notation/table/spreadsheet';
import { accountOf } from '../../../src/engine/problem/account';
import { describePlan } from '../../../src/engine/problem/describe-plan';
import { filledIn } from '../../../src/engine/problem/fill';
import type { Said } from '../../../src/engine/problem/said';
import { wholeOf } from '../../../src/engine/text/source';
import { planForTool } from '../../../src/engine/using/plan-for-tool';
import { never } from '../apply/doubling';
import { answerOf, toolOf, workshop } from './tools';

/** A text, the tool that is applied to it, and what becomes of it: another text, or a question or a refusal. */
interface Case {
  readonly what: string;
  readonly tool: string;
  readonly name: string;
  readonly text: string;
  readonly said?: Said;
  readonly becomes?: string;
  readonly asks?: readonly string[];
  readonly refuses?: RegExp;
  /** Lines that could not be read. */
  readonly unread?: readonly number[];
  readonly reads?: RegExp;
}

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

const cases: readonly Case[] = [
  {
    what: 'a preamble above a header stays as it is',
    tool: 'day',
    name: 'a.csv',
    text: lines('Account;42', '', 'From;2020-01-01', 'day;amount;text', '2020-01-02;5;a', '2020-01-03;6;b'),
    becomes: lines(
      'Account;42',
      '',
      'From;2020-01-01',
      'day;amount;text;answer',
      '2020-01-02;5;a;02.01.2020',
      '2020-01-03;6;b;03.01.2020',
    ),
    reads:
      /^CSV with semicolons, header on line 4 \(3 lines above left alone\), problems from "day", answers into the new column "answer"$/,
  },
  {
    what: 'a title, a comment and sep= are no header',
    tool: 'day',
    name: 'b.csv',
    text: lines('# days', 'day,n', '2020-01-02,5'),
    becomes: lines('# days', 'day,n,answer', '2020-01-02,5,02.01.2020'),
  },
  {
    what: 'sep= says what parts the cells and is no row',
    tool: 'day',
    name: 'c.csv',
    text: lines('sep=;', 'n;day', '5;2020-01-02'),
    becomes: lines('sep=;', 'n;day;answer', '5;2020-01-02;02.01.2020'),
  },
  {
    what: 'a row that is too wide is said, and the others get a further column',
    tool: 'day',
    name: 'd.csv',
    text: lines('n,day', '5,2020-01-02,x', '6,2020-01-03', '7,2020-01-04'),
    becomes: lines('n,day,answer', '5,2020-01-02,x', '6,2020-01-03,03.01.2020', '7,2020-01-04,04.01.2020'),
    unread: [2],
  },
  {
    what: 'a column called result that is full of other data is data',
    tool: 'day',
    name: 'e.csv',
    text: lines('day,result', '2020-01-02,2:1', '2020-01-03,0:0'),
    becomes: lines('day,result,answer', '2020-01-02,2:1,02.01.2020', '2020-01-03,0:0,03.01.2020'),
  },
  {
    what: 'a column in which the tool’s answers stand goes on',
    tool: 'day',
    name: 'f.csv',
    text: lines('day,german', '2020-01-02,02.01.2020', '2020-01-03,'),
    becomes: lines('day,german', '2020-01-02,02.01.2020', '2020-01-03,03.01.2020'),
  },
  {
    what: 'rivals are seen wherever they stand',
    tool: 'day',
    name: 'g.csv',
    text: lines('a,b,c,d,e,f,g,h,i,begin,end', '1,1,1,1,1,1,1,1,1,2020-01-02,2020-01-03'),
    asks: ['begin', 'end'],
  },
  {
    what: 'a column is named, the tenth too',
    tool: 'day',
    name: 'g.csv',
    text: lines('a,b,c,d,e,f,g,h,i,begin,end', '1,1,1,1,1,1,1,1,1,2020-01-02,2020-01-03'),
    said: { columns: ['end'] },
    becomes: lines('a,b,c,d,e,f,g,h,i,begin,end,answer', '1,1,1,1,1,1,1,1,1,2020-01-02,2020-01-03,03.01.2020'),
  },
  {
    what: 'a column that is not there is told from those that are',
    tool: 'day',
    name: 'h.csv',
    text: lines('day,n', '2020-01-02,5'),
    said: { columns: ['when'] },
    refuses: /no column “when”; it has: day, n/,
  },
  {
    what: 'answers go into a new column of that name, or into one that is there by its number',
    tool: 'day',
    name: 'i.csv',
    text: lines('day,n', '2020-01-02,5'),
    said: { answerColumn: 'german' },
    becomes: lines('day,n,german', '2020-01-02,5,02.01.2020'),
  },
  {
    what: 'what stands in the answer’s place is not written over',
    tool: 'day',
    name: 'j.csv',
    text: lines('day,n', '2020-01-02,5', '2020-01-03,'),
    said: { answerColumn: '2' },
    becomes: lines('day,n', '2020-01-02,5', '2020-01-03,03.01.2020'),
  },
  {
    what: 'unless that was said',
    tool: 'day',
    name: 'j.csv',
    text: lines('day,n', '2020-01-02,5', '2020-01-03,'),
    said: { answerColumn: '2', overwrite: true },
    becomes: lines('day,n', '2020-01-02,02.01.2020', '2020-01-03,03.01.2020'),
  },
  {
    what: 'the header line is said, or that there is none',
    tool: 'shout',
    name: 'k.csv',
    text: lines('a,b', 'c,d'),
    said: { header: 'none', columns: ['2'] },
    becomes: lines('a,b,B', 'c,d,D'),
  },
  {
    what: 'JSON null is no blank',
    tool: 'half',
    name: 'l.jsonl',
    text: lines('{"n": 8, "answer": null}', '{"n": 6}'),
    becomes: lines('{"n": 8, "answer": null}', '{"n": 6, "answer": 3}'),
  },
  {
    what: 'numbers that are read stay numbers, texts stay texts',
    tool: 'half',
    name: 'm.jsonl',
    text: lines('{"n": "8"}'),
    becomes: lines('{"n": "8", "answer": "4"}'),
  },
  {
    what: 'keys within objects are found and named with dots',
    tool: 'host',
    name: 'n.jsonl',
    text: lines('{"user": {"mail": "a@b.example"}, "n": 1}'),
    becomes: lines('{"user": {"mail": "a@b.example"}, "n": 1, "answer": "b.example"}'),
    reads: /problems from "user\.mail", answers into the new key "answer"/,
  },
  {
    what: 'a file of JSON Lines stays one, whatever a line holds',
    tool: 'shout',
    name: 'o.jsonl',
    text: lines('{"input": "a", "n": 1}', 'not json', '{"input": "b", "n": 2}'),
    becomes: lines('{"input": "a", "n": 1, "target": "A"}', 'not json', '{"input": "b", "n": 2, "target": "B"}'),
    unread: [2],
  },
  {
    what: 'bare lines are problems, one each',
    tool: 'shout',
    name: 'p.txt',
    text: lines('one', 'two', 'three', 'four', 'five'),
    becomes: lines('one => ONE', 'two => TWO', 'three => THREE', 'four => FOUR', 'five => FIVE'),
  },
  {
    what: 'lines of a log are lines, commas or not',
    tool: 'shout',
    name: 'q.log',
    text: lines('10:01,5 start', '10:02,6 stop'),
    becomes: lines('10:01,5 start => 10:01,5 START', '10:02,6 stop => 10:02,6 STOP'),
  },
  {
    what: 'lines of code end in what parts no cells',
    tool: 'shout',
    name: 'r.txt',
    text: lines('var a = 1;', 'var b = 2;'),
    becomes: lines('var a = 1; => VAR A = 1;', 'var b = 2; => VAR B = 2;'),
  },
  {
    what: 'an arrow that the tool reads is data',
    tool: 'member',
    name: 's.rb',
    text: lines(':a => 1,', ':b => 2,'),
    becomes: lines(':a => 1, ==> a: 1,', ':b => 2, ==> b: 2,'),
  },
  {
    what: 'a form that the tool’s own examples have is not guarded',
    tool: 'signed',
    name: 't.csv',
    text: lines('n,phone', '1,555-0100'),
    becomes: lines('n,phone,answer', '1,555-0100,+49 555-0100'),
  },
  {
    what: 'tables in fences, comments and quotations are none of the document’s',
    tool: 'day',
    name: 'u.md',
    text: lines(
      '| day | n |',
      '|---|---|',
      '| 2020-01-02 | 5 |',
      '',
      '```',
      '| day | n |',
      '|---|---|',
      '| 2020-01-03 | 6 |',
      '```',
      '',
      '> | day | n |',
      '> |---|---|',
      '> | 2020-01-04 | 7 |',
    ),
    becomes: lines(
      '| day | n | answer |',
      '|---|---| --- |',
      '| 2020-01-02 | 5 | 02.01.2020 |',
      '',
      '```',
      '| day | n |',
      '|---|---|',
      '| 2020-01-03 | 6 |',
      '```',
      '',
      '> | day | n |',
      '> |---|---|',
      '> | 2020-01-04 | 7 |',
    ),
  },
  {
    what: 'columns below one another take a further one',
    tool: 'day',
    name: 'v.txt',
    text: lines('name  day', 'Ann   2020-01-02', 'Bob   2020-01-03'),
    becomes: lines('name  day  answer', 'Ann   2020-01-02  02.01.2020', 'Bob   2020-01-03  03.01.2020'),
  },
  {
    what: 'a record that swallowed lines counts as those lines',
    tool: 'day',
    name: 'w.csv',
    text: lines('day,n', '2020-01-02,5', '2020-01-03,"6', '2020-01-04,7'),
    becomes: lines('day,n,answer', '2020-01-02,5,02.01.2020', '2020-01-03,"6', '2020-01-04,7'),
    unread: [3],
  },
  {
    what: 'a column called output that is full of other data is data',
    tool: 'day',
    name: 'x.csv',
    text: lines('day,n,output', '2020-01-02,1,x.txt', '2020-01-03,2,y.txt'),
    becomes: lines('day,n,output,answer', '2020-01-02,1,x.txt,02.01.2020', '2020-01-03,2,y.txt,03.01.2020'),
  },
  {
    what: 'a column called answer that waits for some is where they go',
    tool: 'day',
    name: 'y.csv',
    text: lines('day,answer', '2020-01-02,pending', '2020-01-03,', '2020-01-04,'),
    becomes: lines('day,answer', '2020-01-02,pending', '2020-01-03,03.01.2020', '2020-01-04,04.01.2020'),
  },
  {
    what: 'a last column without a name that is empty throughout is where answers go',
    tool: 'day',
    name: 'z.csv',
    text: lines('2020-01-02,', '2020-01-03,'),
    becomes: lines('2020-01-02,02.01.2020', '2020-01-03,03.01.2020'),
  },
  {
    what: 'a rival may have blanks',
    tool: 'day',
    name: 'aa.csv',
    text: lines('begin,end,n', '2020-01-02,2020-01-03,1', '2020-01-04,,2', '2020-01-05,2020-01-06,3'),
    asks: ['begin', 'end'],
  },
  {
    what: 'of two tables below one another the tool reads both',
    tool: 'day',
    name: 'ab.csv',
    text: lines('day,n', '2020-01-02,10', '', 'shop,day,m', 'A,2020-01-03,20'),
    asks: ['header on line 4', 'header on line 1'],
  },
  {
    what: 'the first of two tables has its own width',
    tool: 'day',
    name: 'ab.csv',
    text: lines('day,n', '2020-01-02,10', '', 'shop,day,m', 'A,2020-01-03,20'),
    said: { header: 1 },
    becomes: lines('day,n,answer', '2020-01-02,10,02.01.2020', '', 'shop,day,m', 'A,2020-01-03,20'),
    unread: [4, 5],
  },
  {
    what: 'a preamble of keys and values may be as wide as the table but for one cell',
    tool: 'day',
    name: 'ac.csv',
    text: lines(
      '"Account:";"DE00";',
      '',
      '"From:";"a";',
      '"To:";"b";',
      '',
      '"day";"valuta";"sum";',
      '"2020-01-02";"x";"5";',
      '"2020-01-03";"y";"6";',
    ),
    becomes: lines(
      '"Account:";"DE00";',
      '',
      '"From:";"a";',
      '"To:";"b";',
      '',
      '"day";"valuta";"sum";;answer',
      '"2020-01-02";"x";"5";;02.01.2020',
      '"2020-01-03";"y";"6";;03.01.2020',
    ),
  },
  {
    what: 'the delimiter is what parts the rows, and headings that lack cells are no names',
    tool: 'day',
    name: 'ad.csv',
    text: lines(
      'People: towns, 2020',
      'Count',
      ';;All',
      'day;town;sum',
      '2020-01-02;Kiel;5',
      '2020-01-03;Bonn;6',
      'Source: office',
      'of towns, Bonn',
    ),
    becomes: lines(
      'People: towns, 2020',
      'Count',
      ';;All',
      'day;town;sum;answer',
      '2020-01-02;Kiel;5;02.01.2020',
      '2020-01-03;Bonn;6;03.01.2020',
      'Source: office',
      'of towns, Bonn',
    ),
  },
  {
    what: 'rows whose last cells are cut off get them with their answers',
    tool: 'day',
    name: 'ae.csv',
    text: lines('day,a,b', '2020-01-02,1', '2020-01-03,1,2', '2020-01-04'),
    becomes: lines(
      'day,a,b,answer',
      '2020-01-02,1,,02.01.2020',
      '2020-01-03,1,2,03.01.2020',
      '2020-01-04,,,04.01.2020',
    ),
  },
  {
    what: 'quotes behind a blank are quotes where they close',
    tool: 'day',
    name: 'af.csv',
    text: lines('"note", "day"', '"a, b", "2020-01-02"', '"c",  "2020-01-03"'),
    becomes: lines('"note", "day",answer', '"a, b", "2020-01-02",02.01.2020', '"c",  "2020-01-03",03.01.2020'),
  },
  {
    what: 'a file that is called JSON Lines is that, though most lines are none',
    tool: 'half',
    name: 'ag.jsonl',
    text: lines('{"n": 8}', 'bad', 'worse', 'worst', '{"n": 6}'),
    becomes: lines('{"n": 8, "answer": 4}', 'bad', 'worse', 'worst', '{"n": 6, "answer": 3}'),
    unread: [2, 3, 4],
  },
  {
    what: 'a text whose every line has an arrow is lines where the tool reads those and not one answer is its own',
    tool: 'shout',
    name: 'ah.log',
    text: lines('a:80 -> b:81 tcp', 'c:80 -> d:82 tcp'),
    becomes: lines('a:80 -> b:81 tcp => A:80 -> B:81 TCP', 'c:80 -> d:82 tcp => C:80 -> D:82 TCP'),
  },
  {
    what: 'a guard that was said guards what examples look like, too',
    tool: 'signed',
    name: 'ai.csv',
    text: lines('n,phone', '1,555-0100'),
    said: { guard: 'on' },
    becomes: lines('n,phone,answer', "1,555-0100,'+49 555-0100"),
  },
];

for (const { what, tool: name, name: file, text, said, becomes, asks, refuses, unread, reads } of cases) {
  test(what, async () => {
    const [tool, source] = [toolOf(name), wholeOf(text)];
    const { planned } = await planForTool(tool, source, { name: file, said }, workshop, never);
    if (refuses) {
      assert.match(planned.kind === 'unreadable' ? planned.reason : planned.kind, refuses);
      return;
    }
    if (asks) {
      const labels = planned.kind === 'question' ? planned.question.choices.map(({ label }) => label) : planned;
      assert.deepEqual(labels, asks);
      return;
    }
    assert.ok(planned.kind === 'plan', JSON.stringify(planned));
    const { reading, overwrite, guard } = planned.plan;
    const answers = new Map(
      itemsToAnswer(reading, overwrite).flatMap(({ index, item }) => {
        const answer = answerOf(tool, item.problem);
        return answer === null ? [] : [[index, answer] as const];
      }),
    );
    const { text: after } = filledIn(source, reading, answers, undefined, {
      overwrite,
      guard: guardBy(guard, [file], () => tool),
    });
    assert.equal(after, becomes);
    assert.deepEqual(
      reading.complaints.map(({ line }) => line),
      unread ?? [],
    );
    if (reads) assert.match(describePlan(source, reading), reads);
    const { lines: all, open, answered, unread: notRead, left } = accountOf(source, reading);
    const alone = Object.values(left).reduce((sum, count) => sum + count, 0);
    assert.equal(open + answered + notRead + alone, all, 'every line is in one account');
  });
}
