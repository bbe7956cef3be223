import { dates } from '../tools';
import { lines, type AnsweredText } from '../text';

const page = { name: 'in.md', tool: dates } as const;
const table = ['| name | date |', '| --- | --- |', '| Ann | 4 March 2021 |'];
const answered = ['| name | date | answer |', '| --- | --- | --- |', '| Ann | 4 March 2021 | 2021-03-04 |'];

/** Tables in Markdown, and what only looks like one. */
export const markdown: readonly AnsweredText[] = [
  ...(
    [
      ['a fence', ['```md', ...table, '```']],
      ['a fence of tildes', ['~~~', ...table, '~~~']],
      ['a fence that holds a fence', ['````', '```', ...table, '```', '````']],
      ['a fence that is never closed', ['```', ...table]],
      ['an indented block of code', table.map((line) => `    ${line}`)],
      ['a comment', ['<!--', ...table, '-->']],
      ['a fence in a list', ['- item', '', '  ```', ...table.map((line) => `  ${line}`), '  ```']],
    ] as const
  ).map(([what, code]): AnsweredText => ({
    ...page,
    what: `a table, and one in ${what}`,
    text: lines('# Notes', '', ...table, '', ...code),
    plan: 'Markdown table, problems from "date", answers into the new column "answer"',
    written: lines('# Notes', '', ...answered, '', ...code),
  })),
  {
    ...page,
    what: 'two tables with text between',
    text: lines(...table, '', 'The same | again:', '', ...table),
    plan: 'Markdown table, problems from "date", answers into the new column "answer"',
    written: lines(...answered, '', 'The same | again:', '', ...answered),
  },
  {
    ...page,
    what: 'a table without pipes at its edges, below front matter',
    text: lines('---', 'title: x', '---', '', 'name | date', '--- | ---', 'Ann | 4 March 2021'),
    plan: 'Markdown table, problems from "date", answers into the new column "answer"',
    written: lines(
      '---',
      'title: x',
      '---',
      '',
      'name | date | answer',
      '--- | --- | ---',
      'Ann | 4 March 2021 | 2021-03-04',
    ),
  },
  {
    name: 'in.md',
    tool: dates,
    what: 'a further table with the problems below one without',
    text: lines(
      '| who | n |',
      '|---|---|',
      '| Ann | 1 |',
      '',
      '| day | m | n |',
      '|---|---|---|',
      '| 4 March 2021 | 1 | 2 |',
    ),
    plan: 'Markdown table, header on line 5 (4 lines above left alone), problems from "day", answers into the new column "answer"',
    written: lines(
      '| who | n |',
      '|---|---|',
      '| Ann | 1 |',
      '',
      '| day | m | n | answer |',
      '|---|---|---| --- |',
      '| 4 March 2021 | 1 | 2 | 2021-03-04 |',
    ),
  },
  {
    name: 'in.md',
    tool: dates,
    what: 'a further table, whose header is said',
    said: { header: 5 },
    text: lines(
      '| day | n |',
      '|---|---|',
      '| 1 May 2004 | 1 |',
      '',
      '| day | m | n |',
      '|---|---|---|',
      '| 4 March 2021 | 1 | 2 |',
    ),
    plan: 'Markdown table, header on line 5 (4 lines above left alone), problems from "day", answers into the new column "answer"',
    written: lines(
      '| day | n |',
      '|---|---|',
      '| 1 May 2004 | 1 |',
      '',
      '| day | m | n | answer |',
      '|---|---|---| --- |',
      '| 4 March 2021 | 1 | 2 | 2021-03-04 |',
    ),
  },
];
