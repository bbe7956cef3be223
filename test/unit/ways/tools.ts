import type { Notation } from '../../../src/engine/notation/notation';
import type { Tool } from '../../../src/engine/tool/tool';
import { doublingTool } from '../cli/cli';

const arrows: Notation = { kind: 'arrows', arrow: '=>' };

/** A tool of solved examples and a program; every program takes its arguments as `groups` of its parser's match. */
function tool(id: string, examples: readonly (readonly [string, string])[], code: string): Tool {
  return doublingTool({
    id,
    name: id,
    description: `Answers as ${JSON.stringify(examples[0])} has it.`,
    argumentsSchema: {
      type: 'object',
      properties: { groups: { type: 'array' } },
      required: ['groups'],
      additionalProperties: false,
    },
    notation: arrows,
    demonstrations: [],
    examples: examples.map(([problem, answer], at) => ({ problem, answer, seen: at === 0 ? 'shown' : 'heldOut' })),
    code,
  });
}

/** A parser of one regular expression. */
function reads(pattern: RegExp): string {
  return `function parse(problem) { const match = ${String(pattern)}.exec(problem); return match ? { groups: match.slice(1) } : null; }\n`;
}

/** `double 4` is `8`; for `double 13` it has no answer. */
export const doubles = tool(
  'doubles',
  [
    ['double 3', '6'],
    ['double 21', '42'],
  ],
  `${reads(/^double (\d{1,9})$/)}function solve({ groups: [number] }) { return number === '13' ? null : String(2 * number); }\n`,
);

/** `4 March 2021` is `2021-03-04`. */
export const dates = tool(
  'dates',
  [
    ['4 March 2021', '2021-03-04'],
    ['17 July 1999', '1999-07-17'],
    ['1 May 2004', '2004-05-01'],
  ],
  `const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
${reads(/^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/)}function solve({ groups: [day, month, year] }) {
  const at = months.indexOf(month) + 1;
  return at === 0 ? null : [year, String(at).padStart(2, '0'), day.padStart(2, '0')].join('-');
}
`,
);

/** The level of a line of a log. */
export const levels = tool(
  'levels',
  [
    ['10:00:01 INFO store: opened', 'INFO'],
    ['10:00:02 WARN net: slow', 'WARN'],
    ['10:01:00 ERROR disk: full', 'ERROR'],
    ['10:02:00 DEBUG cache: empty', 'DEBUG'],
  ],
  `${reads(/^(\d\d:\d\d:\d\d) ([A-Z]+) ([a-z]+: .*)$/)}function solve({ groups: [, level] }) { return level; }\n`,
);

/** A line of properties as a member of a JSON object. */
export const members = tool(
  'members',
  [
    ['app.title=Field', '"app.title": "Field",'],
    ['menu.open=Open', '"menu.open": "Open",'],
  ],
  `${reads(/^([\w.]+)=(.*)$/)}function solve({ groups: [key, value] }) { return JSON.stringify(key) + ': ' + JSON.stringify(value) + ','; }\n`,
);

/** A declaration with `var` as one with `const`. */
export const constants = tool(
  'constants',
  [
    ['var a = 1;', 'const a = 1;'],
    ['var list = [1, 2];', 'const list = [1, 2];'],
    ['var none = {};', 'const none = {};'],
  ],
  `${reads(/^var (\w+) = (.+);$/)}function solve({ groups: [name, value] }) { return 'const ' + name + ' = ' + value + ';'; }\n`,
);

/** Any text in capitals: it reads whatever stands there. */
export const capitals = tool(
  'capitals',
  [
    ['apple', 'APPLE'],
    ['x-1, y', 'X-1, Y'],
    ["don't", "DON'T"],
  ],
  `${reads(/^(.*\S.*)$/s)}function solve({ groups: [text] }) { return text.toUpperCase(); }\n`,
);

/** A number with its sign turned; its answers begin with a minus. */
export const opposites = tool(
  'opposites',
  [
    ['5', '-5'],
    ['12', '-12'],
  ],
  `${reads(/^(\d+)$/)}function solve({ groups: [number] }) { return '-' + number; }\n`,
);

/** A name as a surname with initials. */
export const initials = tool(
  'initials',
  [
    ['Ada Lovelace', 'Lovelace, A.'],
    ['Alan Turing', 'Turing, A.'],
    ['Donald Knuth', 'Knuth, D.'],
    ['Tony Hoare', 'Hoare, T.'],
  ],
  `${reads(/^([A-Z][a-z]+) ([A-Z][a-z]+)$/)}function solve({ groups: [first, surname] }) { return surname + ', ' + first[0] + '.'; }\n`,
);

/** Pixels in root ems, a number each: its examples are objects of JSON. */
export const rems: Tool = {
  ...tool(
    'rems',
    [
      ['16', '1'],
      ['8', '0.5'],
    ],
    `${reads(/^(\d+)$/)}function solve({ groups: [pixels] }) { return String(pixels / 16); }\n`,
  ),
  notation: { kind: 'jsonLines', problemKey: 'px', answerKey: 'rem', numbers: true },
};

/** A line that stands twice as far in: its examples are objects of JSON. */
export const indents: Tool = {
  ...tool(
    'indents',
    [
      ['  if', '    if'],
      ['    return', '        return'],
    ],
    `${reads(/^( +)(\w+)$/)}function solve({ groups: [space, word] }) { return space + space + word; }\n`,
  ),
  notation: { kind: 'jsonLines', problemKey: 'input', answerKey: 'output' },
};

/** A width times a height: its examples are rows of CSV. */
export const areas: Tool = {
  ...tool(
    'areas',
    [
      ['width: 2\nheight: 3', '6'],
      ['width: 20\nheight: 5', '100'],
    ],
    `${reads(/^width: (\d+)\nheight: (\d+)$/)}function solve({ groups: [width, height] }) { return String(width * height); }\n`,
  ),
  notation: { kind: 'delimited', delimiter: ',', header: true, answerColumn: 2 },
};

/** Dates whose examples are rows of CSV. */
export const datesInRows: Tool = {
  ...dates,
  id: 'dates-in-rows',
  notation: { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 },
};

/** A heading of Markdown as one of HTML: its problems look like comments. */
export const headings = tool(
  'headings',
  [
    ['# About', '<h1>About</h1>'],
    ['# Contact', '<h1>Contact</h1>'],
  ],
  `${reads(/^# (\w+)$/)}function solve({ groups: [text] }) { return '<h1>' + text + '</h1>'; }\n`,
);
