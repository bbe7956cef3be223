/**
 * Every line that is not blank is a problem; there are no answers. `listed`: the mark of a list before it (`- `, `1. `,
 * `- [ ] `) is no part of it.
 */
export interface LinesLayout {
  readonly kind: 'lines';
  readonly listed?: true;
}
