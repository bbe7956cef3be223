/** The labels of blocks: `Question:`, `**Q1:**`, `- Input:`… */

/** Labels that go together; `write` is the answer's label where a text has none yet. */
export const labelFamilies: readonly {
  readonly problems: readonly string[];
  readonly answers: readonly string[];
  readonly write: string;
}[] = [
  { problems: ['question'], answers: ['answer', 'solution'], write: 'Answer' },
  { problems: ['q'], answers: ['a'], write: 'A' },
  { problems: ['problem', 'task', 'exercise'], answers: ['solution', 'answer'], write: 'Solution' },
  { problems: ['input'], answers: ['output', 'target', 'answer'], write: 'Output' },
];

const words = [...new Set(labelFamilies.flatMap(({ problems, answers }) => [...problems, ...answers]))].join('|');

// Indentation, a list's or quotation's or heading's mark, bold; the word; its number; the colon and the end of bold.
const labelPattern = new RegExp(
  `^([ \\t\\uFEFF]*(?:(?:[-*+>]|#{1,6})[ \\t]+)?(?:\\*\\*|__)?)(${words})((?:[ \\t]*#?\\d+)?)((?:\\*\\*|__)?[ \\t]*[:：](?:\\*\\*|__)?)[ \\t]*`,
  'i',
);

/** A label at the start of a line. */
export interface Label {
  /** As it is in the text, without marks, number and colon. */
  readonly word: string;
  /** How many characters of the line it takes, the white space after it included. */
  readonly length: number;
  /** What is around the word: for writing the answer's label like the problem's. */
  readonly before: string;
  readonly after: string;
}

/** The label at the start of a line. */
export function labelOf(line: string): Label | undefined {
  const match = labelPattern.exec(line);
  return match
    ? {
        word: match[2] ?? '',
        length: match[0].length,
        before: match[1] ?? '',
        after: (match[3] ?? '') + (match[4] ?? ''),
      }
    : undefined;
}

/** True for one label in whatever case. */
export function sameLabel(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A line of dashes, which parts blocks. */
export function isSeparator(line: string): boolean {
  return /^[ \t]*-{3,}[ \t]*$/.test(line);
}
