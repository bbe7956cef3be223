import { shape } from '../form/shape';
import type { RefusedAnswer } from '../problem/write';
import { attentionOrder, type Attention, type ReviewedRow } from './review';

/** What a row is listed under: why it deserves a look, or that its answer will not be written. */
export type RowKind = Attention | 'taken' | 'unfit';

/** Exceptions first; what will not be written is one, and comes before all that will be. */
export const rowKinds: readonly RowKind[] = attentionOrder.flatMap((attention): readonly RowKind[] =>
  attention === 'byModel' ? ['taken', 'unfit', attention] : [attention],
);

/** Rows of one kind. */
export interface KindGroup {
  readonly kind: RowKind;
  readonly rows: readonly ReviewedRow[];
}

/** Rows of one kind whose problems have one form; the first stands for all. */
export interface FormGroup extends KindGroup {
  readonly form: string;
  readonly rows: readonly [ReviewedRow, ...ReviewedRow[]];
}

/** The kinds that there are, in the order in which they are to be seen. `refused`: the answers that are not written. */
export function kindGroups(
  rows: readonly ReviewedRow[],
  refused: ReadonlyMap<number, Pick<RefusedAnswer, 'isTaken'>>,
): readonly KindGroup[] {
  const groups = new Map<RowKind, ReviewedRow[]>(rowKinds.map((kind) => [kind, []]));
  for (const row of rows) {
    const refusal = refused.get(row.index);
    groups.get(refusal ? (refusal.isTaken ? 'taken' : 'unfit') : row.attention)?.push(row);
  }
  return [...groups].flatMap(([kind, own]) => (own.length > 0 ? [{ kind, rows: own }] : []));
}

/** The rows of a kind by the form of their problems and what is new in them, the most frequent form first. */
export function formGroups({ kind, rows }: KindGroup): readonly FormGroup[] {
  const forms = new Map<string, [ReviewedRow, ...ReviewedRow[]]>();
  for (const row of rows) {
    const form = kind === 'novel' ? `${shape(row.item.problem)}\n${row.novel ?? ''}` : shape(row.item.problem);
    const known = forms.get(form);
    if (known) known.push(row);
    else forms.set(form, [row]);
  }
  return [...forms]
    .map(([form, own]) => ({ kind, form, rows: own }))
    .sort((one, other) => other.rows.length - one.rows.length);
}
