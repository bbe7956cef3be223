import { shape } from '../form/shape';
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

/** The most problems of other tools that are tried. */
const maximumForeign = 200;

/**
 * What every parser must refuse: an empty text, half a problem, the other tools' problems. A text whose shape
 * (with the data abstracted) is that of an own example is no fair probe: half a list is a list, and where bare
 * data carries no intent two tools rightly read the same text.
 */
export function refusalProbes(examples: readonly ToolExample[], foreign: readonly string[]): readonly Probe[] {
  const own = new Set(examples.map((example) => shape(example.problem)));
  const ownTexts = new Set(examples.map((example) => example.problem));
  const halves = halfProblems(
    examples.filter((example) => example.seen !== 'heldOut').map((example) => example.problem),
  );
  const others = foreign
    .slice(0, maximumForeign)
    .map((text) => ({ text, what: 'a problem of another class', foreign: true }));
  const fair = [...halves, ...others].filter(
    (probe) => probe.text !== '' && !ownTexts.has(probe.text) && !own.has(shape(probe.text)),
  );
  return [{ text: '', what: 'an empty text', foreign: false }, ...fair];
}

/**
 * The first halves of problems, where cutting one in two takes something away that all of them have: wording at
 * their end, or a form that never varies. Half a bracket sequence is one too, and may be accepted.
 */
function halfProblems(problems: readonly string[]): readonly Probe[] {
  const rigid = problems.length > 1 && new Set(problems.map(shape)).size === 1;
  if (!rigid && !/[.?!)]|\w{3}/.test(commonEnding(problems))) return [];
  return problems.slice(0, 3).map((problem) => ({
    text: problem.slice(0, Math.floor(problem.length / 2)).trimEnd(),
    what: 'half a problem',
    foreign: false,
  }));
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
