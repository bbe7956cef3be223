import type { Notation } from './notation';

/**
 * One plausible notation of a text, before the text is read with it. Candidates of one rank are those between
 * which nothing decides; the person is asked where they give different examples.
 */
export interface Candidate {
  readonly notation: Notation;
  readonly rank: number;
}

/** How much speaks for a notation. What is 70 or more is evident from the text's own marks. */
export const ranks = {
  json: 100,
  mostlyJson: 96,
  markdownTable: 95,
  blocksFirst: 92,
  blocks: 90,
  everyLineArrow: 80,
  furtherTable: 78,
  tableWithHeader: 76,
  blocksWithoutAnswers: 72,
  blocksOfOtherLabels: 71,
  evident: 70,
  mostLinesArrow: 68,
  table: 60,
  halfOfLinesArrow: 50,
  ownBare: 45,
  proseWithCommas: 35,
  someLinesArrow: 30,
  list: 28,
  paragraphs: 25,
  lines: 20,
  unsure: 15,
  alternative: 10,
} as const;
