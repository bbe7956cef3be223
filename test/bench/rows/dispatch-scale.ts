import { performance } from 'node:perf_hooks';
import { createDispatcher } from '../../../src/engine/dispatching/dispatch';
import { createToolIndex } from '../../../src/engine/dispatching/tool-index';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { Random } from '../../eval/families/random';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { syntheticClass, syntheticProblem, syntheticTool, type SyntheticClass } from './synthetic-library';

/** How long it takes to tell without a model for which tool of a library a problem is. */
export interface DispatchScale {
  readonly toolCount: number;
  readonly medianMilliseconds: number;
  readonly p95Milliseconds: number;
}

/** What is measured. */
export interface DispatchMeasurement {
  readonly toolCounts: readonly number[];
  /** Problems for each count, after as many again to warm up. */
  readonly problems: number;
}

const asStated: DispatchMeasurement = { toolCounts: [1_000, 10_000], problems: 200 };

/**
 * One problem at a time through libraries of made-up tools, the sandbox's part included: half of the problems of a
 * tool's class, a quarter with a word changed, a quarter of no class.
 */
export async function measureDispatchScale({ toolCounts, problems }: DispatchMeasurement = asStated): Promise<
  readonly DispatchScale[]
> {
  const sandbox = await builtSandbox({ lanes: 1 });
  try {
    const measured: DispatchScale[] = [];
    for (const toolCount of toolCounts) measured.push(await measureOne(toolCount, problems, sandbox));
    return measured;
  } finally {
    await sandbox.dispose();
  }
}

async function measureOne(toolCount: number, count: number, sandbox: Sandbox): Promise<DispatchScale> {
  const random = new Random(toolCount);
  const classes = Array.from({ length: toolCount }, () => syntheticClass(random));
  const index = createToolIndex();
  index.update(classes.map((made, number) => syntheticTool(made, number, random)));
  // A busy machine must not make a parser run out of time: that would be another way through the code.
  const dispatcher = createDispatcher(index, { sandbox, limits: { ...defaultLimits, parseMilliseconds: 10_000 } });
  const { signal } = new AbortController();
  const times: number[] = [];
  for (let at = 0; at < count * 2; at += 1) {
    const { problem, expected } = measuredProblem(at, classes, random);
    const start = performance.now();
    const [dispatched] = await dispatcher.dispatch([problem], signal);
    if (at >= count) times.push(performance.now() - start);
    // A figure of something that does not work would be worth nothing.
    const found = dispatched?.kind === 'decided' ? dispatched.tool.tool.id : undefined;
    if (found !== expected)
      throw new Error(
        `dispatched to ${found ?? dispatched?.kind ?? 'nothing'} and not to ${expected ?? 'nothing'}: ${problem}`,
      );
  }
  times.sort((one, other) => one - other);
  return { toolCount, medianMilliseconds: quantile(times, 0.5), p95Milliseconds: quantile(times, 0.95) };
}

/** The problem of this turn and the tool that it must go to without a model, if any. */
function measuredProblem(
  at: number,
  classes: readonly SyntheticClass[],
  random: Random,
): { readonly problem: string; readonly expected: string | undefined } {
  const number = random.below(classes.length);
  const made = classes[number] ?? syntheticClass(random);
  if (at % 4 === 3) return { problem: syntheticProblem(syntheticClass(random), random), expected: undefined };
  const problem = syntheticProblem(made, random);
  if (at % 4 !== 2) return { problem, expected: `synthetic-${number}` };
  const words = problem.split(' ');
  words[1] = 'otherwise';
  return { problem: words.join(' '), expected: undefined };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
