import { readEdits } from '../../engine/problem/from-edits';
import type { FindRest } from './rest';
import { wholeOf } from './selection';
import { openItems } from '../../engine/applying/open-items';

/**
 * Finds the lines of a document that are as they were in an earlier text. The edits are looked for anew each time, so
 * that a line that was edited meanwhile is not in the rest. `listed`, whether marks of a list are a part of the lines,
 * is not looked for anew.
 */
export function restSince(before: string, listed: boolean): FindRest {
  return (document) => {
    const source = wholeOf(document);
    const result = readEdits(before, source.text, listed);
    if (result.kind !== 'read') return undefined;
    const { open, anew } = openItems(result.reading);
    return open.length === 0 ? undefined : { source, reading: result.reading, open, anew };
  };
}
