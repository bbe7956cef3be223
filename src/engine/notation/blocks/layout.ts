import * as v from 'valibot';

/** `Question: …` / `Answer: …`, several lines each; the labels as they are in the text, without the colon. */
export interface BlocksLayout {
  readonly kind: 'blocks';
  readonly problemLabel: string;
  readonly answerLabel: string;
}

const label = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** Its stored form. */
export const storedBlocks: v.GenericSchema<unknown, BlocksLayout> = v.strictObject({
  kind: v.literal('blocks'),
  problemLabel: label,
  answerLabel: label,
});
