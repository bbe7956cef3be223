import { shape } from '../../form/shape';
import { wordingTokens } from '../../form/wording';
import { isBlank } from '../../text/lines';
import { hasArrow, hasSeveral, partingArrow } from './in-line';
import { arrows, type Arrow } from './layout';

/** One way to part lines into problems and answers. */
export interface Split {
  readonly arrow: Arrow;
  readonly first: boolean;
}

/** A line parted; without an arrow all of it is a problem. */
interface Halves {
  readonly problem: string;
  readonly answer: string | null;
}

/** How many lines hold an arrow, as a share of all, so that it may part them. */
const leastShare = 0.5;

/**
 * The ways in which arrows part lines that hold one each at least, the best first; `tied` of them are equally good, and
 * nothing tells which is meant.
 *
 * The right way makes both sides alike over all lines: brackets are closed on either side; problems without an answer
 * have the form of those with one; and the answer is about all of its problem, not about its end alone.
 */
export function splitsOf(lines: readonly string[]): { readonly splits: readonly Split[]; readonly tied: number } {
  if (lines.length === 0) return { splits: [], tied: 0 };
  const common = arrows.filter(
    (arrow) => arrow !== '\t' && lines.filter((line) => hasArrow(line, arrow)).length >= lines.length * leastShare,
  );
  const all = common.flatMap((arrow): Split[] => {
    const once = !lines.some((line) => hasSeveral(line, arrow));
    return once
      ? [{ arrow, first: false }]
      : [
          { arrow, first: false },
          { arrow, first: true },
        ];
  });
  if (all.length < 2) return { splits: all, tied: all.length };
  const closed = all.filter((split) => lines.every((line) => isClosed(halvesOf(line, split), line)));
  const likely = closed.length > 0 ? closed : all;
  const best = likely.filter((one) => likely.every((other) => one === other || isBetter(one, other, lines) !== false));
  // Where each is beaten by another, none is better.
  const tied = best.length > 0 ? best : likely;
  return { splits: [...tied, ...all.filter((split) => !tied.includes(split))], tied: tied.length };
}

function halvesOf(line: string, { arrow, first }: Split): Halves {
  const at = partingArrow(line, arrow, first);
  return at ? { problem: line.slice(0, at.start), answer: line.slice(at.end) } : { problem: line, answer: null };
}

/** Brackets that are open on one side and closed on the other are parted by no arrow, but for what the line leaves open. */
function isClosed({ problem, answer }: Halves, line: string): boolean {
  return answer === null || openBrackets(line) !== 0 || openBrackets(problem) === 0;
}

function openBrackets(text: string): number {
  let open = 0;
  for (const character of text) {
    if ('([{'.includes(character)) open += 1;
    else if (')]}'.includes(character)) open -= 1;
  }
  return open;
}

/** Whether one way is better than another; `undefined` where nothing decides. */
function isBetter(one: Split, other: Split, lines: readonly string[]): boolean | undefined {
  const forms = formsOf(lines, one) - formsOf(lines, other);
  const words = byWords(one, other, lines);
  // Two of one kind: forms mislead where the first arrow is of the problem, which is alike by itself in every line.
  if (one.arrow === other.arrow) return words ?? (forms === 0 ? undefined : forms < 0);
  const [preferred, beaten] = words ? [one, other] : [other, one];
  // Words that speak for the later arrow are not chance: where the forms gainsay them, nothing decides.
  if (forms !== 0)
    return words !== undefined && words !== forms < 0 && isLater(preferred, beaten, lines) ? undefined : forms < 0;
  // Of several arrows the one with two shafts is the one that parts, where the others are of the problem.
  const stronger = arrows.indexOf(one.arrow) < arrows.indexOf(other.arrow);
  return isLater(stronger ? one : other, stronger ? other : one, lines) ? stronger : words;
}

/** How many forms problems and answers have together. */
function formsOf(lines: readonly string[], split: Split): number {
  const halves = lines.map((line) => halvesOf(line, split));
  const answers = halves.flatMap(({ answer }) => (answer === null || isBlank(answer) ? [] : [shape(answer)]));
  return new Set(halves.map(({ problem }) => shape(problem))).size + new Set(answers).size;
}

/**
 * What the words say. What is before both arrows, between them and behind them: where what is behind takes up words
 * from before that are not between, it answers both together; where it takes up only what is between, it goes with
 * that. `undefined` where they say nothing, or not the same of nearly all lines.
 */
function byWords(one: Split, other: Split, lines: readonly string[]): boolean | undefined {
  let [later, earlier, compared] = [0, 0, 0];
  let oneIsLater = 0;
  for (const line of lines) {
    const [here, there] = [one, other].map(({ arrow, first }) => partingArrow(line, arrow, first));
    if (!here || !there || here.start === there.start) continue;
    const [from, to] = here.start < there.start ? [here, there] : [there, here];
    const [before, between, behind] = [
      line.slice(0, from.start),
      line.slice(from.end, to.start),
      line.slice(to.end),
    ].map(wordsIn);
    if (!before || !between || !behind || behind.size === 0) continue;
    compared += 1;
    if (here === to) oneIsLater += 1;
    if ([...before].some((word) => behind.has(word) && !between.has(word))) later += 1;
    else if ([...between].some((word) => behind.has(word))) earlier += 1;
  }
  if (compared === 0 || Math.max(later, earlier) * 5 < compared * 4) return undefined;
  if (oneIsLater !== 0 && oneIsLater !== compared) return undefined;
  return later > earlier === oneIsLater > 0;
}

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(wordingTokens(text).flatMap(({ kind, folded }) => (kind === 'symbol' ? [] : [folded])));
}

/** True where one way parts no line before the other does. */
function isLater(one: Split, other: Split, lines: readonly string[]): boolean {
  return lines.every((line) => {
    const [here, there] = [partingArrow(line, one.arrow, one.first), partingArrow(line, other.arrow, other.first)];
    return !here || !there || here.start >= there.start;
  });
}
