import type { NotationKind } from '../kind';
import type { NotationOf } from '../notation';
import { columnIn } from '../table/columns';
import { alignedDocument, answersBegin, detectAligned, fillAligned, furtherAligned, readAligned } from './aligned';

/** Columns that stand below one another. */
export const alignedKind: NotationKind<NotationOf<'aligned'>> = {
  names: ['aligned', 'columns'],
  nameOf: () => 'aligned',
  detect: detectAligned,
  read: readAligned,
  adapt: (_, own, found) => {
    const there = found.flatMap(({ notation }) => (notation.kind === 'aligned' ? [notation] : []));
    return there.find(({ answerColumn }) => answerColumn === own.answerColumn) ?? there[0];
  },
  adaptBare: () => undefined,
  describe: (notation, columnNames) =>
    `columns aligned by spaces${notation.header ? '' : ' without a header'}, ${columnIn(notation, columnNames)}`,
  records: () => 'whole',
  cells: { further: (text) => (text === '' ? '' : furtherAligned(text)), heading: (name) => furtherAligned(name) },
  keepsSpace: false,
  filler: (_, reading) => {
    const column = answersBegin(reading);
    return (item, answer) => fillAligned(item, answer, column);
  },
  document: alignedDocument,
};
