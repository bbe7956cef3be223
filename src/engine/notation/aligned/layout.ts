import * as v from 'valibot';
import type { NotationOf } from '../notation';
import { storedColumns } from '../table/layout';

/** Columns that stand below one another, with two spaces or more between them. */
export interface AlignedLayout {
  readonly kind: 'aligned';
  readonly header: boolean;
}

/** Its stored form. */
export const storedAligned: v.GenericSchema<unknown, NotationOf<'aligned'>> = v.strictObject({
  kind: v.literal('aligned'),
  header: v.boolean(),
  ...storedColumns,
});
