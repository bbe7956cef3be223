import { coverageOf } from '../../engine/making/coverage';
import { makeAtOnce, type InstantParts } from '../../engine/making/make-at-once';
import type { Example } from '../../engine/making/split';
import type { Item, Reading } from '../../engine/notation/notation';
import { noveltyOf } from '../../engine/using/novelty';

/** Lines that were edited alike, so that others can be changed in the same way without a model. */
export interface AlikeEdits {
  /** Where the last edited line begins. */
  readonly start: number;
  /** So many other lines would change that are like the edited ones; `null` where one is asked about first. */
  readonly others: number | null;
}

/** More edited lines than these are ordinary work, in which no rule is looked for. */
const mostEdits = 12;

/** So many of the other lines are looked at, from the first edit on. */
const mostOthers = 400;

/** The examples of edits among which a rule is looked for; `undefined` where they are too few, or too many. */
export function editsToCompare({ items }: Reading): readonly Example[] | undefined {
  const examples = items.flatMap(({ problem, answer }) => (answer === null ? [] : [{ problem, answer }]));
  return examples.length >= 2 && examples.length <= mostEdits ? examples : undefined;
}

/**
 * Finds whether edits are alike: whether the instant maker makes a tool of them, which changes further lines of their
 * text. Nothing is kept of the tool. `undefined` where they are not, or where the search was ended.
 */
export async function findAlike(
  reading: Reading,
  examples: readonly Example[],
  parts: InstantParts,
  signal: AbortSignal,
): Promise<AlikeEdits | undefined> {
  const start = reading.items.findLast(({ answer }) => answer !== null)?.span.start ?? 0;
  const open = fromFirstEdit(reading.items).slice(0, mostOthers);
  if (open.length === 0) return undefined;
  const outcome = await makeAtOnce({ examples, open, notation: reading.notation, foreign: [] }, parts, signal);
  if (outcome.kind === 'asks') return { start, others: null };
  if (outcome.kind !== 'made') return undefined;
  const coverage = await coverageOf(outcome.tool, open, parts.workshop, signal);
  const novelty = noveltyOf(outcome.tool);
  const others =
    coverage?.answered.filter(({ problem, answer }) => answer !== problem && novelty(problem, answer) === null)
      .length ?? 0;
  return others > 0 ? { start, others } : undefined;
}

/** The lines that were not edited: those behind the first edit, then those before it. */
function fromFirstEdit(items: readonly Item[]): readonly string[] {
  const first = items.findIndex(({ answer }) => answer !== null);
  return [...items.slice(first), ...items.slice(0, first)].flatMap(({ problem, answer }) =>
    answer === null ? [problem] : [],
  );
}
