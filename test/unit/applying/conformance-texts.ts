import type { Tool } from '../../../src/engine/tool/tool';
import { doublingTool } from '../cli/cli';

/** Doubles what `double N` names; without an answer for 13. */
const double = doublingTool();

/** Writes an English date as ISO has it. */
const dates: Tool = doublingTool({
  id: 'iso-dates',
  name: 'ISO dates',
  description: 'Writes a date as year, month and day.',
  notation: { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 },
  argumentsSchema: { type: 'object', properties: { parts: { type: 'array' } }, required: ['parts'] },
  demonstrations: [{ problem: '4 March 2021', arguments: { parts: ['4', 'March', '2021'] } }],
  examples: [
    { problem: '4 March 2021', answer: '2021-03-04', seen: 'shown' },
    { problem: '17 July 1999', answer: '1999-07-17', seen: 'heldOut' },
  ],
  code: `const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
function parse(problem) {
  const match = /^(\\d{1,2}) ([A-Z][a-z]+) (\\d{4})$/.exec(problem);
  return match && months.includes(match[2]) ? { parts: match.slice(1) } : null;
}
function solve({ parts: [day, month, year] }) {
  return [year, String(months.indexOf(month) + 1).padStart(2, '0'), day.padStart(2, '0')].join('-');
}
`,
});

/** Joins the cells of a row with two columns. */
const rows: Tool = doublingTool({
  id: 'areas',
  name: 'Areas',
  description: 'Multiplies a width by a height.',
  notation: { kind: 'delimited', delimiter: ',', header: true, answerColumn: 2 },
  argumentsSchema: { type: 'object', properties: { sides: { type: 'array' } }, required: ['sides'] },
  demonstrations: [{ problem: 'width: 2\nheight: 3', arguments: { sides: ['2', '3'] } }],
  examples: [
    { problem: 'width: 2\nheight: 3', answer: '6', seen: 'shown' },
    { problem: 'width: 20\nheight: 5', answer: '100', seen: 'heldOut' },
  ],
  code: `function parse(problem) {
  const match = /^width: (\\d+)\\nheight: (\\d+)$/.exec(problem);
  return match ? { sides: match.slice(1) } : null;
}
function solve({ sides: [width, height] }) {
  return String(Number(width) * Number(height));
}
`,
});

/** The tools of the table. */
export const tools: readonly Tool[] = [double, dates, rows];

/** A text that is answered alike on every way. */
export interface ConformanceText {
  readonly what: string;
  readonly name: string;
  readonly text: string;
  /** The tool that it is for. */
  readonly tool: Tool;
  /** The text with its answers. */
  readonly answered: string;
}

