import type { SolvedRow } from '../../../src/engine/synthesis/task';

/** A column of a table and the column that a person wants beside it. */
export interface Column {
  readonly name: string;
  readonly rows: readonly SolvedRow[];
}

/** What stands in a column, and the rule by which a person would fill the one beside it. */
export type Rule = readonly [inputs: readonly string[], answer: (input: string) => string];

/** Columns by name, each filled by its rule. */
export function columnsOf(rules: Readonly<Record<string, Rule>>): readonly Column[] {
  return Object.entries(rules).map(([name, [inputs, answer]]) => ({
    name,
    rows: inputs.map((input) => ({ problem: input, answer: answer(input) })),
  }));
}

/** The lines of a text, white space around them aside: how columns are written down here. */
export function lines(text: string): readonly string[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim());
}

/** The part of a text that a pattern's first group takes; empty where there is none. */
export function taken(text: string, pattern: RegExp): string {
  return pattern.exec(text)?.[1] ?? '';
}

/** The parts of a text, in which one that is not there is empty. */
export function parts(text: string, separator: string | RegExp): (index: number) => string {
  const all = text.split(separator);
  return (index) => all.at(index) ?? '';
}

/** A word with its first letter large and the rest small. */
export function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}
