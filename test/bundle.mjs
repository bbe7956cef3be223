/**
 * Bundles every `*.test.ts` of a folder for plain Node into `.build/`. `vscode` is no external here:
 * a stray import of it in the engine or the Node adapters fails this build, which is the layer check.
 */
import { build } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { helperTexts } from '../scripts/helper-texts.mjs';

/** The layer check: what runs in plain Node imports no editor. */
const noEditor = {
  name: 'no-editor',
  setup(bundler) {
    bundler.onResolve({ filter: /^vscode$/ }, (args) => ({
      errors: [{ text: `"vscode" imported by ${args.importer}: only src/vscode may` }],
    }));
  },
};

export async function testFiles(folder, ending = '.test.ts') {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Bundles `files` into `outdir` and returns the paths of the bundles. */
export async function bundleTests(files, outdir) {
  await rm(outdir, { recursive: true, force: true });
  if (files.length === 0) return [];
  const result = await build({
    entryPoints: files,
    outdir,
    outbase: 'test',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    packages: 'external',
    plugins: [noEditor, helperTexts],
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(result.metafile.outputs).filter((path) => path.endsWith('.mjs'));
}

if (process.argv[1] === import.meta.filename) {
  // `node test/bundle.mjs FOLDER_OR_FILE…`: bundle and print the paths, for `node --test $(…)`.
  const named = process.argv.slice(2);
  const files = (
    await Promise.all(named.map(async (name) => (name.endsWith('.ts') ? [name] : testFiles(name))))
  ).flat();
  console.log((await bundleTests(files, join('.build', `only-${process.pid}`))).join('\n'));
}
