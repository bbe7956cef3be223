import { shape } from '../form/shape';
import { showInvisible } from '../text/show-invisible';
import type { Workshop } from '../using/run-tool';
import { useParserOnAll, type ParsingTool } from '../using/use-tool';
import type { KeptAnswer } from './waiting';

/** Problems of one form that a tool leaves. */
export interface LeftForm {
  /** In the order in which they came; never empty. */
  readonly problems: readonly [string, ...string[]];
}

/** What a tool makes of the problems at hand by its own parser. */
export interface Coverage {
  readonly answered: readonly KeptAnswer[];
  /** What it refuses, or fails at, by form; the most frequent form first. */
  readonly left: readonly LeftForm[];
}

/** Runs a tool's parser on all problems at hand. Asks no model. `undefined` when cancelled. */
export async function coverageOf(
  tool: ParsingTool,
  problems: readonly string[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<Coverage | undefined> {
  const outcomes = await useParserOnAll(tool, problems, workshop, signal);
  if (outcomes.some(({ kind }) => kind === 'cancelled')) return undefined;
  const answered: KeptAnswer[] = [];
  const forms = new Map<string, [string, ...string[]]>();
  problems.forEach((problem, at) => {
    const outcome = outcomes[at];
    if (outcome?.kind === 'answer') answered.push({ problem, answer: outcome.answer });
    else {
      const form = shape(problem);
      const known = forms.get(form);
      if (known) known.push(problem);
      else forms.set(form, [problem]);
    }
  });
  const left = [...forms.values()].sort((a, b) => b.length - a.length).map((of): LeftForm => ({ problems: of }));
  return { answered, left };
}

/** All problems that are left. */
export function leftProblems({ left }: Coverage): readonly string[] {
  return left.flatMap(({ problems }) => problems);
}

/** The most forms that are told one by one. */
const maximumTold = 5;

/** What is left, by form, a clause: `13 like 4 lb, 2 like n/a`; nothing where nothing is. */
export function leftText({ left }: Coverage): string {
  const told = left
    .slice(0, maximumTold)
    .map(({ problems: [first, ...others] }) => `${others.length + 1} like ${showInvisible(shortened(first))}`);
  const more = left.slice(maximumTold).reduce((sum, { problems }) => sum + problems.length, 0);
  return [...told, ...(more > 0 ? [`${more} of other forms`] : [])].join(', ');
}

function shortened(problem: string): string {
  const line = problem.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
