import type { Span } from './source';

/** One change to the source text. Edits of one list do not overlap and are in document order. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** A text with edits applied. They are in document order and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const edit of edits) {
    pieces.push(text.slice(at, edit.span.start), edit.text);
    at = edit.span.end;
  }
  return pieces.join('') + text.slice(at);
}
