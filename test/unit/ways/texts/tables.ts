import { areas, capitals, dates, datesInRows, initials, opposites } from '../tools';
import { lines, type AnsweredText, type AskedText } from '../text';

const table = { name: 'in.csv', tool: dates } as const;

/** Where a further column goes, and which rows get a cell in it. */
export const furtherColumns: readonly AnsweredText[] = [
  {
    ...table,
    what: 'a further column',
    text: lines('date,note', '4 March 2021,a', '17 July 1999,"b, c"'),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines('date,note,answer', '4 March 2021,a,2021-03-04', '17 July 1999,"b, c",1999-07-17'),
  },
  {
    ...table,
    what: 'a header that is one name short',
    text: lines('date,n', '4 March 2021,5,Ann', '17 July 1999,6,Bob'),
    plan: 'CSV, header on line 1, problems from column 1, answers into the new column "answer"',
    written: lines('date,n,answer', '4 March 2021,5,Ann,2021-03-04', '17 July 1999,6,Bob,1999-07-17'),
  },
  {
    ...table,
    what: 'a row that is too wide for the answer',
    text: lines('date,note', '4 March 2021,a', '17 July 1999,b,c,d', '1 May 2004,e'),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines('date,note,answer', '4 March 2021,a,2021-03-04', '17 July 1999,b,c,d', '1 May 2004,e,2004-05-01'),
    listed: [3],
  },
  {
    ...table,
    what: 'cells of several lines, and no line end at the end',
    text: 'date,note\n4 March 2021,"a\n\nb"\n17 July 1999,c',
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: 'date,note,answer\n4 March 2021,"a\n\nb",2021-03-04\n17 July 1999,c,1999-07-17',
  },
  {
    ...table,
    what: 'line ends of two systems in one file',
    text: 'date,note\r\n4 March 2021,a\n17 July 1999,b\r\n',
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: 'date,note,answer\r\n4 March 2021,a,2021-03-04\n17 July 1999,b,1999-07-17\r\n',
  },
  {
    ...table,
    what: 'one column',
    text: lines('date', '4 March 2021', '17 July 1999'),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines('date,answer', '4 March 2021,2021-03-04', '17 July 1999,1999-07-17'),
  },
  {
    ...table,
    what: 'answers with a comma',
    tool: initials,
    text: lines('id,name', '1,Ada Lovelace', '2,Alan Turing'),
    plan: 'CSV, header on line 1, problems from "name", answers into the new column "answer"',
    written: lines('id,name,answer', '1,Ada Lovelace,"Lovelace, A."', '2,Alan Turing,"Turing, A."'),
  },
  {
    ...table,
    what: 'tabs between cells, some of them empty',
    name: 'in.tsv',
    text: lines('date\tnote\tn', '4 March 2021\t\t1', '17 July 1999\tb\t', '1 May 2004\t\t'),
    plan: 'TSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines(
      'date\tnote\tn\tanswer',
      '4 March 2021\t\t1\t2021-03-04',
      '17 July 1999\tb\t\t1999-07-17',
      '1 May 2004\t\t\t2004-05-01',
    ),
  },
  {
    ...table,
    what: 'semicolons between cells with commas in numbers',
    text: lines('date;a;b', '4 March 2021;1,5;2,5', '17 July 1999;3,5;4,5'),
    plan: 'CSV with semicolons, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines('date;a;b;answer', '4 March 2021;1,5;2,5;2021-03-04', '17 July 1999;3,5;4,5;1999-07-17'),
  },
  {
    ...table,
    what: 'a name for the new column, with a comma in it',
    said: { answerColumn: 'ISO, new' },
    text: lines('date,note', '4 March 2021,a', '17 July 1999,b'),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "ISO, new"',
    written: lines('date,note,"ISO, new"', '4 March 2021,a,2021-03-04', '17 July 1999,b,1999-07-17'),
  },
];

