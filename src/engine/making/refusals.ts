import { shape } from '../form/shape';
import { fixedWording, isWord, wordingOf } from '../form/wording';
import type { NumberedProblem } from '../prompts/make';
import type { ToolExample } from '../tool/tool';
import { parseProblems, type RunnableTool, type Workshop } from '../using/run-tool';

/** A text that a tool's parser should refuse. */
export interface Probe {
  readonly text: string;
  /** What it is, for the maker and for a person: `half a problem`, `a problem of another tool`… */
  readonly what: string;
  /** It comes from another tool, so its text goes to no model. */
  readonly foreign: boolean;
}

/** The problems of another tool's examples. */
export type ForeignClass = readonly string[];

/** The most problems of other tools that are tried. */
const maximumForeign = 200;

/**
 * What every parser must refuse: an empty text, half a problem, the problems of other tools whose wording tells them
 * apart. A text whose shape (with the data abstracted) is that of an own example, or of a problem that waits for the
 * tool, is no fair probe: half a list is a list, and where bare data carries no intent two tools rightly read the same
 * text.
 */
export function refusalProbes(
  examples: readonly ToolExample[],
  waiting: readonly NumberedProblem[],
  foreign: readonly ForeignClass[],
): readonly Probe[] {
  const problems = examples.map(({ problem }) => problem);
  const own = new Set([...problems, ...waiting.map(({ problem }) => problem)].map(shape));
  const halves = halfProblems(
    examples.filter((example) => example.seen !== 'heldOut').map((example) => example.problem),
  );
  const others = foreignProblems(problems, foreign)
    .slice(0, maximumForeign)
    .map((text) => ({ text, what: 'a problem of another class', foreign: true }));
  const fair = [...halves, ...others].filter(({ text }) => text !== '' && !own.has(shape(text)));
  return [{ text: '', what: 'an empty text', foreign: false }, ...fair];
}

/** The problems of other tools that wording tells apart: one has words in all of its problems that the other lacks. */
function foreignProblems(problems: readonly string[], foreign: readonly ForeignClass[]): readonly string[] {
  const ownWords = fixedWords(problems);
  const inOwn = new Set(problems.flatMap((problem) => [...wordingOf(problem)]));
  return foreign.flatMap((others) => {
    // One text alone has no wording that is fixed.
    const isWorded = others.length > 1 && fixedWords(others).some((word) => !inOwn.has(word));
    return others.filter((text) => isWorded || ownWords.some((word) => !wordingOf(text).has(word)));
  });
}

function fixedWords(texts: readonly string[]): readonly string[] {
  return [...fixedWording(texts)].filter(isWord);
}

/**
 * The first halves of problems, where cutting one in two takes something away that all of them have: wording, or a form
 * that never varies. Half a bracket sequence is one too, and may be accepted; of bare data, half is one unless it ends in
 * the middle: `12` of `12.5` is a number, `2021-` of `2021-03-04` is nothing.
 */
function halfProblems(problems: readonly string[]): readonly Probe[] {
  const rigid = problems.length > 1 && new Set(problems.map(shape)).size === 1;
  if (!rigid && !/[.?!)]|\w{3}/.test(commonEnding(problems))) return [];
  const isBare = fixedWords(problems).length === 0;
  return problems
    .slice(0, 3)
    .map((problem) => problem.slice(0, Math.floor(problem.length / 2)).trimEnd())
    .filter((half) => !isBare || /[^\p{L}\p{M}\p{N}]$/u.test(half))
    .map((text) => ({ text, what: 'half a problem', foreign: false }));
}

function commonEnding(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = others.length === 0 ? 0 : first.length;
  while (length > 0 && !others.every((other) => other.endsWith(first.slice(first.length - length)))) length -= 1;
  return first.slice(first.length - length);
}

/** The probes that a parser wrongly accepts. `undefined` when cancelled. */
export async function wronglyAccepted(
  tool: RunnableTool,
  probes: readonly Probe[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<readonly Probe[] | undefined> {
  const texts = probes.map(({ text }) => text);
  const parsed = await parseProblems(tool, texts, workshop, signal);
  if (parsed.some(({ kind }) => kind === 'cancelled')) return undefined;
  return probes.filter((_, at) => parsed[at]?.kind === 'arguments');
}
