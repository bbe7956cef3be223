import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { outdir, workerBuild } from './built-sandbox';

/** The worker as it is built, with one line of one of its files changed: what a test says of it must then fail. */
export async function changedWorker(name: string, file: string, from: string, to: string): Promise<string> {
  let changed = false;
  const change: Plugin = {
    name: 'change',
    setup: (bundler) => {
      bundler.onLoad({ filter: new RegExp(`/${file}$`) }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        changed = text.includes(from);
        return { contents: text.replace(from, to), loader: 'ts' };
      });
    },
  };
  const folder = resolve(outdir, name);
  const options = await workerBuild(folder);
  await build({ ...options, plugins: [...(options.plugins ?? []), change] });
  assert.ok(changed, `${file} does not say ${from}`);
  return resolve(folder, 'sandbox-worker.js');
}
