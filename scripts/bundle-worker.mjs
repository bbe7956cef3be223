import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { helperTexts } from './helper-texts.mjs';

/**
 * How the sandbox's worker is bundled, for the build and for the tests. Emscripten's loader asks for
 * `import.meta.url`, which a CommonJS bundle has not: without this definition it builds and fails at first use.
 * The WebAssembly file goes beside the bundle.
 */
export function workerBuildOptions(outdir) {
  return {
    entryPoints: { 'sandbox-worker': 'src/node/sandbox/worker.ts' },
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    define: { 'import.meta.url': 'import_meta_url' },
    banner: { js: "const import_meta_url = require('node:url').pathToFileURL(__filename).href;" },
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [
      {
        name: 'copy-wasm',
        setup(bundler) {
          bundler.onEnd(async () => {
            await mkdir(outdir, { recursive: true });
            await copyFile(
              createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'),
              join(outdir, 'emscripten-module.wasm'),
            );
          });
        },
      },
    ],
  };
}

/** How the workers of the maker without a model and of the dispatcher's index are bundled. */
export function plainWorkersBuildOptions(outdir) {
  return {
    entryPoints: {
      'synthesis-worker': 'src/node/synthesis/worker.ts',
      'index-worker': 'src/node/dispatching/worker.ts',
    },
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [helperTexts],
  };
}