/** Places that are full, half full or said. */
export const places: readonly AnsweredText[] = [
  ...['result', 'target', 'label', 'to', 'response'].map((full): AnsweredText => ({
    ...table,
    what: `a column ${full} that is full of something else`,
    text: lines(`date,n,${full}`, '4 March 2021,1,won', '17 July 1999,2,lost'),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines(`date,n,${full},answer`, '4 March 2021,1,won,2021-03-04', '17 July 1999,2,lost,1999-07-17'),
  })),
  {
    ...table,
    what: 'a column that waits for most of its answers',
    text: lines('date,answer', '4 March 2021,2021-03-04', '17 July 1999,', '1 May 2004,'),
    plan: 'CSV, header on line 1, problems from "date", answers into "answer"',
    written: lines('date,answer', '4 March 2021,2021-03-04', '17 July 1999,1999-07-17', '1 May 2004,2004-05-01'),
  },
  {
    ...table,
    what: 'answers that begin as the examples do, without a guard',
    tool: opposites,
    text: lines('x,y', '5,a', '7,b'),
    plan: 'CSV, header on line 1, problems from "x", answers into the new column "answer"',
    written: lines('x,y,answer', '5,a,-5', '7,b,-7'),
  },
  {
    ...table,
    what: 'answers that a spreadsheet would run, guarded',
    tool: capitals,
    onlyNamed: true,
    said: { columns: ['name'] },
    text: lines('name,n', '=sum(a),1', '@x,2'),
    plan: 'CSV, header on line 1, problems from "name", answers into the new column "answer"',
    written: lines('name,n,answer', "=sum(a),1,'=SUM(A)", "@x,2,'@X"),
  },
  {
    ...table,
    what: 'the same, the guard off',
    tool: capitals,
    onlyNamed: true,
    said: { columns: ['name'], guard: 'off' },
    text: lines('name,n', '=sum(a),1', '@x,2'),
    plan: 'CSV, header on line 1, problems from "name", answers into the new column "answer"',
    written: lines('name,n,answer', '=sum(a),1,=SUM(A)', '@x,2,@X'),
  },
];

/** Which columns are meant. */
export const columns: readonly AnsweredText[] = [
  {
    ...table,
    what: 'the second of two that would do, by its number',
    said: { columns: ['2'] },
    text: lines('start,end', '4 March 2021,17 July 1999', '1 May 2004,17 July 1999'),
    plan: 'CSV, header on line 1, problems from "end", answers into the new column "answer"',
    written: lines('start,end,answer', '4 March 2021,17 July 1999,1999-07-17', '1 May 2004,17 July 1999,1999-07-17'),
  },
];

/** Tables of which nothing tells what is meant. */
export const askedOfTables: readonly AskedText[] = [
  {
    ...table,
    what: 'two columns that would do',
    text: lines('start,end', '4 March 2021,17 July 1999', '1 May 2004,17 July 1999'),
    asks: ['--column start', '--column end'],
  },
  {
    ...table,
    what: 'numbers that name things beside numbers that count',
    tool: opposites,
    text: lines('id,amount', '1001,25', '1002,99'),
    asks: ['--column id', '--column amount'],
  },
  {
    ...table,
    what: 'two columns far to the right',
    text: lines(
      'a,b,c,d,e,f,g,h,i,start,end',
      ...['4 March 2021', '1 May 2004'].map((day) => `1,2,3,4,5,6,7,8,9,${day},${day}`),
    ),
    asks: ['--column start', '--column end'],
  },
];

/** A row of a hundred and thirty cells with that text in one place, from 0. */
function wide(at: number, text: string): string {
  return Array.from({ length: 130 }, (_, column) => (column === at ? text : `c${column}`)).join(',');
}

/** Quotes that are not as they should be: the rows around them are read, and theirs are named. */
export const strayQuotes: readonly AnsweredText[] = [
  {
    ...table,
    what: 'text behind closing quotes',
    text: lines('date,note', '4 March 2021,"a"b', '17 July 1999,"say \\"hi\\""', '1 May 2004,"e"'),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines('date,note,answer', '4 March 2021,"a"b', '17 July 1999,"say \\"hi\\""', '1 May 2004,"e",2004-05-01'),
    listed: [2, 3],
  },
  {
    ...table,
    what: 'a quote that never closes',
    text: lines('date,note', '4 March 2021,a', '17 July 1999,"b', '1 May 2004,c'),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines('date,note,answer', '4 March 2021,a,2021-03-04', '17 July 1999,"b', '1 May 2004,c'),
    listed: [3],
  },
];

