import * as v from 'valibot';
import type { Arrow } from '../arrows/layout';

/**
 * Every line that is not blank is a problem; there are no answers. `listed`: the mark of a list before it (`- `, `1. `,
 * `- [ ] `) is no part of it.
 */
export interface LinesLayout {
  readonly kind: 'lines';
  readonly listed?: true;
  /** Of one text: the arrow behind which its answers go, where that is not the usual one. */
  readonly joinedBy?: Arrow;
  /** Of one text: its comments are problems, as those of the tool are, or as all of its lines are. */
  readonly comments?: true;
  /** Of one text: it is a Markdown document, of which asides are no lines. */
  readonly document?: true;
}

/** Its stored form. */
export const storedLines: v.GenericSchema<unknown, LinesLayout> = v.strictObject({
  kind: v.literal('lines'),
  listed: v.exactOptional(v.literal(true)),
});
