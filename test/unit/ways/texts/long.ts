import { dates, doubles } from '../tools';
import { lines, type AnsweredText } from '../text';

/** So many records that a file of them is read in several pieces. */
const numbers = Array.from({ length: 240 }, (_, at) => at + 20);

/** Texts that are too long for one piece. */
export const long: readonly AnsweredText[] = [
  {
    what: 'rows over two lines each',
    name: 'in.csv',
    tool: doubles,
    text: lines('sum;note', ...numbers.map((number) => `double ${number};"a\nb"`)),
    plan: 'CSV with semicolons, header on line 1, problems from "sum", answers into the new column "answer"',
    written: lines('sum;note;answer', ...numbers.map((number) => `double ${number};"a\nb";${number * 2}`)),
  },
  {
    what: 'bare lines with blank ones between',
    name: 'in.txt',
    tool: doubles,
    text: lines(...numbers.map((number) => `double ${number}\n`)),
    plan: 'lines with =>',
    written: lines(...numbers.map((number) => `double ${number} => ${number * 2}\n`)),
  },
  {
    what: 'lines of JSON, every tenth of them none',
    name: 'in.jsonl',
    tool: dates,
    text: lines(...numbers.map((number) => (number % 10 === 0 ? 'oops' : `{"n":${number},"date":"4 March 2021"}`))),
    plan: 'JSON Lines, problems from "date", answers into the new key "answer"',
    written: lines(
      ...numbers.map((number) =>
        number % 10 === 0 ? 'oops' : `{"n":${number},"date":"4 March 2021","answer":"2021-03-04"}`,
      ),
    ),
    listed: numbers.flatMap((number, at) => (number % 10 === 0 ? [at + 1] : [])),
  },
];
