import { isBlank, linesOf } from '../text/lines';
import type { Source } from '../text/source';
import type { Said } from './said';

/** Signs that people write between a problem and its answer, and that stand in all sorts of other texts. */
const signs = ['=', ':', '–', '—', '|', '~'] as const;

/** One pair may be chance. */
const fewestPairs = 2;

/**
 * What says that a sign parts problems from answers, where each line has that sign once, between two texts. It is no
 * reading of the text that would be taken unsaid: lines of settings look like that, too.
 */
export function signBetween(source: Source): Said | undefined {
  const lines = linesOf(source).filter(({ text }) => !isBlank(text));
  const sign = signs.find((one) =>
    lines.every(({ text }) => {
      const parts = text.split(one);
      return parts.length === 2 && parts.every((part) => !isBlank(part));
    }),
  );
  return sign === undefined || lines.length < fewestPairs ? undefined : { delimiter: sign, answerColumn: '2' };
}
