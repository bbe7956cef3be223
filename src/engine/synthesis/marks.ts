/** The most marks that are tried in a column. */
const mostMarks = 14;

/**
 * What stands in every solved row and may set its parts apart: signs, pairs of them, and words that never vary with
 * the signs beside them, such as `id=` or `took `. Those that the first row has first come first.
 */
export function marksOf(problems: readonly string[]): readonly string[] {
  const [first = '', ...others] = problems;
  const runs = first.match(/[\p{L}\p{M}]+|\d+|\s+|[^\p{L}\p{M}\d\s]/gu) ?? [];
  const candidates = runs.flatMap((run, at) => {
    const next = runs[at + 1] ?? '';
    const further = runs[at + 2] ?? '';
    const isSign = (text: string): boolean => text !== '' && !/[\p{L}\p{M}\d]/u.test(text);
    if (isSign(run)) return isSign(next) ? [run, run + next] : [run];
    return /\d/.test(run) ? [] : isSign(next) ? [run + next, ...(isSign(further) ? [run + next + further] : [])] : [];
  });
  const common = [...new Set(candidates)].filter((mark) => others.every((other) => other.includes(mark)));
  return common.slice(0, mostMarks);
}

/** The signs, with white space around them, that part at least half of the rows. */
export function separatorsOf(problems: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const problem of problems)
    for (const sign of new Set(problem.match(/\s?[^\p{L}\p{M}\d\s]\s?|\s/gu) ?? [])) {
      for (const one of new Set([sign, sign.trim()])) if (one !== '') counts.set(one, (counts.get(one) ?? 0) + 1);
    }
  return [...counts].filter(([, count]) => count * 2 >= problems.length).map(([sign]) => sign);
}

/** The labels of lines, `label: value`, that every row has. */
export function labelsOf(problems: readonly string[]): readonly string[] {
  const [first = '', ...others] = problems;
  if (!first.includes('\n')) return [];
  const labels = first.split('\n').flatMap((line) => (line.includes(': ') ? [line.slice(0, line.indexOf(': '))] : []));
  return labels.filter((label) =>
    others.every((other) => other.split('\n').some((line) => `${line} `.startsWith(`${label}: `))),
  );
}

/** True where every line of a text has one of the labels, also where nothing stands behind it. */
export function areAllLabelled(text: string, labels: readonly string[]): boolean {
  return text.split('\n').every((line) => labels.some((label) => `${line} `.startsWith(`${label}: `)));
}
