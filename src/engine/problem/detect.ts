import { detectArrows } from '../notation/arrows';
import { detectBlocks, detectParagraphs } from '../notation/blocks/blocks';
import { ranks, type Candidate } from '../notation/candidate';
import { detectDelimited } from '../notation/table/delimited';
import { detectJsonArray, detectJsonLines } from '../notation/json/json-items';
import { listEvidence } from '../notation/list-marks';
import { detectMarkdownTable } from '../notation/table/markdown-table';
import type { Source } from '../text/source';

/** Every plausible notation of a text, the best first. Plain lines are always the last resort. */
export function candidatesOf(source: Source): readonly Candidate[] {
  const json = [...detectJsonLines(source), ...detectJsonArray(source)];
  const markdown = json.length > 0 ? [] : detectMarkdownTable(source);
  // What is JSON or a Markdown table throughout is nothing else, though commas and pipes make it look like it.
  const certain = json.some(({ rank }) => rank === ranks.json) || markdown.length > 0;
  const others = certain
    ? []
    : [...detectBlocks(source), ...detectArrows(source), ...detectDelimited(source), ...detectParagraphs(source)];
  const evidence = listEvidence(source);
  const all: Candidate[] = [
    ...json,
    ...markdown,
    ...others,
    { notation: { kind: 'lines' }, rank: evidence === 'list' ? ranks.list : ranks.lines },
  ];
  // Without the marks right before the same lines with them; right behind where it is in doubt whether it is a list.
  const listed = all.flatMap(({ notation, rank }): Candidate[] => {
    if (!evidence || (notation.kind !== 'arrows' && notation.kind !== 'lines')) return [];
    return [{ notation: { ...notation, listed: true }, rank: rank + (evidence === 'list' ? 0.5 : -0.5) }];
  });
  return [...all, ...listed].sort((a, b) => b.rank - a.rank);
}
