import type { Notation, NotationOf } from './notation';

/** What holds for one text alone. */
const ofOneText: ReadonlySet<string> = new Set<
  keyof NotationOf<'delimited'> | keyof NotationOf<'lines'> | keyof NotationOf<'arrows'> | keyof NotationOf<'jsonArray'>
>(['emptyWaits', 'within', 'members', 'preamble', 'columns', 'joinedBy', 'comments', 'commented', 'document']);

/** A notation without what holds for one text alone: as it is stored with a tool, and read with by another text. */
export function ofAnyText<N extends Notation>(notation: N): N {
  return Object.fromEntries(Object.entries(notation).filter(([name]) => !ofOneText.has(name))) as N;
}

/** Names a notation's layout, whatever the parts of its records are for. */
export function layoutKey(notation: Notation): string {
  const roles = new Set<string>(
    'answerKey' in notation
      ? ['problemKey', 'furtherKeys', 'answerKey', 'numbers', 'emptyWaits']
      : ['answerColumn', 'problemColumn', 'furtherColumns', 'answerName'],
  );
  return JSON.stringify(
    Object.entries(notation)
      .filter(([name]) => !roles.has(name))
      .sort(),
  );
}
