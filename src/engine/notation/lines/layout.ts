import * as v from 'valibot';

/**
 * Every line that is not blank is a problem; there are no answers. `listed`: the mark of a list before it (`- `, `1. `,
 * `- [ ] `) is no part of it.
 */
export interface LinesLayout {
  readonly kind: 'lines';
  readonly listed?: true;
}

/** Its stored form. */
export const storedLines: v.GenericSchema<unknown, LinesLayout> = v.strictObject({
  kind: v.literal('lines'),
  listed: v.exactOptional(v.literal(true)),
});
