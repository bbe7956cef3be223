import { arrayElements } from '../notation/json/json-tree';
import type { Notation } from '../notation/notation';
import type { Source } from '../text/source';
import { isReadInPieces, recordEnds } from './records';

/** So many records of a text are tried, before it is read as a whole. */
const sampledRecords = 400;
const sampledCharacters = 200_000;

/** The first records of a text: enough to tell what its parts are. */
export function sampleOf(source: Source, notation: Notation): Source {
  const { text, spans } = source;
  const [first] = spans;
  if (!first) return source;
  if (notation.kind === 'jsonArray') {
    const elements = arrayElements(source) ?? [];
    const last = elements[sampledRecords - 1];
    const start = elements[0];
    if (!last || !start || elements.length === sampledRecords) return source;
    return {
      text,
      spans: [{ start: start.offset + start.node.offset, end: last.offset + last.node.offset + last.node.length }],
    };
  }
  if (!isReadInPieces(notation) || first.end - first.start <= sampledCharacters) return source;
  const ends = recordEnds(text.slice(first.start, first.start + sampledCharacters), notation, false);
  const end = ends[Math.min(ends.length, sampledRecords) - 1];
  return end === undefined ? source : { text, spans: [{ start: first.start, end: first.start + end }] };
}
