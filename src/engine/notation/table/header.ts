import { shape } from '../../form/shape';
import type { TableRow } from './table';

/** Names of columns that hold problems or answers. */
const partName =
  /^(?:questions?|problems?|inputs?|prompts?|source|from|answers?|outputs?|targets?|results?|solutions?|expected|labels?|completions?|responses?|to)$/i;
/** Single letters are names in pairs only. */
const letterPair = /^(?:q\na|x\ny)$/i;
const problemName = /^(?:questions?|problems?|inputs?|prompts?|q)$/i;
const answerName = /^(?:answers?|outputs?|targets?|results?|solutions?|expected|completions?|responses?)$/i;
/** Names of columns that say nothing about the rows below them. */
const plainName =
  /^(?:id|no|nr|number|index|name|title|text|word|words|string|value|category|class|type|date|time|code|key|description|comment|notes?)$/i;

/** True for the name of a column that holds answers. */
export function isAnswerName(name: string): boolean {
  return answerName.test(name.trim());
}

/** True for a name that says nothing else but that answers are there. */
export function isSurelyAnswers(name: string): boolean {
  return /^(?:answers?|outputs?|solutions?|completions?)$/i.test(name.trim());
}

/** True for the name of a column that holds problems. */
export function isProblemName(name: string): boolean {
  return problemName.test(name.trim());
}

/** The column whose name says that it holds answers, else the last. */
export function answerColumnOf(header: readonly string[] | undefined, columns: number): number {
  const named = header?.findLastIndex((name) => answerName.test(name.trim())) ?? -1;
  return named >= 0 ? named : columns - 1;
}

/**
 * Is the first row a header? By its names, and by cells that are unlike every cell below them. `unknown` where
 * neither decides: `cat,cats` over `dog,dogs` may be either.
 */
export function headerEvidence(
  first: readonly string[],
  body: readonly Pick<TableRow, 'cells'>[],
): 'yes' | 'no' | 'unknown' {
  const names = first.map((name) => name.trim());
  if (namesYears(names) && body.length > 0 && !body.every(({ cells }) => namesYears(cells))) return 'yes';
  if (body.length === 0 || names.some((name) => name.length > 60 || /[\n\d]|[.!?]$/.test(name))) return 'no';
  const filled = names.filter((name) => name !== '');
  if (filled.length < 2 || new Set(filled).size < filled.length) return 'no';
  if (
    answerName.test(names.at(-1) ?? '') ||
    names.filter((name) => partName.test(name)).length > 1 ||
    letterPair.test(names.join('\n')) ||
    filled.every((name) => partName.test(name) || plainName.test(name))
  )
    return 'yes';
  if (names.includes('')) return 'no';
  const unlike = names.map((name, column) =>
    unlikeBelow(
      name,
      body.map((row) => row.cells[column]?.trim() ?? '').filter((cell) => cell !== ''),
    ),
  );
  if (unlike.includes('data')) return 'yes';
  // One column alone is chance: a header that is none costs a row.
  return unlike.every((verdict) => verdict === 'unlike') ? 'yes' : 'unknown';
}

/** True for years that follow one another behind names, as statistics have them: `Country,2019,2020`. */
function namesYears(cells: readonly string[]): boolean {
  const years = cells.flatMap((cell) => (/^(?:1[6-9]|20)\d\d$/.test(cell.trim()) ? [Number(cell)] : []));
  const [first = '', second = 0] = [cells[0]?.trim(), years[1]];
  const step = second - (years[0] ?? 0);
  return (
    /^[\p{L}_]/u.test(first) &&
    years.length > 1 &&
    Math.abs(step) === 1 &&
    years.every((year, at) => at === 0 || year - (years[at - 1] ?? 0) === step)
  );
}

/** A name above data (numbers, dates) is unlike it for sure; above words, where all have another case than it. */
function unlikeBelow(name: string, cells: readonly string[]): 'data' | 'unlike' | 'like' | undefined {
  if (!/^#?[\p{L}_]/u.test(name) || cells.length === 0) return undefined;
  if (cells.every((cell) => /\d/.test(cell) && /^[\s\d.,:/%€$+-]+$/.test(cell))) return 'data';
  const shapes = new Set(cells.map(shape));
  const [only] = shapes;
  if (shapes.size !== 1 || cells.length < 2) return undefined;
  const own = shape(name);
  if (own === only) return 'like';
  const word = /^(?:a|A|Aa)$/;
  return word.test(own) && (word.test(only ?? '') || (only ?? '').includes('9')) ? 'unlike' : undefined;
}
