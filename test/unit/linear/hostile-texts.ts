/** Texts that make a reader slow where anything in it takes more than linear time. */

/** A text of about `size` characters. */
export interface HostileText {
  readonly name: string;
  readonly of: (size: number) => string;
}

/** What notations and languages are made of; each alone, and any two together. */
export const units: readonly string[] = [
  '\t',
  ' ',
  '0',
  '0.',
  '1,',
  '"',
  "'",
  '`',
  '|',
  '-',
  '>',
  '<',
  '[',
  ']',
  '{',
  '}',
  '(',
  ':',
  ';',
  ',',
  '.',
  '#',
  '*',
  '_',
  '/',
  '\\',
  '=',
  '$',
  '~',
  '\r',
  '\n',
  '\r\n',
  'a',
  'A',
  'a b ',
  'ab, ',
  'é',
  '\u{1F600}',
  '\uD83D',
  '\u0301',
  '\u200F',
  '\u00A0',
  '\uFEFF',
  '\u0000',
  '=>',
  '->',
  '→',
  ' => ',
  '- ',
  '1. ',
  '- [ ] ',
  '> ',
  '```',
  '---\n',
  'Q: ',
  'A:\n',
  'key: value\n',
  '"a",',
  '"a"\n',
  '"a\n',
  '"" ',
  '|-',
  '\\|',
  '{"a":',
  '{"a":1}\n',
  '{"a":1},',
  '["a","b"],',
  'a,b\n',
  'a\n\n',
];

/** A text that repeats a unit. */
export function runOf(unit: string, size: number): string {
  return unit.repeat(Math.max(1, Math.floor(size / unit.length)));
}

const shown = (text: string): string => JSON.stringify(text);

/** One unit without end, and then something else, at which a search gives up. */
const alone: readonly HostileText[] = units.map((unit) => ({
  name: `${shown(unit)}… x`,
  of: (size) => `${runOf(unit, size)}x`,
}));

/** Each line is a run of one unit. */
const inLines: readonly HostileText[] = units
  .filter((unit) => unit.length === 1)
  .map((unit) => ({
    name: `lines of ${shown(unit)}`,
    of: (size) => runOf(`${runOf(unit, 100)}\n`, size),
  }));

/** Counts up, so that no two are equal: what is looked up in a list is found at its end. */
function counted(part: (number: number) => string, size: number): string {
  const parts: string[] = [];
  for (let length = 0, number = 1; length < size; number += 1) {
    const next = part(number);
    parts.push(next);
    length += next.length;
  }
  return parts.join('');
}

