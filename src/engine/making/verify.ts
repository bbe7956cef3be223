import type { JsonObject } from '../json';
import type { Tool, ToolExample } from '../tool/tool';
import { parseProblems, solveProblems, type RunnableTool, type SolveOutcome, type Workshop } from '../using/run-tool';

/** How one example fared. Only `right` passes. */
export type Verdict =
  | { readonly kind: 'right'; readonly arguments: JsonObject }
  | { readonly kind: 'wrong'; readonly got: string; readonly arguments: JsonObject }
  | { readonly kind: 'notRead'; readonly reason: string | null }
  | { readonly kind: 'noAnswer'; readonly arguments: JsonObject }
  | { readonly kind: 'failed'; readonly reason: string; readonly arguments: JsonObject };

/** Called after each example. */
export type OnVerified = (done: number, total: number) => void;

/** Compares with the given answer as it stands there, line ends aside. No model grades anything. */
export function sameAnswer(given: string, got: string): boolean {
  return normalised(given) === normalised(got);
}

function normalised(answer: string): string {
  return answer.replace(/\r\n?/g, '\n');
}

/**
 * Examples through the whole chain: parse, schema, solve, format; from `args` on where they are given, with `null` where
 * there are none. `undefined` when cancelled.
 */
export async function verifyExamples(
  tool: RunnableTool,
  examples: readonly ToolExample[],
  args: readonly (JsonObject | null)[] | undefined,
  workshop: Workshop,
  signal: AbortSignal,
  onVerified?: OnVerified,
): Promise<readonly Verdict[] | undefined> {
  const problems = examples.map(({ problem }) => problem);
  let done = 0;
  const count = (): void => onVerified?.((done += 1), examples.length);
  const read = args
    ? args.map((given) => (given ? { kind: 'arguments' as const, arguments: given } : noneStored))
    : await parseProblems(tool, problems, workshop, signal);
  const verdicts: (Verdict | undefined)[] = read.map((one) => (one.kind === 'notRead' ? one : undefined));
  verdicts.forEach((verdict) => (verdict ? count() : undefined));
  // Those that were read, solved apart: of one that ends its worker it is then known what was read.
  const open = read.flatMap((one, at) => (one.kind === 'arguments' ? [{ at, arguments: one.arguments }] : []));
  await solveProblems(
    tool,
    open.map(({ at }) => problems[at] ?? ''),
    open.map((one) => one.arguments),
    workshop,
    signal,
    (turn, solved) => {
      const one = open[turn];
      const example = one && examples[one.at];
      if (!one || !example || solved.kind === 'cancelled') return;
      verdicts[one.at] = verdictOn(example, one.arguments, solved);
      count();
    },
  );
  const known = verdicts.filter((verdict) => verdict !== undefined);
  return known.length === examples.length ? known : undefined;
}

const noneStored = { kind: 'notRead', reason: 'no arguments are stored for this example' } as const;

function verdictOn(
  example: ToolExample,
  args: JsonObject,
  solved: Exclude<SolveOutcome, { kind: 'cancelled' }>,
): Verdict {
  switch (solved.kind) {
    case 'answer':
      return sameAnswer(example.answer, solved.answer)
        ? { kind: 'right', arguments: args }
        : { kind: 'wrong', got: solved.answer, arguments: args };
    case 'noAnswer':
      return { kind: 'noAnswer', arguments: args };
    case 'failed':
      return { kind: 'failed', reason: solved.reason, arguments: args };
  }
}

/** Every example through a tool's own parser, in order. `undefined` when cancelled. */
export async function verifyWithParser(
  tool: RunnableTool,
  examples: readonly ToolExample[],
  workshop: Workshop,
  signal: AbortSignal,
  onVerified?: OnVerified,
): Promise<readonly Verdict[] | undefined> {
  return verifyExamples(tool, examples, undefined, workshop, signal, onVerified);
}

/**
 * A stored tool against its own examples, as it stands. Asks no model: where the light model reads for the tool,
 * the arguments it once made are stored with the examples.
 */
export async function verifyTool(
  tool: Tool,
  workshop: Workshop,
  signal: AbortSignal,
  onVerified?: OnVerified,
): Promise<readonly Verdict[] | undefined> {
  const { examples } = tool;
  const stored = tool.reader === 'model' ? examples.map((example) => example.arguments ?? null) : undefined;
  return verifyExamples(tool, examples, stored, workshop, signal, onVerified);
}

/** Counts for "6 of 6, 3 never seen by the maker". */
export interface Score {
  readonly passed: number;
  readonly total: number;
  /** Held-out examples that passed. */
  readonly unseenPassed: number;
}

/** Sums verdicts, one for each example in order. */
export function score(examples: readonly ToolExample[], verdicts: readonly Verdict[]): Score {
  const right = examples.filter((_, index) => verdicts[index]?.kind === 'right');
  return {
    passed: right.length,
    total: examples.length,
    unseenPassed: right.filter((example) => example.seen === 'heldOut').length,
  };
}
