import type { Notation, NotationOf } from './notation';

/** A notation without what holds for one text alone: as it is stored with a tool, and read with by another text. */
export function ofAnyText<N extends Notation>(notation: N): N {
  if (notation.kind !== 'delimited') return notation;
  const { preamble, columns, ...others }: NotationOf<'delimited'> = notation;
  return others as N;
}
