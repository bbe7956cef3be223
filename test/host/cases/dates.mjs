/** The problems of the suite and the replies that its models play. */

/** Six solved problems, three open ones of which one is no date. */
export const datesText = `3 March 2021 => 2021-03-03
17 October 1999 => 1999-10-17
1 January 2000 => 2000-01-01
30 June 2014 => 2014-06-30
9 December 1987 => 1987-12-09
25 May 2010 => 2010-05-25

4 July 1976
31 November 2020
12 February 2024
`;

const manifest = {
  name: 'Long dates to ISO dates',
  description: "Rewrites a date with the month's English name as year-month-day.",
  schema: {
    type: 'object',
    properties: { day: { type: 'integer' }, month: { type: 'string' }, year: { type: 'integer' } },
    required: ['day', 'month', 'year'],
    additionalProperties: false,
  },
  demonstrations: [{ day: 3, month: 'March', year: 2021 }],
};

const months = `const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];`;

const parse = `function parse(problem) {
  const match = /^\\s*(\\d{1,2})\\s+([A-Z][a-z]+)\\s+(\\d{4})\\s*$/.exec(problem);
  if (!match || !months.includes(match[2])) return null;
  const day = Number(match[1]), year = Number(match[3]);
  const last = new Date(Date.UTC(year, months.indexOf(match[2]) + 1, 0)).getUTCDate();
  return day >= 1 && day <= last ? { day, month: match[2], year } : null;
}`;

const solve = `function solve({ day, month, year }) {
  if (!months.includes(month)) return null;
  return [String(year).padStart(4, '0'), String(months.indexOf(month) + 1).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}`;

/** A maker's reply with this code. */
export function reply(...code) {
  return `\`\`\`json\n${JSON.stringify(manifest)}\n\`\`\`\n\`\`\`js\n${code.join('\n')}\n\`\`\``;
}

export const rightReply = reply(months, parse, solve);

/** Swaps day and month where both are possible: the shown examples pass but for one. */
export const wrongReply = reply(months, parse, solve.replace('String(day)', 'String(day % 10)'));

/** Never comes back from reading. */
export const endlessReply = reply(months, 'function parse(problem) { for (;;) {} }', solve);

/** Has no parser: the light model has to read. */
export const parserlessReply = reply(months, solve);

/** The light model's reading of a date, as the schema wants it. */
export function readDate(text) {
  const [day, month, year] = text.trim().split(/\s+/);
  return JSON.stringify({ day: Number(day), month, year: Number(year) });
}
