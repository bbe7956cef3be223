import type { JsonObject } from '../json';
import { isHandWritten, type Tool, type ToolExample } from '../tool/tool';
import { parseProblem, solveArguments, type RunnableTool, type Workshop } from '../using/run-tool';

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
 * One example through the whole chain: parse, schema, solve, format; from `args` on where they are given. `undefined`
 * when cancelled.
 */
export async function verifyExample(
  tool: RunnableTool,
  example: ToolExample,
  args: JsonObject | undefined,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<Verdict | undefined> {
  let known = args;
  if (!known) {
    const parsed = await parseProblem(tool, example.problem, workshop, signal);
    if (parsed.kind === 'cancelled') return undefined;
    if (parsed.kind === 'notRead') return parsed;
    known = parsed.arguments;
  }
  const solved = await solveArguments(tool, example.problem, known, workshop, signal);
  switch (solved.kind) {
    case 'answer':
      return sameAnswer(example.answer, solved.answer)
        ? { kind: 'right', arguments: known }
        : { kind: 'wrong', got: solved.answer, arguments: known };
    case 'noAnswer':
      return { kind: 'noAnswer', arguments: known };
    case 'failed':
      return { kind: 'failed', reason: solved.reason, arguments: known };
    case 'cancelled':
      return undefined;
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
  const verdicts: Verdict[] = [];
  for (const example of examples) {
    const verdict = await verifyExample(tool, example, undefined, workshop, signal);
    if (!verdict) return undefined;
    verdicts.push(verdict);
    onVerified?.(verdicts.length, examples.length);
  }
  return verdicts;
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
  if (tool.reader === 'parser') return verifyWithParser(tool, tool.examples, workshop, signal, onVerified);
  const verdicts: Verdict[] = [];
  for (const example of tool.examples) {
    const verdict: Verdict | undefined = example.arguments
      ? await verifyExample(tool, example, example.arguments, workshop, signal)
      : { kind: 'notRead', reason: 'no arguments are stored for this example' };
    if (!verdict) return undefined;
    verdicts.push(verdict);
    onVerified?.(verdicts.length, tool.examples.length);
  }
  return verdicts;
}

/** Counts for "6 of 6, 3 never seen by the maker". */
export interface Score {
  readonly passed: number;
  readonly total: number;
  /** Held-out examples that passed. */
  readonly unseenPassed: number;
}

/** Sums the verdicts of a stored tool. Who wrote its code by hand has seen every example. */
export function toolScore(tool: Pick<Tool, 'examples' | 'versions'>, verdicts: readonly Verdict[]): Score {
  const points = score(tool.examples, verdicts);
  return isHandWritten(tool) ? { ...points, unseenPassed: 0 } : points;
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
