import { ranks, type Candidate } from '../notation/candidate';
import { kindOf } from '../notation/notations';
import type { Notation } from '../notation/notation';
import { isBlank, isComment, linesOf } from '../text/lines';
import type { Source } from '../text/source';
import { candidatesOf, ofNamed } from './detect';
import { heedLayout } from './heed-said';
import { sampleOf } from './sample';
import type { PlanOptions } from './plan';
import { preferredNotation } from './preferred';
import { textKindOf } from './text-kind';

/**
 * The layouts in which a text's problems can be answered, the likeliest first: a tool's own where the text has its
 * marks, then what else is evident, then what is not. Lines come before tables without a header, which may be prose;
 * after a tool's own notation where the text lacks its marks. Throws `SaidWrongly`.
 */
export function candidatesForAnswers(
  source: Source,
  own: Notation | undefined,
  options: PlanOptions,
): readonly Candidate[] {
  const comments = options.comments === true || isAllComments(source);
  return layoutsFor(source, own, options).map(({ notation, rank }) => ({
    notation: ofNamed(forAnswers(notation, comments), options.name ?? ''),
    rank,
  }));
}

/** True where some problems of examples are comments by their looks, as headings of Markdown are. */
export function areComments(examples: readonly { readonly problem: string }[]): boolean {
  return examples.some(({ problem }) => isComment(problem));
}

/** What was left empty is to be answered; comments are where they are no remarks. */
function forAnswers(notation: Notation, comments: boolean): Notation {
  if ('answerKey' in notation) return { ...notation, emptyWaits: true };
  return comments && (notation.kind === 'lines' || notation.kind === 'arrows')
    ? { ...notation, comments: true }
    : notation;
}

/** Where there is nothing else, comments are no remarks on it. */
function isAllComments(source: Source): boolean {
  return linesOf(sampleOf(source, { kind: 'lines' })).every(({ text }) => isBlank(text) || isComment(text));
}

function layoutsFor(
  source: Source,
  own: Notation | undefined,
  { name = '', said = {} }: PlanOptions,
): readonly Candidate[] {
  const found = candidatesOf(source, name);
  const saysLayout = (said.notation ?? said.delimiter ?? said.header ?? said.keepMarks) !== undefined;
  if (saysLayout) return heedLayout(source, withNamed(name, found), said);
  const preferred = own && preferredNotation(source, own, found);
  const isMarked = own !== undefined && kindOf(own).adapt(source, own, found) !== undefined;
  const rest = found.filter(
    ({ notation }) => JSON.stringify(notation) !== JSON.stringify(preferred && ofNamed(preferred, name)),
  );
  const all: Candidate[] = [
    ...(preferred ? [{ notation: preferred, rank: isMarked ? Infinity : ranks.ownBare }] : []),
    ...withNamed(name, rest).map(({ notation, rank }) => ({
      notation,
      rank: isUnsure(notation, name) ? Math.min(rank, ranks.unsure) : rank,
    })),
  ];
  return all.sort((one, other) => other.rank - one.rank);
}

/** A table without a header may be prose with commas, unless the file is said to be a table. */
function isUnsure(notation: Notation, name: string): boolean {
  return notation.kind === 'delimited' && !notation.header && !isTable(name);
}

function isTable(name: string): boolean {
  return textKindOf(name) === 'csv' || textKindOf(name) === 'tsv';
}

/** What a file's name says it is counts as evident; a table has one column at least, and may have no rows. */
function withNamed(name: string, found: readonly Candidate[]): readonly Candidate[] {
  const kind = textKindOf(name);
  if (kind === 'jsonLines') return found.map((one) => (one.notation.kind === 'jsonLines' ? sure(one) : one));
  if (kind !== 'csv' && kind !== 'tsv') return found;
  const tables = found.filter(({ notation }) => notation.kind === 'delimited');
  const delimiter = kind === 'csv' ? ',' : '\t';
  const oneColumn = [true, false].map((header): Candidate => ({
    notation: { kind: 'delimited', delimiter, header, answerColumn: 1 },
    rank: ranks.evident,
  }));
  // What is in rows is no list of lines.
  const others = found.filter(({ notation }) => 'answerKey' in notation || notation.kind === 'delimited');
  return tables.length > 0 ? others.map(sure) : [...others, ...oneColumn];
}

function sure({ notation, rank }: Candidate): Candidate {
  return { notation, rank: Math.max(rank, ranks.evident) };
}