/** Files put together, and lists with rules and headings around them. */
export const stacked: readonly AnsweredText[] = [
  {
    ...table,
    what: 'the header once more further down',
    text: lines('date,n', '4 March 2021,1', '', 'date,n', '17 July 1999,2'),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines('date,n,answer', '4 March 2021,1,2021-03-04', '', 'date,n,answer', '17 July 1999,2,1999-07-17'),
  },
  {
    ...table,
    what: 'two rows of headings above the names, and a foot',
    text: lines(
      'Kreise: Zahlen, Stichtag',
      ';;Insgesamt',
      ';;Anzahl',
      'Stichtag;Kreis;Wert',
      '4 March 2021;Kiel;91',
      '17 July 1999;Ulm;92',
      '__________',
      'Quelle: Amt, 2022',
    ),
    plan: 'CSV with semicolons, header on line 4 (3 lines above left alone), problems from "Stichtag", answers into the new column "answer"',
    written: lines(
      'Kreise: Zahlen, Stichtag',
      ';;Insgesamt',
      ';;Anzahl',
      'Stichtag;Kreis;Wert;answer',
      '4 March 2021;Kiel;91;2021-03-04',
      '17 July 1999;Ulm;92;1999-07-17',
      '__________',
      'Quelle: Amt, 2022',
    ),
    listed: [7, 8],
  },
  {
    what: 'a list of SAP between rules',
    name: 'in.txt',
    tool: dates,
    text: lines('List', '-----', '|Doc. Date |N |', '-----', '|4 March 2021| 1|', '|17 July 1999| 2|', '-----'),
    plan: 'Markdown table, problems from "Doc. Date", answers into the new column "answer"',
    written: lines(
      'List',
      '-----',
      '|Doc. Date |N | answer |',
      '-----',
      '|4 March 2021| 1| 2021-03-04 |',
      '|17 July 1999| 2| 1999-07-17 |',
      '-----',
    ),
  },
];

/** What the best tool must read as the named one does. */
export const ofOneTool: readonly AnsweredText[] = [
  {
    ...table,
    what: 'a row without an answer stays as wide as the others',
    text: lines('date,note', '4 March 2021,a', 'soon,b', '17 July 1999,c'),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines('date,note,answer', '4 March 2021,a,2021-03-04', 'soon,b,', '17 July 1999,c,1999-07-17'),
    listed: [3],
  },
  {
    ...table,
    what: 'a row of totals below',
    text: lines('date,shop,n', '4 March 2021,A,1', '17 July 1999,B,2', 'Total,,3'),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines('date,shop,n,answer', '4 March 2021,A,1,2021-03-04', '17 July 1999,B,2,1999-07-17', 'Total,,3,'),
    listed: [4],
  },
  {
    ...table,
    what: 'answers anew, over what stands there',
    said: { columns: ['date'], answerColumn: 'answer', overwrite: true },
    text: lines('date,answer', '4 March 2021,?', '17 July 1999,?'),
    plan: 'CSV, header on line 1, problems from "date", answers into "answer"',
    written: lines('date,answer', '4 March 2021,2021-03-04', '17 July 1999,1999-07-17'),
  },
  {
    ...table,
    what: 'the hundred and twenty-first column of a hundred and thirty',
    text: lines(wide(120, 'date'), wide(120, '4 March 2021'), wide(120, '17 July 1999')),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines(
      `${wide(120, 'date')},answer`,
      `${wide(120, '4 March 2021')},2021-03-04`,
      `${wide(120, '17 July 1999')},1999-07-17`,
    ),
  },
  {
    ...table,
    what: 'problems of two columns among others',
    tool: areas,
    said: { columns: ['width', 'height'] },
    text: lines('id,width,height', 'a,2,7', 'b,4,5'),
    plan: 'CSV, header on line 1, problems from "width" and "height", answers into the new column "answer"',
    written: lines('id,width,height,answer', 'a,2,7,14', 'b,4,5,20'),
  },
  {
    ...table,
    what: 'a row without an answer stays as wide as the others, for a tool of rows',
    tool: datesInRows,
    text: lines('date,note', '4 March 2021,a', 'soon,b', '17 July 1999,c'),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines('date,note,answer', '4 March 2021,a,2021-03-04', 'soon,b,', '17 July 1999,c,1999-07-17'),
    listed: [3],
  },
  {
    ...table,
    what: 'a row of totals below, for a tool of rows',
    tool: datesInRows,
    text: lines('date,shop,n', '4 March 2021,A,1', '17 July 1999,B,2', 'Total,,3'),
    plan: 'CSV, header on line 1, problems from "date", answers into the new column "answer"',
    written: lines('date,shop,n,answer', '4 March 2021,A,1,2021-03-04', '17 July 1999,B,2,1999-07-17', 'Total,,3,'),
    listed: [4],
  },
  {
    ...table,
    what: 'answers anew, over what stands there, for a tool of rows',
    tool: datesInRows,
    said: { columns: ['date'], answerColumn: 'answer', overwrite: true },
    text: lines('date,answer', '4 March 2021,?', '17 July 1999,?'),
    plan: 'CSV, header on line 1, problems from "date", answers into "answer"',
    written: lines('date,answer', '4 March 2021,2021-03-04', '17 July 1999,1999-07-17'),
  },
];
