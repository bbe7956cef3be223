import { detectArrows } from './arrows';
import { detectBlocks, detectParagraphs } from './blocks';
import { ranks, type Candidate } from './candidate';
import { detectDelimited } from './delimited';
import { detectJsonArray, detectJsonLines } from './json-items';
import { detectMarkdownTable } from './markdown-table';
import { listEvidence } from './list-marks';
import type { Source } from './notation';

/** Every plausible notation of a text, the best first. Plain lines are always the last resort. */
export function candidatesOf(source: Source): readonly Candidate[] {
  const json = [...detectJsonLines(source), ...detectJsonArray(source)];
  const markdown = json.length > 0 ? [] : detectMarkdownTable(source);
  // What is JSON or a Markdown table throughout is nothing else, though commas and pipes make it look like it.
  const certain = json.some(({ rank }) => rank === ranks.json) || markdown.length > 0;
  const others = certain ? [] : [...detectBlocks(source), ...detectArrows(source), ...detectDelimited(source), ...detectParagraphs(source)];
  const all: Candidate[] = [...json, ...markdown, ...others, { notation: { kind: 'lines' }, rank: ranks.lines }];
  return [...all, ...asList(source, all)].sort((a, b) => b.rank - a.rank);
}

/** The notations whose lines may be the items of a list, without the marks: right before those with them; right behind where it is in doubt. */
function asList(source: Source, found: readonly Candidate[]): readonly Candidate[] {
  const evidence = listEvidence(source);
  if (!evidence) return [];
  return found.flatMap(({ notation, rank }): Candidate[] => {
    if (notation.kind !== 'arrows' && notation.kind !== 'lines') return [];
    const isSure = evidence === 'list';
    return [{ notation: { ...notation, listed: true }, rank: isSure && notation.kind === 'lines' ? ranks.list : rank + (isSure ? 0.5 : -0.5) }];
  });
}
