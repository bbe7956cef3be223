import assert from 'node:assert/strict';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { outdir } from './built-sandbox';
import { engineFolder } from './engines';
import type { Found } from './image-worker';

test('after whatever call that leaves the instance in order, the memory is restored byte for byte', async () => {
  const bundle = resolve(outdir, 'image-worker.mjs');
  await build({
    entryPoints: ['test/sandbox/image-worker.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  // A worker with the stack of the sandbox's own, since some calls go deep.
  const worker = new Worker(bundle, {
    workerData: engineFolder,
    resourceLimits: { stackSizeMb: 16, maxOldGenerationSizeMb: 512 },
  });
  const [{ results, evaluated }] = (await once(worker, 'message')) as [Found];
  await worker.terminate();
  assert.deepEqual(
    results.filter(({ differs }) => differs !== -1),
    [],
  );
  const restored = results.filter(({ compared }) => compared > 0);
  assert.ok(restored.length > 80, `only ${restored.length} of ${results.length} were restored`);
  assert.ok(
    restored.every(({ changed }) => changed),
    'a call that changes nothing shows nothing',
  );
  assert.deepEqual(evaluated, { outcomes: 1, elsewhere: 0, isWholeAtLast: true });
});
