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

const words: ReadonlySet<string> = new Set(labelFamilies.flatMap(({ problems, answers }) => [...problems, ...answers]));

// Indentation, a list's or quotation's or heading's mark, bold; the word; its number; the colon and the end of bold.
const labelPattern =
  /^([ \t\uFEFF]*(?:(?:[-*+>]|#{1,6})[ \t]+)?(?:\*\*|__)?)([a-z]+)((?:[ \t]*#?\d+)?)((?:\*\*|__)?[ \t]*[:：](?:\*\*|__)?)[ \t]*/i;

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
  const [all = '', before = '', word = '', number = '', after = ''] = labelPattern.exec(line) ?? [];
  return words.has(word.toLowerCase()) ? { word, length: all.length, before, after: number + after } : undefined;
}

/** True for one label in whatever case. */
export function sameLabel(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A line of dashes, which parts blocks. */
export function isSeparator(line: string): boolean {
  return /^[ \t]*-{3,}[ \t]*$/.test(line);
}
