import { ranks } from '../candidate';
import type { NotationKind } from '../kind';
import { lineSpans, linesOf } from '../../text/lines';
import { detectBlocks, detectParagraphs, readBlocks } from './blocks';
import { blocksDocument, fillBlock } from './blocks-writing';
import { isSeparator, sameLabel } from './labels';
import type { BlocksLayout } from './layout';

/** Labelled blocks of several lines. */
export const blocksKind: NotationKind<BlocksLayout> = {
  names: ['blocks'],
  nameOf: () => 'blocks',
  detect: (source) => [...detectBlocks(source), ...detectParagraphs(source)],
  read: readBlocks,
  adapt: (_, own, found) => {
    const labelled = found.flatMap(({ notation, rank }) =>
      notation.kind === 'blocks' && rank !== ranks.paragraphs ? [notation] : [],
    );
    return labelled.find(({ problemLabel }) => sameLabel(problemLabel, own.problemLabel)) ?? labelled[0];
  },
  adaptBare: (_, own) => own,
  describe: ({ problemLabel, answerLabel }) => `${problemLabel}/${answerLabel} blocks`,
  records: () => 'whole',
  keepsSpace: false,
  filler: (source, _, notation, lineEnd) => {
    const style = {
      lineEnd,
      lineOf: lineSpans(source.text),
      dashes: linesOf(source).some(({ text }) => isSeparator(text)),
    };
    return (item, answer) => fillBlock(source.text, item, answer, notation, style);
  },
  document: blocksDocument,
};
