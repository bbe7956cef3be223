import type { Candidate } from '../candidate';
import type { NotationKind } from '../kind';
import { isListText } from '../lines/kind';
import { arrowsDocument, detectArrows, fillArrow, readArrows } from './arrows';
import { arrowName } from './in-line';
import type { ArrowsLayout } from './layout';

/** Lines with an arrow between problem and answer. */
export const arrowsKind: NotationKind<ArrowsLayout> = {
  names: ['arrows'],
  nameOf: ({ arrow, first }) => (arrow === '\t' ? 'tab' : first ? `first ${arrow}` : arrow),
  detect: detectArrows,
  read: readArrows,
  adapt: (_, own, found) => {
    const there = found.flatMap(({ notation }) => (notation.kind === 'arrows' ? [notation] : []));
    const best =
      there.find(({ arrow }) => arrow === own.arrow) ??
      (own.arrow === '\t' ? undefined : there.find(({ arrow }) => arrow !== '\t'));
    // Where it is in doubt whether the text is a list, it is one as the tool's own was.
    return best && own.listed ? { ...best, listed: true } : best;
  },
  adaptBare: (_, own, found: readonly Candidate[]) => (isListText(found) ? { ...own, listed: true } : own),
  describe: ({ arrow, listed, below, commented }) =>
    `${listed ? 'list items' : commented ? 'comments' : 'lines'} with ${arrowName(arrow)}${below ? ', answers below' : ''}`,
  records: ({ below }) => (below ? 'whole' : 'lines'),
  keepsSpace: false,
  filler:
    ({ text }, _, notation, lineEnd) =>
    (item, answer) =>
      fillArrow(text, item, answer, notation, lineEnd),
  document: arrowsDocument,
};
