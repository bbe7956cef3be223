import { join } from 'node:path';
import type { Json } from '../../src/engine/json';
import type { Sandbox, ToolFunction } from '../../src/engine/sandbox/sandbox';
import { callLimits, defaultLimits } from '../../src/engine/tool/limits';
import type { Tool } from '../../src/engine/tool/tool';
import { useParserOnAll } from '../../src/engine/using/use-tool';
import { createQuickjsSandbox, type QuickjsSandboxOptions } from '../../src/node/sandbox/quickjs-sandbox';

/** The signal of whoever never cancels. */
export const never = new AbortController().signal;

/**
 * The product's sandbox over a built worker: with one lane unless more are asked for, as on a machine with two cores.
 */
export function openSandbox(
  dist: string,
  options: Omit<QuickjsSandboxOptions, 'workerPath'> = {},
  worker = 'sandbox-worker.js',
): Sandbox {
  return createQuickjsSandbox({ workerPath: join(dist, worker), lanes: 1, ...options });
}

/** Calls one function of a tool under the product's default limits. Throws where that gives no value. */
export async function callTool(
  sandbox: Sandbox,
  code: string,
  name: ToolFunction,
  args: readonly Json[],
): Promise<Json> {
  const outcome = await sandbox.call(
    { code, function: name, arguments: args, limits: callLimits(defaultLimits, name) },
    never,
  );
  if (outcome.kind !== 'value') throw new Error(`the tool gave no value: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/**
 * Problems through a tool's own parser, as the editor and the command line apply it: read, checked, solved, written.
 */
export async function applyTool(
  sandbox: Sandbox,
  tool: Tool,
  problems: readonly string[],
  onOutcome: () => void = () => undefined,
): Promise<readonly (string | undefined)[]> {
  const outcomes = await useParserOnAll(tool, problems, { sandbox, limits: defaultLimits }, never, onOutcome);
  return outcomes.map((outcome) => (outcome.kind === 'answer' ? outcome.answer : undefined));
}
