import { build } from 'esbuild';
import { mkdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Imports a TypeScript module of this project from plain Node. */
export async function importTs(path) {
  const outfile = resolve('.build', 'imported', `${basename(path, '.ts')}-${process.pid}.mjs`);
  await mkdir(resolve('.build', 'imported'), { recursive: true });
  await build({
    entryPoints: [path],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}
