import { arrowsDocument } from '../arrows/arrows';
import { partsAnew } from '../arrows/in-line';
import { arrows, type Arrow, type ArrowsLayout } from '../arrows/layout';
import { ranks, type Candidate } from '../candidate';
import type { NotationKind } from '../kind';
import type { LinesLayout } from './layout';
import { listEvidence } from './list-marks';
import { readLines } from './plain-lines';

/** The arrow behind which answers go to lines that have none. */
const usualArrow: Arrow = '=>';

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
  document: (items, notation) => arrowsDocument(items, withArrows(notation)),
};

/** Lines as they are with answers behind them. */
export function withArrows({ listed, joinedBy = usualArrow }: LinesLayout): ArrowsLayout {
  return { kind: 'arrows', arrow: joinedBy, ...(listed ? { listed } : {}) };
}

/** Lines whose answers go behind an arrow that none of the texts holds that will stand on either side of it. */
export function joinedApart(notation: LinesLayout, texts: readonly string[]): LinesLayout {
  const free = [usualArrow, ...arrows].find((arrow) => !texts.some((text) => partsAnew(text, arrow, true)));
  return free === undefined || free === usualArrow ? notation : { ...notation, joinedBy: free };
}

/** True where a text was found to be a list. */
export function isListText(found: readonly Candidate[]): boolean {
  return found.some(({ notation, rank }) => notation.kind === 'lines' && notation.listed && rank > ranks.list);
}
