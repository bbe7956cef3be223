import { ranks, type Candidate } from '../notation/candidate';
import { kindOf } from '../notation/notations';
import type { Notation } from '../notation/notation';
import type { Source } from '../text/source';

/**
 * The notation with which a tool's new text is read: the tool's own, adapted to the text. `undefined` where the
 * text speaks for another one.
 *
 * A text has the notation's own marks (labels, arrows, the delimiter), or it lacks them and can be read all the
 * same: paragraphs as blocks without labels, lines as rows that lack their answers. The first is beaten only by
 * what can be nothing else (JSON); the second by any notation whose marks are there. Lines are those of a list where
 * the text is one, whether the tool's own were or not.
 */
export function preferredNotation(
  source: Source,
  preferred: Notation,
  found: readonly Candidate[],
): Notation | undefined {
  const strongest = found[0]?.rank ?? 0;
  const kind = kindOf(preferred);
  const marked = kind.adapt(source, preferred, found);
  if (marked) {
    const isBeaten =
      strongest >= ranks.mostlyJson &&
      !found.some(({ notation, rank }) => notation.kind === preferred.kind && rank === strongest) &&
      !('problemKey' in preferred);
    return isBeaten ? undefined : marked;
  }
  return strongest >= ranks.evident ? undefined : kind.adaptBare(source, preferred, found);
}
