/** A half-open stretch of a text, in UTF-16 code units (as the editor counts). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text and the stretches of it that were highlighted; one stretch over everything where nothing was. */
export interface Source {
  readonly text: string;
  /** In document order, not overlapping, none empty. */
  readonly spans: readonly Span[];
}

/** Everything of a text as one source; without a stretch where the text is empty. */
export function wholeOf(text: string): Source {
  return { text, spans: text === '' ? [] : [{ start: 0, end: text.length }] };
}
