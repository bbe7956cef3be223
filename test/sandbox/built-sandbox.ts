import { resolve } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import type { Json } from '../../src/engine/json';
import type { Sandbox, SandboxOutcome, ToolFunction } from '../../src/engine/sandbox/sandbox';
import type { EngineName } from '../../src/node/sandbox/messages';
import { createQuickjsSandbox, type QuickjsSandboxOptions } from '../../src/node/sandbox/quickjs-sandbox';

/** What goes through an engine is tested on each of them; the second one is the reference. */
export const engineNames: readonly EngineName[] = ['snapshot', 'freshContext'];

/** Where this process puts what it builds. */
export const outdir = resolve('.build', 'sandbox', String(process.pid));

interface Bundling {
  readonly workerBuildOptions: (outdir: string) => BuildOptions;
  readonly plainWorkersBuildOptions: (outdir: string) => BuildOptions;
}

async function bundling(): Promise<Bundling> {
  return (await import(resolve('scripts', 'bundle-worker.mjs'))) as Bundling;
}

/** How the build bundles the worker. */
export async function workerBuild(folder: string): Promise<BuildOptions> {
  return (await bundling()).workerBuildOptions(folder);
}

/** The worker of the maker without a model, beside that of the sandbox. */
export function builtSynthesisWorker(): Promise<string> {
  return plainWorker('synthesis-worker.js');
}

/** The worker that makes the dispatcher's index. */
export function builtIndexWorker(): Promise<string> {
  return plainWorker('index-worker.js');
}

async function plainWorker(name: string): Promise<string> {
  await build((await bundling()).plainWorkersBuildOptions(outdir));
  return resolve(outdir, name);
}

/** The worker bundled as the build does it: what is tested is what ships. */
export async function builtWorker(): Promise<{ readonly workerPath: string }> {
  await build(await workerBuild(outdir));
  return { workerPath: resolve(outdir, 'sandbox-worker.js') };
}

/** A sandbox over that worker. */
export async function builtSandbox(options: Omit<QuickjsSandboxOptions, 'workerPath'> = {}): Promise<Sandbox> {
  return createQuickjsSandbox({ ...(await builtWorker()), ...options });
}

const never = new AbortController().signal;

/** One call with limits that suit tests. */
export function callIn(
  sandbox: Sandbox,
  code: string,
  name: ToolFunction = 'solve',
  args: readonly Json[] = [],
  milliseconds = 1_000,
  signal = never,
): Promise<SandboxOutcome> {
  return sandbox.call(
    { code, function: name, arguments: args, limits: { milliseconds, outputCharacters: 100_000 } },
    signal,
  );
}
