import type { Complaint } from '../notation/notation';
import type { Source } from '../text/source';
import { lineAt } from '../text/lines';

/** Characters looked at to tell texts from other data. */
const sampleSize = 65_536;

/** Why a selection holds no text that could be read; `undefined` where it does. */
export function illegible(source: Source): Complaint | undefined {
  const first = source.spans[0];
  if (!first) return { line: 1, reason: 'the selection is empty. Select a few problems.' };
  const line = lineAt(source.text, first.start);
  const selected = source.spans
    .map((span) => source.text.slice(span.start, Math.min(span.end, span.start + sampleSize)))
    .join('')
    .slice(0, sampleSize);
  if (selected.trim() === '' && source.spans.every((span) => source.text.slice(span.start, span.end).trim() === '')) {
    return { line, reason: 'there is nothing but white space in the selection. Select a few problems.' };
  }
  // Control characters, and what decoders put in the place of bytes that are no text.
  const strange = selected.match(/[\u0000-\u0008\u000E-\u001A\u001C-\u001F\uFFFD]/g)?.length ?? 0;
  if (selected.includes('\u0000') || strange * 20 > selected.length) {
    return {
      line,
      reason: 'this looks like binary data and not like text. Open the file with its right encoding, or select text.',
    };
  }
  return undefined;
}
