/** `Question: …` / `Answer: …`, several lines each; the labels as they are in the text, without the colon. */
export interface BlocksLayout {
  readonly kind: 'blocks';
  readonly problemLabel: string;
  readonly answerLabel: string;
}
