import type { Notation } from '../notation/notation';
import type { Source } from '../text/source';
import { hasParts, partsOf, withRoles } from './parts';
import { sampleOf } from './sample';

/** The most columns that are offered as the answer's. */
const mostOffered = 8;

/** The notations that read a table with another of its columns as the answer's, all others being the problem. */
export function otherAnswers(source: Source, notation: Notation): readonly Notation[] {
  if (!hasParts(notation) || 'answerKey' in notation) return [];
  const parts = partsOf(sampleOf(source, notation), notation);
  if (!parts) return [];
  return [...parts.names.keys()]
    .slice(0, mostOffered)
    .filter((column) => column !== notation.answerColumn)
    .map((answer) => withRoles(notation, parts, { problem: 'rest', answer }));
}
