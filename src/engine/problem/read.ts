import type { Candidate } from '../notation/candidate';
import { candidatesOf } from './detect';
import { illegible } from './legible';
import type { Complaint, Notation, Reading } from '../notation/notation';
import type { Source } from '../text/source';
import { readAs } from '../notation/notations';
import { preferredNotation } from './preferred';

/** What a highlighted text was understood as. */
export type ReadingResult =
  | {
      readonly kind: 'read';
      readonly best: Reading;
      /** Every other plausible way, the best first; read when first looked at. */
      readonly others: readonly Reading[];
      /** True only where another reading gives other examples and nothing speaks for either. */
      readonly question: boolean;
    }
  | { readonly kind: 'unreadable'; readonly complaints: readonly Complaint[] };

/**
 * Reads highlighted text: with the `preferred` notation (a tool's own) where the text can be read with it, its
 * delimiter, labels, header and columns adapted; else with the notation that most speaks for.
 */
export function readSource(source: Source, preferred?: Notation, name = ''): ReadingResult {
  const unreadable = illegible(source);
  if (unreadable) return { kind: 'unreadable', complaints: [unreadable] };
  const found = candidatesOf(source, name);
  const own = preferred && preferredNotation(source, preferred, found);
  const candidates: readonly Candidate[] = own
    ? [{ notation: own, rank: Infinity }, ...found.filter(({ notation }) => !sameNotation(notation, own))]
    : found;
  const readings = candidates.map(({ notation, rank }) => ({ rank, reading: readLazily(source, notation) }));
  const at = readings.findIndex(({ reading }) => reading.items.length > 0);
  const best = readings[at];
  if (!best) return { kind: 'unreadable', complaints: complaintsOf(readings.map(({ reading }) => reading)) };
  const others = readings.filter((_, index) => index !== at);
  const question = others.some(({ rank, reading }) => rank === best.rank && !sameExamples(reading, best.reading));
  return { kind: 'read', best: best.reading, others: others.map(({ reading }) => reading), question };
}

/** A reading that is made when it is first looked at: a large table has many, and most are never chosen. */
export function readLazily(source: Source, notation: Notation): Reading {
  let made: Reading | undefined;
  const reading = (): Reading => (made ??= readAs(source, notation));
  return {
    notation,
    get items() {
      return reading().items;
    },
    get complaints() {
      return reading().complaints;
    },
    get columnNames() {
      return reading().columnNames;
    },
    get columns() {
      return reading().columns;
    },
    get headings() {
      return reading().headings;
    },
    get padded() {
      return reading().padded;
    },
  };
}

/** The complaints of the reading that came closest: plain lines complain about nothing. */
function complaintsOf(readings: readonly Reading[]): readonly Complaint[] {
  const complaints = readings.map((reading) => reading.complaints).find((list) => list.length > 0);
  return complaints ?? [{ line: 1, reason: 'there is no problem in the selection. Select a few problems.' }];
}

/** True where two notations say the same. */
export function sameNotation(one: Notation, other: Notation): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}

/** True where two readings give the same examples. */
export function sameExamples(one: Reading, other: Reading): boolean {
  const examples = (reading: Reading): readonly string[] =>
    reading.items.flatMap((item) => (item.answer === null ? [] : [JSON.stringify([item.problem, item.answer])]));
  const [ours, theirs] = [examples(one), examples(other)];
  return ours.length === theirs.length && ours.every((example, index) => example === theirs[index]);
}

export { readAs };
