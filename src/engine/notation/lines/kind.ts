import { arrowsDocument } from '../arrows/arrows';
import { ranks, type Candidate } from '../candidate';
import type { NotationKind } from '../kind';
import type { LinesLayout } from './layout';
import { listEvidence } from './list-marks';
import { readLines } from './plain-lines';

/** Bare lines, a problem each. */
export const linesKind: NotationKind<LinesLayout> = {
  names: ['lines', 'list'],
  nameOf: ({ listed }) => (listed ? 'list' : 'lines'),
  detect: (source) => [
    { notation: { kind: 'lines' }, rank: listEvidence(source) === 'list' ? ranks.list : ranks.lines },
  ],
  read: readLines,
  adapt: () => undefined,
  adaptBare: (_, own, found) => (isListText(found) ? { ...own, listed: true } : own),
  describe: ({ listed }) => `${listed ? 'list items' : 'lines'}, a problem each`,
  records: () => 'lines',
  keepsSpace: false,
  filler: () => null,
  // Lines hold no answers; arrows are the nearest that do.
  document: (items, { listed }) =>
    arrowsDocument(items, { kind: 'arrows', arrow: '=>', ...(listed ? { listed } : {}) }),
};

/** True where a text was found to be a list. */
export function isListText(found: readonly Candidate[]): boolean {
  return found.some(({ notation, rank }) => notation.kind === 'lines' && notation.listed && rank > ranks.list);
}