/** Texts, each of a kind of its own. */
export const texts: readonly ConformanceText[] = [
  {
    what: 'arrows without answers',
    name: 'in.txt',
    tool: double,
    text: 'double 4 =>\ndouble 5 =>\n',
    answered: 'double 4 => 8\ndouble 5 => 10\n',
  },
  {
    what: 'arrows, a part answered, one not read, no line end at the end',
    name: 'in.txt',
    tool: double,
    text: 'double 3 => 6\ndouble 5\n\nhalve 4 =>\ndouble 7 =>',
    answered: 'double 3 => 6\ndouble 5 => 10\n\nhalve 4 =>\ndouble 7 => 14',
  },
  {
    what: 'arrows, all answered, which nothing answers anew',
    name: 'in.txt',
    tool: double,
    text: 'double 4 => 9\ndouble 5 => 9\n',
    answered: 'double 4 => 9\ndouble 5 => 9\n',
  },
  {
    what: 'arrows of another kind, with the line ends of Windows',
    name: 'in.txt',
    tool: double,
    text: 'double 4 ->\r\ndouble 5 ->\r\n',
    answered: 'double 4 -> 8\r\ndouble 5 -> 10\r\n',
  },
  {
    what: 'bare lines become problem => answer',
    name: 'in.txt',
    tool: double,
    text: 'double 4\ndouble 5\n\ndouble 6\n',
    answered: 'double 4 => 8\ndouble 5 => 10\n\ndouble 6 => 12\n',
  },
  {
    what: 'a numbered list',
    name: 'in.md',
    tool: double,
    text: '1. double 4\n2. double 5\n3. double 6\n',
    answered: '1. double 4 => 8\n2. double 5 => 10\n3. double 6 => 12\n',
  },
  {
    what: 'a list of boxes',
    name: 'in.md',
    tool: double,
    text: '- [ ] double 4 =>\n- [x] double 5 =>\n',
    answered: '- [ ] double 4 => 8\n- [x] double 5 => 10\n',
  },
  {
    what: 'blocks with labels',
    name: 'in.txt',
    tool: double,
    text: 'Question: double 4\nAnswer:\n\nQuestion: double 5\nAnswer:\n',
    answered: 'Question: double 4\nAnswer: 8\n\nQuestion: double 5\nAnswer: 10\n',
  },
  {
    what: 'blocks without places for answers',
    name: 'in.txt',
    tool: double,
    text: 'Q: double 4\n\nQ: double 5\n',
    answered: 'Q: double 4\nA: 8\n\nQ: double 5\nA: 10\n',
  },
  {
    what: 'JSON Lines whose answers are lacking',
    name: 'in.jsonl',
    tool: double,
    text: '{"input": "double 4"}\n{"input": "double 5"}\n',
    answered: '{"input": "double 4", "target": "8"}\n{"input": "double 5", "target": "10"}\n',
  },
  {
    what: 'JSON Lines without a key for answers, with other keys and a damaged line',
    name: 'in.jsonl',
    tool: double,
    text: '{"id": 1, "input": "double 4"}\n{"id": 2, "input": "double\n{"id": 3, "input": "double 5"}\n',
    answered:
      '{"id": 1, "input": "double 4", "target": "8"}\n{"id": 2, "input": "double\n{"id": 3, "input": "double 5", "target": "10"}\n',
  },
  {
    what: 'an array of JSON',
    name: 'in.json',
    tool: double,
    text: '[\n  {"input": "double 4"},\n  {"input": "double 5"}\n]\n',
    answered: '[\n  {"input": "double 4", "target": "8"},\n  {"input": "double 5", "target": "10"}\n]\n',
  },
  {
    what: 'a table with an empty column for answers, a row not read',
    name: 'in.csv',
    tool: dates,
    text: 'date,answer\n4 March 2021,\nsome day,\n17 July 1999,\n',
    answered: 'date,answer\n4 March 2021,2021-03-04\nsome day,\n17 July 1999,1999-07-17\n',
  },
  {
    what: 'a table without a column for answers',
    name: 'in.csv',
    tool: dates,
    text: 'date\n4 March 2021\n17 July 1999\n',
    answered: 'date,answer\n4 March 2021,2021-03-04\n17 July 1999,1999-07-17\n',
  },
  {
    what: 'a table with semicolons, a byte order mark, quotes and a record of two lines',
    name: 'in.csv',
    tool: dates,
    text: '\uFEFFdate;answer\r\n"4 March 2021";\r\n"two\r\nlines";\r\n17 July 1999;\r\n',
    answered: '\uFEFFdate;answer\r\n"4 March 2021";2021-03-04\r\n"two\r\nlines";\r\n17 July 1999;1999-07-17\r\n',
  },
  {
    what: 'a table of tabs',
    name: 'in.tsv',
    tool: dates,
    text: 'date\tanswer\n4 March 2021\t\n17 July 1999\t\n',
    answered: 'date\tanswer\n4 March 2021\t2021-03-04\n17 July 1999\t1999-07-17\n',
  },
  {
    what: 'a column among others, the problems in the second one',
    name: 'in.csv',
    tool: dates,
    text: 'id,date,note\n1,4 March 2021,x\n2,17 July 1999,y\n',
    answered: 'id,date,note,answer\n1,4 March 2021,x,2021-03-04\n2,17 July 1999,y,1999-07-17\n',
  },
  {
    what: 'problems of two columns',
    name: 'in.csv',
    tool: rows,
    text: 'width,height,answer\n2,7,\n4,5,\n',
    answered: 'width,height,answer\n2,7,14\n4,5,20\n',
  },
  {
    what: 'a table in Markdown',
    name: 'in.md',
    tool: dates,
    text: '| date | answer |\n| --- | --- |\n| 4 March 2021 | |\n| 17 July 1999 | |\n',
    answered: '| date | answer |\n| --- | --- |\n| 4 March 2021 | 2021-03-04 |\n| 17 July 1999 | 1999-07-17 |\n',
  },
  {
    what: 'a problem twice, and one without an answer',
    name: 'in.txt',
    tool: double,
    text: 'double 4 =>\ndouble 13 =>\ndouble 4 =>\n',
    answered: 'double 4 => 8\ndouble 13 =>\ndouble 4 => 8\n',
  },
  {
    what: 'more rows than are answered at once',
    name: 'in.csv',
    tool: dates,
    text: `date,answer\n${Array.from({ length: 40 }, (_, at) => `${(at % 28) + 1} March 2021,\n`).join('')}`,
    answered: `date,answer\n${Array.from({ length: 40 }, (_, at) => `${(at % 28) + 1} March 2021,2021-03-${String((at % 28) + 1).padStart(2, '0')}\n`).join('')}`,
  },
];
