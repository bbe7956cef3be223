import { capitals, dates, indents, rems } from '../tools';
import { lines, type AnsweredText, type AskedText } from '../text';

const rows = { name: 'in.jsonl', tool: dates } as const;

/** Lines and arrays of JSON. */
export const json: readonly AnsweredText[] = [
  {
    ...rows,
    what: 'the last key of objects',
    text: lines('{"id":1,"date":"4 March 2021"}', '{"id":2,"date":"17 July 1999"}'),
    plan: 'JSON Lines, problems from "date", answers into the new key "answer"',
    written: lines(
      '{"id":1,"date":"4 March 2021","answer":"2021-03-04"}',
      '{"id":2,"date":"17 July 1999","answer":"1999-07-17"}',
    ),
  },
  {
    ...rows,
    what: 'a line that is no JSON, blank lines, and one cut off at the end',
    text: `${lines('{"date":"4 March 2021"}', '', 'oops', '{"date":"17 July 1999"}')}{"date":"1 Ma`,
    plan: 'JSON Lines, problems from "date", answers into the new key "answer"',
    written: `${lines('{"date":"4 March 2021", "answer":"2021-03-04"}', '', 'oops', '{"date":"17 July 1999", "answer":"1999-07-17"}')}{"date":"1 Ma`,
    listed: [3, 5],
  },
  {
    ...rows,
    what: 'a key inside an object, by keys with a dot between',
    said: { columns: ['trip.day'] },
    text: lines('{"trip":{"day":"4 March 2021","km":3}}', '{"trip":{"day":"17 July 1999","km":4}}'),
    plan: 'JSON Lines, problems from "trip.day", answers into the new key "answer"',
    written: lines(
      '{"trip":{"day":"4 March 2021","km":3}, "answer":"2021-03-04"}',
      '{"trip":{"day":"17 July 1999","km":4}, "answer":"1999-07-17"}',
    ),
  },
  {
    ...rows,
    what: 'keys named for answers that are full of something else',
    text: lines(
      '{"date":"4 March 2021","label":1,"result":"won"}',
      '{"date":"17 July 1999","label":0,"result":"lost"}',
    ),
    plan: 'JSON Lines, problems from "date", answers into the new key "answer"',
    written: lines(
      '{"date":"4 March 2021","label":1,"result":"won","answer":"2021-03-04"}',
      '{"date":"17 July 1999","label":0,"result":"lost","answer":"1999-07-17"}',
    ),
  },
  {
    ...rows,
    what: 'a key for answers that holds null and empty strings, which wait as empty cells do',
    text: lines(
      '{"date":"4 March 2021","answer":null}',
      '{"date":"17 July 1999","answer":""}',
      '{"date":"1 May 2004","answer":"by hand"}',
    ),
    plan: 'JSON Lines, problems from "date", answers into "answer"',
    written: lines(
      '{"date":"4 March 2021","answer":"2021-03-04"}',
      '{"date":"17 July 1999","answer":"1999-07-17"}',
      '{"date":"1 May 2004","answer":"by hand"}',
    ),
    fillsNull: true,
  },
  {
    ...rows,
    what: 'a key for answers that holds empty strings alone',
    text: lines('{"date":"4 March 2021","answer":""}', '{"date":"17 July 1999","answer":""}'),
    plan: 'JSON Lines, problems from "date", answers into "answer"',
    written: lines('{"date":"4 March 2021","answer":"2021-03-04"}', '{"date":"17 July 1999","answer":"1999-07-17"}'),
  },
  {
    ...rows,
    what: 'a name for the new key',
    said: { answerColumn: 'iso' },
    text: lines('{"date":"4 March 2021"}', '{"date":"17 July 1999"}'),
    plan: 'JSON Lines, problems from "date", answers into the new key "iso"',
    written: lines('{"date":"4 March 2021", "iso":"2021-03-04"}', '{"date":"17 July 1999", "iso":"1999-07-17"}'),
  },
  {
    ...rows,
    what: 'what a spreadsheet would run is nothing in JSON',
    tool: capitals,
    onlyNamed: true,
    text: lines('{"input":"=sum(a)"}', '{"input":"+b"}'),
    plan: 'JSON Lines, problems from "input", answers into the new key "target"',
    written: lines('{"input":"=sum(a)", "target":"=SUM(A)"}', '{"input":"+b", "target":"+B"}'),
  },
  {
    ...rows,
    what: 'an array of objects over several lines',
    name: 'in.json',
    text: '[\n  {\n    "date": "4 March 2021",\n    "n": 1\n  },\n  {\n    "date": "17 July 1999",\n    "n": 2\n  }\n]\n',
    plan: 'JSON array, problems from "date", answers into the new key "answer"',
    written:
      '[\n  {\n    "date": "4 March 2021",\n    "n": 1,\n    "answer": "2021-03-04"\n  },\n  {\n    "date": "17 July 1999",\n    "n": 2,\n    "answer": "1999-07-17"\n  }\n]\n',
  },
  {
    ...rows,
    what: 'numbers that stay numbers',
    tool: rems,
    text: lines('{"px": 40}', '{"px": 24}'),
    plan: 'JSON Lines, problems from "px", answers into the new key "rem"',
    written: lines('{"px": 40, "rem": 2.5}', '{"px": 24, "rem": 1.5}'),
  },
  {
    ...rows,
    what: 'white space within quotes',
    tool: indents,
    text: lines('{"input":"  foo"}', '{"input":"    bar"}'),
    plan: 'JSON Lines, problems from "input", answers into the new key "output"',
    written: lines('{"input":"  foo", "output":"    foo"}', '{"input":"    bar", "output":"        bar"}'),
  },
  {
    ...rows,
    what: 'lines of arrays whose second values are something else',
    text: lines('["4 March 2021", 1]', '["17 July 1999", 2]'),
    plan: 'JSON Lines of pairs, problems from place 1, answers into the new place 3',
    written: lines('["4 March 2021", 1, "2021-03-04"]', '["17 July 1999", 2, "1999-07-17"]'),
  },
  {
    ...rows,
    what: 'lines of pairs of which one lacks its answer',
    text: lines('["4 March 2021", "2021-03-04"]', '["17 July 1999"]'),
    plan: 'JSON Lines of pairs, problems from place 1, answers into place 2',
    written: lines('["4 March 2021", "2021-03-04"]', '["17 July 1999", "1999-07-17"]'),
  },
  {
    ...rows,
    name: 'in.json',
    what: 'a list of two texts, to which nothing is added',
    text: lines('["4 March 2021",', ' "17 July 1999"]'),
    plan: 'lines',
    written: lines('["4 March 2021",', ' "17 July 1999"]'),
    listed: [1, 2],
    onlyNamed: true,
  },
  {
    ...rows,
    name: 'in.json',
    what: 'a list within an object',
    text: lines(
      '{',
      '  "status": "ok",',
      '  "page": {"rows": [',
      '    {"id": 1, "when": "4 March 2021"},',
      '    {"id": 2, "when": "17 July 1999"}',
      '  ]}',
      '}',
    ),
    plan: 'JSON array in “page.rows”, problems from "when", answers into the new key "answer"',
    written: lines(
      '{',
      '  "status": "ok",',
      '  "page": {"rows": [',
      '    {"id": 1, "when": "4 March 2021", "answer": "2021-03-04"},',
      '    {"id": 2, "when": "17 July 1999", "answer": "1999-07-17"}',
      '  ]}',
      '}',
    ),
  },
  {
    ...rows,
    name: 'in.json',
    what: 'a list within an object on one line',
    text: lines('{"rows": [{"when": "4 March 2021"}, {"when": "17 July 1999"}], "next": null}'),
    plan: 'JSON array in “rows”, problems from "when", answers into the new key "answer"',
    written: lines(
      '{"rows": [{"when": "4 March 2021", "answer": "2021-03-04"}, {"when": "17 July 1999", "answer": "1999-07-17"}], "next": null}',
    ),
  },
];

