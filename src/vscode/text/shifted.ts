import type { Span } from '../../engine/text/source';
import type { TextEdit } from '../../engine/text/edits';

/**
 * Where stretches of a text stand after edits to it. Exact, since the edits are known; looking for the same text again
 * found "4" within "14". Neither list overlaps the other; both come back in document order.
 */
export function shifted(spans: readonly Span[], edits: readonly TextEdit[]): readonly Span[] {
  const inOrder = [...edits].sort((a, b) => a.span.start - b.span.start);
  let at = 0;
  let moved = 0;
  return [...spans]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => {
      for (let edit = inOrder[at]; edit && edit.span.end <= start; edit = inOrder[at]) {
        moved += edit.text.length - (edit.span.end - edit.span.start);
        at += 1;
      }
      return { start: start + moved, end: end + moved };
    });
}
