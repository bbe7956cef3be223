import { capitals, dates } from '../tools';
import { lines, type AnsweredText } from '../text';

const table = { name: 'in.csv', tool: dates } as const;

/** What stands above and below a table. */
export const preambles: readonly AnsweredText[] = [
  {
    ...table,
    what: 'a title above the header',
    text: lines('Journal', 'date;text', '4 March 2021;a', '17 July 1999;b'),
    plan: 'CSV with semicolons, header on line 2 (1 line above left alone), problems from "date", answers into the new column "answer"',
    written: lines('Journal', 'date;text;answer', '4 March 2021;a;2021-03-04', '17 July 1999;b;1999-07-17'),
  },
  {
    ...table,
    what: 'comments above the header and among the rows',
    text: lines('# source: a, b', '# licence', 'date,n', '4 March 2021,1', '# up to here', '17 July 1999,2'),
    plan: 'CSV, header on line 3 (2 lines above left alone), problems from "date", answers into the new column "answer"',
    written: lines(
      '# source: a, b',
      '# licence',
      'date,n,answer',
      '4 March 2021,1,2021-03-04',
      '# up to here',
      '17 July 1999,2,1999-07-17',
    ),
  },
  {
    ...table,
    what: 'the line of a spreadsheet that names the delimiter, behind a byte order mark',
    text: '\uFEFFsep=;\r\nname;date\r\nAnn;4 March 2021\r\nBob;17 July 1999\r\n',
    plan: 'CSV with semicolons, header on line 2 (1 line above left alone), problems from "date", answers into the new column "answer"',
    written: '\uFEFFsep=;\r\nname;date;answer\r\nAnn;4 March 2021;2021-03-04\r\nBob;17 July 1999;1999-07-17\r\n',
  },
  {
    ...table,
    what: 'names and values of a bank above a table of more columns',
    text: lines('Account,123', 'Owner,Ann', '', 'date,text,amount', '4 March 2021,a,5', '17 July 1999,b,6'),
    plan: 'CSV, header on line 4 (3 lines above left alone), problems from "date", answers into the new column "answer"',
    written: lines(
      'Account,123',
      'Owner,Ann',
      '',
      'date,text,amount,answer',
      '4 March 2021,a,5,2021-03-04',
      '17 July 1999,b,6,1999-07-17',
    ),
  },
  {
    ...table,
    what: 'a preamble and a foot of a spreadsheet, with empty cells for every column',
    text: lines(
      'Statement;;',
      'Account;DE12 34;',
      ';;',
      'date;text;amount',
      '4 March 2021;a;5',
      '17 July 1999;b;6',
      ';;',
      ';;',
    ),
    plan: 'CSV with semicolons, header on line 4 (3 lines above left alone), problems from "date", answers into the new column "answer"',
    written: lines(
      'Statement;;',
      'Account;DE12 34;',
      ';;',
      'date;text;amount;answer',
      '4 March 2021;a;5;2021-03-04',
      '17 July 1999;b;6;1999-07-17',
      ';;;',
      ';;;',
    ),
  },
  {
    ...table,
    what: 'the header said',
    said: { header: 3, columns: ['day'] },
    text: lines('Report;x', 'a;b', 'day;n', '4 March 2021;1', '17 July 1999;2'),
    plan: 'CSV with semicolons, header on line 3 (2 lines above left alone), problems from "day", answers into the new column "answer"',
    written: lines('Report;x', 'a;b', 'day;n;answer', '4 March 2021;1;2021-03-04', '17 July 1999;2;1999-07-17'),
  },
  {
    ...table,
    what: 'no header said',
    said: { header: 'none', columns: ['1'] },
    tool: capitals,
    onlyNamed: true,
    text: lines('ann,1', 'bob,2', 'cy,3'),
    plan: 'CSV without a header, problems from column 1, answers into the new column "answer"',
    written: lines('ann,1,ANN', 'bob,2,BOB', 'cy,3,CY'),
  },
];
