import { shape } from '../form/shape';
import type { Item, Reading } from '../notation/notation';
import { textOf } from '../text/lines';
import type { Source } from '../text/source';

/** What tools make of a text: whether one reads it, and what it answers. */
export interface Judged {
  readonly reads: boolean;
  readonly answer?: string | undefined;
}

/** Has tools read texts without a model; in their order. */
export type Judge = (texts: readonly string[]) => Promise<readonly Judged[]>;

/** So many lines with arrows show what they are in a text. */
const compared = 20;

/**
 * True where the arrows of a text are data: tools read lines with them as they are, what is before an arrow is read
 * nowhere where the line is not, and nothing behind one is the answer to what is before it.
 */
export async function arrowsAreData(source: Source, reading: Reading, judge: Judge): Promise<boolean> {
  if (!hasArrows(reading)) return false;
  const solved = reading.items.filter(({ answer }) => answer !== null).slice(0, compared);
  if (solved.length === 0) return false;
  const before = await judge(solved.map(({ problem }) => problem));
  if (solved.some(({ answer }, at) => before[at]?.answer?.trim() === answer?.trim())) return false;
  const whole = await judge(solved.map((item) => lineOf(source, item)));
  return whole.some(({ reads }) => reads) && !before.some(({ reads }, at) => reads && whole[at]?.reads !== true);
}

/**
 * A reading in which an arrow parts a line only where its answer has the form of the tools' `answers` or is theirs, or
 * they read what is before it and not the line. Else the line is a problem as a whole, where they read that; and where
 * they read neither, whether what is behind the arrow is an answer is unclear.
 */
export async function heedArrows(
  source: Source,
  reading: Reading,
  answers: readonly string[],
  judge: Judge,
): Promise<Reading> {
  if (!hasArrows(reading)) return reading;
  const forms = new Set(answers.map(shape));
  const strange = reading.items.filter(({ answer }) => answer !== null && answer !== '' && !forms.has(shape(answer)));
  if (strange.length === 0) return reading;
  const whole = await judge(strange.map((item) => lineOf(source, item)));
  const before = await judge(strange.map(({ problem }) => problem));
  const meant = new Map(
    strange.map((item, at) => {
      const [own, line] = [before[at], whole[at]];
      if (own?.answer?.trim() === item.answer?.trim()) return [item, item];
      if (line?.reads) return [item, wholeLine(source, item)];
      return [item, own?.reads ? item : { ...item, isUnclear: true }];
    }),
  );
  return { ...reading, items: reading.items.map((item) => meant.get(item) ?? item) };
}

function hasArrows({ notation }: Reading): boolean {
  return notation.kind === 'arrows' && !notation.below;
}

function lineOf({ text }: Source, { span }: Pick<Item, 'span'>): string {
  return textOf(text, span);
}

function wholeLine(source: Source, { span }: Item): Item {
  return { problem: lineOf(source, { span }), answer: null, span, problemSpan: span, answerSpan: null };
}
