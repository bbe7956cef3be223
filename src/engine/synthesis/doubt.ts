import type { Found, Program } from './programs';

/** A program within this of the cheapest one is its rival. */
const margin = 2.6;

/** A program that costs more than this is a guess, whatever its rivals say. */
const highCost = 17;

/** A row on which rivals part, and what each group of them says, the cheapest first. */
export interface Split {
  readonly row: number;
  readonly answers: readonly string[];
}

/** How far the best of the programs can be believed on the rows at hand. */
export interface Doubt {
  /** Rows on which rivals part, and rows with a sign that no solved row has. */
  readonly flagged: readonly number[];
  /** The row to ask about: the one on which the most rivals part. */
  readonly ask: Split | null;
  /** Why nothing can be claimed, a clause; `null` where something can. */
  readonly unsure: string | null;
}

/** Weighs the best program against its rivals. `checked`: how many rows, the first ones, have a known answer. */
export function doubtOf(found: readonly Found[], rows: readonly string[], checked: number, wasCut: boolean): Doubt {
  const [best] = found;
  if (!best) return { flagged: [], ask: null, unsure: 'no rule was found' };
  const rivals = found.filter(({ cost }) => cost <= best.cost + margin);
  const splits: (Split & { readonly parted: number })[] = [];
  for (let row = checked; row < rows.length; row += 1) {
    const said = best.outputs[row] ?? null;
    if (said === null) continue;
    const others = rivals.filter(({ outputs }) => (outputs[row] ?? said) !== said);
    if (others.length > 0)
      splits.push({
        row,
        parted: others.length,
        answers: [...new Set([said, ...others.flatMap(({ outputs }) => outputs[row] ?? [])])],
      });
  }
  const known = signsIn(rows.slice(0, checked));
  const strange = rows.flatMap((row, index) =>
    index >= checked && best.outputs[index] !== null && [...signsIn([row])].some((sign) => !known.has(sign))
      ? [index]
      : [],
  );
  const parted = splits.map(({ row }) => row);
  const ask = splits.reduce<(typeof splits)[number] | null>(
    (most, split) => (most && most.parted >= split.parted ? most : split),
    null,
  );
  return {
    flagged: [...new Set([...parted, ...strange])].sort((a, b) => a - b),
    ask: ask && { row: ask.row, answers: ask.answers },
    unsure: wasCut
      ? 'the search ended before every rule was tried'
      : unsureOf(best, parted.length, rows.length - checked, checked),
  };
}

function unsureOf(best: Found, parted: number, open: number, checked: number): string | null {
  if (best.cost > highCost) return 'the simplest rule that fits is intricate';
  if (restsOnOne(best.program, checked)) return 'a part of the rule rests on one example';
  return parted * 2 > open && open > 2 ? 'rules that fit part on most of the rows' : null;
}

/** True where one side of a condition was seen in one row with a known answer, or in none. */
function restsOnOne(program: Program, checked: number, among?: readonly number[]): boolean {
  if (program.kind === 'pieces') return among !== undefined && among.length < 2;
  const rows = among ?? Array.from({ length: checked }, (_, index) => index);
  const { condition, yes, no } = program;
  return (
    restsOnOne(
      yes,
      checked,
      rows.filter((row) => condition.holds[row] === true),
    ) ||
    restsOnOne(
      no,
      checked,
      rows.filter((row) => condition.holds[row] !== true),
    )
  );
}

/** The signs of texts, and whether they have letters and digits. */
function signsIn(texts: readonly string[]): ReadonlySet<string> {
  const signs = new Set<string>();
  for (const text of texts)
    for (const character of text)
      signs.add(/[\p{L}\p{M}]/u.test(character) ? 'letter' : /\d/.test(character) ? 'digit' : character);
  return signs;
}
