import { ranks, type Candidate } from '../notation/candidate';
import { isListed } from '../notation/lines/list-marks';
import { arrows, type Arrow } from '../notation/arrows/layout';
import { detectTables } from '../notation/table/delimited';
import { markdownHeaders, markdownTableBelow } from '../notation/table/markdown-table';
import { delimiterSign } from '../notation/table/layout';
import { describeNotation, kindOf, kinds } from '../notation/notations';
import type { Notation, NotationOf, Reading } from '../notation/notation';
import type { Source } from '../text/source';
import { findPart, hasParts, partsOf, rolesIn, withRoles, type Parts, type Roles } from './parts';
import type { ItemRange, PartName, Said } from './said';

/** What was said of a text does not hold for it: what there is instead, a sentence. */
export class SaidWrongly extends Error {}

/** The notations that agree with what was said of how the records lie. Throws `SaidWrongly`. */
export function heedLayout(source: Source, found: readonly Candidate[], said: Said): readonly Candidate[] {
  let left = found;
  if (said.notation !== undefined) left = ofNotation(source, found, said.notation);
  if (said.keepMarks)
    left = left.filter(({ notation }) => !isListed(notation) && !('commented' in notation && notation.commented));
  if (said.delimiter !== undefined) left = ofDelimiter(source, left, said.delimiter);
  if (said.header !== undefined) left = ofHeader(source, left, said.header);
  return left;
}

function ofNotation(source: Source, found: readonly Candidate[], name: string): readonly Candidate[] {
  const arrow = arrows.find((one) => one === name || `first ${one}` === name || (one === '\t' && name === 'tab'));
  if (arrow) return ofArrow(found, arrow, name === `first ${arrow}`);
  const kind = kinds.find((one) => kindOf({ kind: one }).names.includes(name.toLowerCase()));
  if (!kind)
    throw new SaidWrongly(
      `There is no notation “${name}”. There are: ${kinds.flatMap((one) => kindOf({ kind: one }).names).join(', ')}, and the arrows ${arrows.filter((one) => one !== '\t').join(' ')}.`,
    );
  const all = [...found.filter(({ notation }) => notation.kind === kind), ...kindOf({ kind }).detect(source)];
  const meant = all.filter(({ notation }) => isNamed(notation, name.toLowerCase()));
  const [first] = meant;
  if (first) return meant;
  if (kind === 'lines')
    return [{ notation: { kind, ...(name === 'list' ? { listed: true } : {}) }, rank: ranks.lines }];
  if (kind === 'delimited') return ofDelimiter(source, [], name === 'tsv' ? '\t' : ',');
  throw new SaidWrongly(
    `This is no text in the notation “${name}”.${found[0] ? ` It can be read as ${describeNotation(found[0].notation)}.` : ''}`,
  );
}

/** Lines that an arrow parts: the first one in them where that is said; else the last, where nothing tells which. */
function ofArrow(found: readonly Candidate[], arrow: Arrow, first: boolean): readonly Candidate[] {
  const there = found.filter(({ notation }) => notation.kind === 'arrows' && notation.arrow === arrow);
  const byFirst = there.filter(({ notation }) => notation.kind === 'arrows' && notation.first === true);
  const byLast = there.filter((one) => !byFirst.includes(one));
  const isTied = byFirst[0]?.rank === byLast[0]?.rank;
  const meant = first ? byFirst : isTied ? byLast : there;
  return meant.length > 0
    ? meant
    : [{ notation: { kind: 'arrows', arrow, ...(first ? { first: true } : {}) }, rank: ranks.evident }];
}

function isNamed(notation: Notation, name: string): boolean {
  if (name === 'list') return isListed(notation);
  if (name === 'tsv') return notation.kind === 'delimited' && notation.delimiter === '\t';
  return true;
}

/** Rows with that delimiter, whatever else the text looks like. */
function ofDelimiter(source: Source, found: readonly Candidate[], given: string): readonly Candidate[] {
  const delimiter = given === 'tab' || given === '\\t' ? '\t' : given;
  if (!delimiterSign.test(delimiter))
    throw new SaidWrongly(`“${given}” parts no cells that can be read. Say one sign, such as , ; | : or tab.`);
  const all = [...found, ...detectTables(source, delimiter)];
  const meant = all.filter(({ notation }) => notation.kind === 'delimited' && notation.delimiter === delimiter);
  if (meant.length > 0) return meant;
  return [true, false].map((header) => ({
    notation: { kind: 'delimited', delimiter, header, answerColumn: 1 },
    rank: ranks.table,
  }));
}