const made: readonly HostileText[] = [
  { name: 'deep arrays', of: (size) => runOf('[', size / 2) + runOf(']', size / 2) },
  { name: 'deep objects', of: (size) => `${runOf('{"a":', size)}1${runOf('}', size / 5)}` },
  { name: 'deep arrays in a line each', of: (size) => runOf(`{"a":${runOf('[', 900)}${runOf(']', 900)}}\n`, size) },
  { name: 'a deep error', of: (size) => `${runOf('{"error":', size)}1${runOf('}', size / 9)}` },
  { name: 'an error with a deep message', of: (size) => `{"message":${runOf('[', size / 2)}${runOf(']', size / 2)}}` },
  {
    name: 'a reply with a deep schema',
    of: (size) =>
      `\`\`\`json\n{"name":"a","schema":{"type":"object","properties":{"a":${runOf('[', size / 2)}${runOf(']', size / 2)}}}}\n\`\`\`\n\`\`\`js\nsolve\n\`\`\``,
  },
  { name: 'an object of many keys', of: (size) => `{${counted((at) => `"k${at}":"v",`, size)}"z":1}` },
  { name: 'an object of many equal keys', of: (size) => `{${runOf('"k":"v",', size)}"z":1}` },
  { name: 'an array of an object of many keys', of: (size) => `[{${counted((at) => `"k${at}":${at},`, size)}"z":1}]` },
  { name: 'objects of other keys each', of: (size) => counted((at) => `{"k${at}":"a","l${at}":"b"}\n`, size) },
  { name: 'an array of objects', of: (size) => `[${runOf('{"input":"a b","target":1},', size)}{"input":"c"}]` },
  { name: 'an array of pairs', of: (size) => `[${runOf('["a","b"],', size)}["c",null]]` },
  { name: 'many columns', of: (size) => `${counted((at) => `c${at},`, size / 2)}z\n${runOf('1,', size / 2)}z\n` },
  { name: 'many empty cells', of: (size) => `a${runOf(',', size / 2)}\nb${runOf(',', size / 2)}\n` },
  {
    name: 'a wide Markdown table',
    of: (size) => `${runOf('|a', size / 3)}|\n${runOf('|-', size / 3)}|\n${runOf('|b', size / 3)}|\n`,
  },
  { name: 'a Markdown delimiter row of tabs', of: (size) => `|a|b|\n|-${runOf('\t', size)}x\n|c|d|\n` },
  { name: 'many Markdown tables', of: (size) => counted((at) => `|a|b${at}|\n|-|-|\n|c|d|\n\n`, size) },
  {
    name: 'many Markdown tables below a wide one',
    of: (size) =>
      `${runOf('|a', size / 6)}|\n${runOf('|-', size / 6)}|\n${runOf('|b', size / 6)}|\n\n${runOf('|a|b|\n|-|-|\n|c|d|\n\n', size / 2)}`,
  },
  { name: 'a Markdown table', of: (size) => `| a | b |\n|---|---|\n${runOf('| c | |\n', size)}` },
  { name: 'a fence of tabs', of: (size) => `\`\`\`${runOf('\t', size)}x\na\n` },
  { name: 'a quote that never closes', of: (size) => `a,b\n"c,${runOf('d,e\n', size)}` },
  { name: 'a quote that never closes, quotes behind', of: (size) => `a,b\n"c,${runOf('"d', size)}` },
  { name: 'text behind quotes, then spaces', of: (size) => `"${runOf('"x', size / 2)}${runOf(' ', size / 2)},b\n` },
  { name: 'one row of quoted cells', of: (size) => `${runOf('"a",', size)}b` },
  {
    name: 'one row of quoted cells, many without',
    of: (size) => `${runOf('"a",', size / 2)}b\n${runOf('c;d\n', size / 2)}`,
  },
  { name: 'quoted rows of one cell', of: (size) => runOf('"a b"\n', size) },
  { name: 'a quoted cell with lines', of: (size) => `a,b\n"${runOf('c\n', size)}",d\n` },
  { name: 'a table', of: (size) => `question,answer\n${counted((at) => `a${at},\n`, size)}` },
  { name: 'a table of numbers', of: (size) => `a,b\n${runOf('1.5,2\n', size)}` },
  { name: 'a cell of zeros', of: (size) => `a,b\n${runOf('0', size)}x,1\n2,3\n` },
  { name: 'rows of other lengths each', of: (size) => counted((at) => `a${runOf(',', at % 300)}\n`, size) },
  { name: 'blocks', of: (size) => runOf('Question: a\nAnswer: b\n\n', size) },
  { name: 'blocks without answers', of: (size) => runOf('Question: a\n\n', size) },
  { name: 'a block of paragraphs', of: (size) => `Question: a\n${runOf('b\n\n', size)}Answer: c\n` },
  { name: 'answers without problems', of: (size) => `Question: a\n${runOf('Answer: b\n', size)}` },
  {
    name: 'text between blocks',
    of: (size) => `Question: a\nAnswer: b\n\n${runOf('c\n\n', size)}Question: d\nAnswer: e\n`,
  },
  { name: 'paragraphs', of: (size) => runOf('a\nb\n\n', size) },
  { name: 'tables in paragraphs', of: (size) => runOf('a,b\nc,d\n\n', size) },
  { name: 'objects in paragraphs', of: (size) => runOf('{"a":1,"b":2}\n\n', size) },
  { name: 'arrows', of: (size) => runOf('a => b\n', size) },
  { name: 'arrows in paragraphs', of: (size) => runOf('a => b\n\n', size) },
  { name: 'arrows before a long line', of: (size) => `${runOf('a => b\n', size / 2)}${runOf('c => ', size / 2)}` },
  { name: 'one problem with other answers each', of: (size) => counted((at) => `a => ${at}\n`, size) },
  { name: 'a list', of: (size) => counted((at) => `${at % 900}. item ${at}\n`, size) },
  { name: 'a list, deeper and deeper', of: (size) => counted((at) => `${' '.repeat(at % 500)}- item\n`, size) },
  { name: 'sentences', of: (size) => runOf('It is one. Is it two, or three? ', size) },
  { name: 'words that differ', of: (size) => counted((at) => `w${at.toString(36)} `, size) },
  { name: 'lines that differ', of: (size) => counted((at) => `line ${at.toString(36)}\n`, size) },
  { name: 'brackets in brackets', of: (size) => runOf('([{<', size / 2) + runOf('>}])', size / 2) },
  { name: 'a web page', of: (size) => `<!--${runOf(' -->', size)}` },
  { name: 'fenced blocks', of: (size) => runOf('```js\nsolve()\n```\n', size) },
  { name: 'longer and longer fences', of: (size) => counted((at) => `${'`'.repeat(3 + (at % 400))}\n`, size) },
  { name: 'an opened block', of: (size) => `\`\`\`json\n${runOf('{"a": [1, 2]}\n', size)}` },
];

/** All texts but the combinations, of which there are too many to try them all each time. */
export const hostileTexts: readonly HostileText[] = [...alone, ...inLines, ...made];
