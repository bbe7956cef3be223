import { ranks, type Candidate } from '../notation/candidate';
import { saidJsonLines } from '../notation/json/json-items';
import { listEvidence } from '../notation/lines/list-marks';
import type { Notation } from '../notation/notation';
import { kindOf, kinds } from '../notation/notations';
import type { Source } from '../text/source';
import { textKindOf, type TextKind } from './text-kind';

/**
 * Every plausible notation of a text, the best first. Plain lines are always the last resort. `name`: the file's, or
 * the editor's language, which may say what is in it.
 */
export function candidatesOf(source: Source, name = ''): readonly Candidate[] {
  const kind = textKindOf(name);
  const detected = kinds
    .filter((one) => one !== 'lines' && mayBe(kind, one))
    .flatMap((one) => kindOf({ kind: one }).detect(source));
  const found = kind === 'jsonLines' && detected.length === 0 ? saidJsonLines(source) : detected;
  // What is JSON or a Markdown table throughout is nothing else, though commas and pipes make it look like it.
  const certain = found.find(({ rank, notation }) => rank === ranks.json || notation.kind === 'markdownTable');
  const marked = certain
    ? found.filter(
        ({ notation }) => notation.kind === certain.notation.kind || 'within' in notation || 'members' in notation,
      )
    : found;
  const all = [...marked, ...kindOf({ kind: 'lines' }).detect(source)];
  // Without the marks right before the same lines with them; right behind where it is in doubt whether it is a list.
  const evidence = listEvidence(source);
  const listed = all.flatMap(({ notation, rank }): Candidate[] => {
    if (!evidence || (notation.kind !== 'arrows' && notation.kind !== 'lines')) return [];
    return [{ notation: { ...notation, listed: true }, rank: rank + (evidence === 'list' ? 0.5 : -0.5) }];
  });
  return [...all, ...listed]
    .map((one) => ({ ...one, notation: ofNamed(one.notation, name) }))
    .sort((a, b) => b.rank - a.rank);
}

/** A notation of lines as one of a Markdown document, where the text is named so. */
export function ofNamed(notation: Notation, name: string): Notation {
  return textKindOf(name) === 'markdown' && (notation.kind === 'lines' || notation.kind === 'arrows')
    ? { ...notation, document: true }
    : notation;
}

/** Whether a file of a kind can hold a notation: code is no table, and what is said to be a table is no other one. */
function mayBe(kind: TextKind | undefined, notation: Candidate['notation']['kind']): boolean {
  switch (kind) {
    case 'code':
    case 'log':
      return notation !== 'delimited' && notation !== 'aligned' && notation !== 'markdownTable';
    case 'csv':
    case 'tsv':
      return notation !== 'aligned' && notation !== 'markdownTable';
    case 'jsonLines':
      return notation === 'jsonLines' || notation === 'jsonArray';
    case 'markdown':
      return notation !== 'aligned';
    case undefined:
      return true;
  }
}
