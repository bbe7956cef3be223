/** A run of a text: of letters, of digits, of white space, or one sign. */
interface Run {
  readonly kind: 'letters' | 'digits' | 'space' | 'sign';
  readonly text: string;
}

/**
 * A regular expression, as JavaScript has it, for texts of the form of these: what all of them begin and end with, and
 * between that only what stands between in one of them. A tool reads no other text.
 */
export function guardOf(texts: readonly string[]): string {
  const all = texts.map(runsOf);
  const shortest = Math.min(...all.map((runs) => runs.length));
  const isAlike = (at: (runs: readonly Run[]) => Run | undefined): boolean => {
    const first = all[0] && at(all[0]);
    return all.every((runs) => first !== undefined && isSameKind(at(runs), first));
  };
  let start = 0;
  while (start < shortest && isAlike((runs) => runs[start])) start += 1;
  let end = 0;
  while (start + end < shortest && isAlike((runs) => runs.at(-1 - end))) end += 1;
  const column = (at: (runs: readonly Run[]) => Run | undefined): string =>
    patternOf(all.flatMap((runs) => at(runs) ?? []));
  const head = Array.from({ length: start }, (_, index) => column((runs) => runs[index]));
  const tail = Array.from({ length: end }, (_, index) => column((runs) => runs.at(index - end)));
  const middle = all.flatMap((runs) => runs.slice(start, runs.length - end));
  const between = middle.length === 0 ? '' : `[${setOf(middle)}]${start + end === 0 ? '+' : '*'}`;
  return `/^${head.join('')}${between}${tail.join('')}$/u`;
}

function runsOf(text: string): readonly Run[] {
  return (text.match(/[\p{L}\p{M}]+|\d+|\s+|[^\p{L}\p{M}\d\s]/gu) ?? []).map((run) => ({
    kind: /[\p{L}\p{M}]/u.test(run) ? 'letters' : /\d/.test(run) ? 'digits' : /\s/.test(run) ? 'space' : 'sign',
    text: run,
  }));
}

function isSameKind(a: Run | undefined, b: Run): boolean {
  return a?.kind === b.kind && (a.kind !== 'sign' || a.text === b.text);
}

/** Runs of one kind: words that never vary as they are. */
function patternOf(runs: readonly Run[]): string {
  const [first] = runs;
  if (!first) return '';
  const same = runs.length > 2 && runs.every(({ text }) => text === first.text);
  return first.kind === 'sign' || (first.kind === 'letters' && same) ? escaped(first.text) : `${classOf(first)}+`;
}

function setOf(runs: readonly Run[]): string {
  const classes = new Set(runs.map((run) => (run.kind === 'letters' ? '\\p{L}\\p{M}' : insideSet(run))));
  return [...classes].sort().join('');
}

function insideSet(run: Run): string {
  return run.kind === 'sign' ? (run.text === '-' ? '\\-' : escaped(run.text)) : classOf(run);
}

function classOf({ kind }: Run): string {
  return kind === 'letters' ? '[\\p{L}\\p{M}]' : kind === 'digits' ? '\\d' : '\\s';
}

/** A text as a regular expression with the flag `u` has it; what cannot be seen by its number. */
function escaped(text: string): string {
  return Array.from(text, (character) => {
    if (/[\\^$.*+?()[\]{}|/]/.test(character)) return `\\${character}`;
    return /[\p{C}\p{Z}\p{M}]/u.test(character) ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}` : character;
  }).join('');
}
