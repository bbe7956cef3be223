import type { JsonObject } from '../../../src/engine/json';
import type { Tool } from '../../../src/engine/tool/tool';

/** A problem with its answer, found without the tool. */
export interface Solved {
  readonly problem: string;
  readonly answer: string;
}

/**
 * The small tool: `3 March 2021` is `2021-03-03`, read, solved and written by a function each, as tools come out of the
 * making. It has no state of its own, so that a peer which keeps it between calls answers alike.
 */
export const datesTool: Tool = {
  id: 'long-dates',
  name: 'Long dates to ISO dates',
  description: 'Rewrites a date with the English name of its month as year-month-day.',
  argumentsSchema: {
    type: 'object',
    properties: { day: { type: 'integer' }, month: { type: 'string' }, year: { type: 'integer' } },
    required: ['day', 'month', 'year'],
    additionalProperties: false,
  },
  notation: { kind: 'arrows', arrow: '=>' },
  demonstrations: [],
  examples: [{ problem: '3 March 2021', answer: '2021-03-03', seen: 'shown' }],
  reader: 'parser',
  stage: 'tool',
  hint: null,
  versions: [],
  code: `const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

// Days of a month, leap years included.
function lastDay(month, year) {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

function parse(problem) {
  const match = /^\\s*(\\d{1,2})\\s+([A-Za-z]+)\\s+(\\d{4})\\s*$/.exec(problem);
  if (!match || !months.includes(match[2].toLowerCase())) return null;
  return { day: Number(match[1]), month: match[2], year: Number(match[3]) };
}

function solve({ day, month, year }) {
  const number = months.indexOf(month.toLowerCase()) + 1;
  if (number < 1 || year < 1 || day < 1 || day > lastDay(number, year)) return null;
  return { year, month: number, day };
}

function format({ year, month, day }) {
  return String(year).padStart(4, '0') + '-' + String(month).padStart(2, '0') + '-' + String(day).padStart(2, '0');
}
`,
};

/** The arguments of one problem, for calls of `solve` alone, and what it makes of them. */
export const datesCall: { readonly arguments: JsonObject; readonly result: JsonObject } = {
  arguments: { day: 29, month: 'February', year: 2024 },
  result: { year: 2024, month: 2, day: 29 },
};

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

/** So many different problems, a day each from that many days after the beginning of 1900 on. */
export function dateProblems(count: number, from = 0): readonly Solved[] {
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(Date.UTC(1900, 0, 1 + from + index));
    return {
      problem: `${date.getUTCDate()} ${monthName.format(date)} ${date.getUTCFullYear()}`,
      answer: date.toISOString().slice(0, 10),
    };
  });
}
