import * as v from 'valibot';

/** The arrows that part a problem from its answer, the ones that are taken for it first foremost. A tab is one too. */
export const arrows = ['==>', '⟹', '⇒', '=>', '-->', '->', '⟶', '→', '➜', '↦', '\t'] as const;

/** What parts a problem from its answer. */
export type Arrow = (typeof arrows)[number];

/** `problem => answer`, one a line. */
export interface ArrowsLayout {
  readonly kind: 'arrows';
  readonly arrow: Arrow;
  /** The mark of a list before the problem is no part of it. */
  readonly listed?: true;
  /** Of several arrows in a line the first parts it, and not the last. */
  readonly first?: true;
  /** The answer stands on the line below the problem. */
  readonly below?: true;
  /** Of one text: its comments are problems, as those of the tool are, or as all of its lines are. */
  readonly comments?: true;
  /** Of one text: its examples are written as comments, whose signs are no part of them. */
  readonly commented?: true;
  /** Of one text: it is a Markdown document, of which asides are no lines. */
  readonly document?: true;
}

const flag = v.exactOptional(v.literal(true));

/** Its stored form. */
export const storedArrows: v.GenericSchema<unknown, ArrowsLayout> = v.strictObject({
  kind: v.literal('arrows'),
  arrow: v.picklist(arrows),
  listed: flag,
  first: flag,
  below: flag,
});