/** Tables whose columns are named in that line. */
function ofHeader(source: Source, found: readonly Candidate[], header: number | 'none'): readonly Candidate[] {
  if (found.some(({ notation }) => notation.kind === 'markdownTable')) return ofMarkdownHeader(source, header);
  const tables = found.filter(({ notation }) => notation.kind === 'delimited' || notation.kind === 'aligned');
  const all = tables.length > 0 ? tables : kindOf({ kind: 'delimited' }).detect(source);
  const seen = new Set<string>();
  const meant = all.flatMap(({ notation, rank }): Candidate[] => {
    if (notation.kind !== 'delimited' && notation.kind !== 'aligned') return [];
    const { preamble = 0 } = notation.kind === 'delimited' ? notation : {};
    const key = notation.kind === 'delimited' ? notation.delimiter : '';
    if (seen.has(key)) return [];
    seen.add(key);
    if (notation.kind === 'aligned') return [{ notation: { ...notation, header: header !== 'none' }, rank }];
    const above = header === 'none' ? preamble : header - 1;
    const table: NotationOf<'delimited'> = { ...notation, header: header !== 'none', preamble: above };
    return [{ notation: table, rank }];
  });
  if (meant.length === 0)
    throw new SaidWrongly(
      'A header is said, and this is no table of several columns. Say what parts its cells (--delimiter).',
    );
  return meant;
}

function ofMarkdownHeader(source: Source, header: number | 'none'): readonly Candidate[] {
  const there = markdownHeaders(source);
  if (header === 'none' || !there.includes(header))
    throw new SaidWrongly(
      `has its tables’ headers on ${there.length === 1 ? 'line' : 'lines'} ${there.join(', ')}: --header takes one of these.`,
    );
  return markdownTableBelow(source, header - 1, true);
}

/** The notation with the roles that were said; what was not said stays `undefined`. Throws `SaidWrongly`. */
export interface SaidRoles {
  readonly problem: readonly number[] | undefined;
  readonly answer: number | string | undefined;
}

/** The parts that were said to be the problem and the answer. Throws `SaidWrongly`. */
export function heedRoles(parts: Parts, { columns, answerColumn }: Said): SaidRoles {
  const problem = columns?.map((name) => {
    const place = findPart(parts, name);
    if (place === undefined) throw new SaidWrongly(noPart(parts, name));
    return place;
  });
  // Numbers name what is there; any other name may be that of a new part.
  if (answerColumn !== undefined && /^\d{1,4}$/.test(answerColumn) && findPart(parts, answerColumn) === undefined)
    throw new SaidWrongly(noPart(parts, answerColumn));
  const answer = answerColumn === undefined ? undefined : (findPart(parts, answerColumn) ?? answerColumn);
  if (typeof answer === 'number' && problem?.includes(answer))
    throw new SaidWrongly(
      `The ${parts.what} “${parts.names[answer] ?? ''}” cannot hold both the problems and the answers.`,
    );
  return { problem, answer };
}

function noPart({ what, names }: Parts, name: PartName): string {
  return names.length === 0
    ? `there is no ${what} “${name}”: no ${what}s were found.`
    : `has no ${what} “${name}”; it has: ${names.join(', ')}.`;
}

/** The notations of solved problems with the roles that were said. Throws `SaidWrongly`. */
export function heedSolved(source: Source, found: readonly Candidate[], said: Said): readonly Candidate[] {
  if (said.columns === undefined && said.answerColumn === undefined) return found;
  const seen = new Set<string>();
  let wrong: SaidWrongly | undefined;
  const meant = found.flatMap(({ notation, rank }): Candidate[] => {
    if (!hasParts(notation)) return [];
    const parts = partsOf(source, notation);
    const standing = parts && rolesIn(notation, parts);
    if (!parts || !standing) return [];
    try {
      const { problem, answer = standing.answer } = heedRoles(parts, said);
      const roles: Roles = { problem: problem ?? 'rest', answer };
      if ('answerKey' in notation && !problem)
        return [{ notation: withRoles(notation, parts, { ...standing, answer }), rank }];
      const given = withRoles(notation, parts, roles);
      const key = JSON.stringify(given);
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ notation: given, rank }];
    } catch (error) {
      if (!(error instanceof SaidWrongly)) throw error;
      wrong ??= error;
      return [];
    }
  });
  if (meant.length > 0) return byNumber(meant, said);
  throw wrong ?? new SaidWrongly(`The text has no columns or keys, so none can be named.`);
}

/** Where nothing tells whether a first row names the columns, who names one by its number says that none is named. */
function byNumber(meant: readonly Candidate[], { answerColumn, columns = [] }: Said): readonly Candidate[] {
  const names = [...columns, ...(answerColumn === undefined ? [] : [answerColumn])];
  if (!names.every((name) => /^\d+$/.test(name))) return meant;
  const [first] = meant;
  const bare = meant.filter(({ notation, rank }) => rank === first?.rank && 'header' in notation && !notation.header);
  return bare.length > 0 ? [...bare, ...meant.filter((one) => !bare.includes(one) && one.rank !== first?.rank)] : meant;
}

/** A reading with these problems alone, in the order asked for, each once. Throws `SaidWrongly`. */
export function picked(reading: Reading, ranges: readonly ItemRange[]): Reading {
  const highest = Math.max(...ranges.map(({ from, to }) => (to === Infinity ? from : to)));
  if (highest > reading.items.length)
    throw new SaidWrongly(
      `holds ${reading.items.length === 1 ? '1 problem' : `${reading.items.length} problems`}, and --lines asks for number ${highest}.`,
    );
  const items = [...new Set(ranges.flatMap(({ from, to }) => reading.items.slice(from - 1, to)))];
  return { ...reading, items, complaints: [] };
}
