import { joinedApart } from '../notation/lines/kind';
import type { Notation, Reading } from '../notation/notation';
import type { Source } from '../text/source';
import { picked } from './heed-said';
import type { Plan, PlanOptions } from './plan';

/** Of a long text so much shows which arrows it holds. */
const arrowsLookedFor = 200_000;

/**
 * The plan of a text that was read, with what the person said of what is to be answered and how. `firstAnswers`: some
 * of those that will stand there.
 */
export function planOf(
  source: Source,
  reading: Reading,
  firstAnswers: readonly string[],
  { said = {} }: PlanOptions,
): Plan {
  const notation = ofThisText(source, reading, firstAnswers);
  const fixed = { ...reading, notation };
  return {
    reading: said.lines ? picked(fixed, said.lines) : fixed,
    overwrite: said.overwrite ?? false,
    guard: said.guard ?? 'unlessMeant',
  };
}

/** A reading's notation with what holds for its text: how wide the table is, and what parts answers from lines. */
function ofThisText({ text, spans }: Source, reading: Reading, firstAnswers: readonly string[]): Notation {
  const { notation, columns = 1 } = reading;
  if (notation.kind === 'delimited') return { ...notation, columns };
  if (notation.kind !== 'lines') return notation;
  const lines = spans.map(({ start, end }) => text.slice(start, Math.min(end, start + arrowsLookedFor)));
  return joinedApart(notation, [...lines, ...firstAnswers]);
}