/** JSON as people write it by hand. */
export const jsonByHand: readonly AnsweredText[] = [
  {
    ...rows,
    name: 'in.jsonc',
    what: 'comments, and a comma behind the last of a list',
    text: lines(
      '// dates',
      '[',
      '  { "date": "4 March 2021" }, // the first, "one"',
      '  {',
      '    "n": 1, /* a number */',
      '    "date": "17 July 1999", // http://x.example',
      '  },',
      ']',
    ),
    plan: 'JSON array, problems from "date", answers into the new key "answer"',
    written: lines(
      '// dates',
      '[',
      '  { "date": "4 March 2021", "answer": "2021-03-04" }, // the first, "one"',
      '  {',
      '    "n": 1, /* a number */',
      '    "date": "17 July 1999",',
      '    "answer": "1999-07-17", // http://x.example',
      '  },',
      ']',
    ),
  },
  {
    ...rows,
    name: 'in.json',
    what: 'an object whose keys are the problems',
    text: lines('{', '  "4 March 2021": "2021-03-04",', '  "17 July 1999": "",', '  "1 May 2004": ""', '}'),
    plan: 'JSON object, problems from its keys, answers into their values',
    written: lines(
      '{',
      '  "4 March 2021": "2021-03-04",',
      '  "17 July 1999": "1999-07-17",',
      '  "1 May 2004": "2004-05-01"',
      '}',
    ),
    onlyNamed: true,
  },
];

/** Lines of JSON of which nothing tells what is meant. */
export const askedOfJson: readonly AskedText[] = [
  {
    ...rows,
    what: 'two keys that would do',
    text: lines('{"start":"4 March 2021","end":"17 July 1999"}', '{"start":"1 May 2004","end":"17 July 1999"}'),
    asks: ['--column start', '--column end'],
  },
];
