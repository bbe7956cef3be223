/**
 * Builds what ships into `dist/`. A dynamic import of a module of our own is a bundle boundary. That module becomes a
 * file of its own, loaded at first use. So `activate()` loads only what every window needs. What two bundles share is
 * in both; it has no state, so it does not matter.
 *
 *     node build.mjs [--watch] [--production] [--outdir=dist]
 */
import { context, build } from 'esbuild';
import { rm, stat, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { biggestInputs } from './scripts/biggest-inputs.mjs';
import { plainWorkersBuildOptions, workerBuildOptions } from './scripts/bundle-worker.mjs';
import { vscodeOnce } from './scripts/vscode-once.mjs';
import { thirdPartyNotices } from './scripts/third-party-notices.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const outdir = process.argv.find((arg) => arg.startsWith('--outdir='))?.slice('--outdir='.length) ?? 'dist';

/**
 * Modules that are loaded at first use, by the name under which they are imported. The command line shares the first
 * ones.
 */
const lazyModules = {
  'openai-chat-model': 'src/node/model/openai-chat-model.ts',
  'quickjs-sandbox': 'src/node/sandbox/quickjs-sandbox.ts',
};
const lazyInCommandLine = { 'mcp-server': 'src/node/mcp/mcp-server.ts' };
const lazyInEditor = {
  'agent-tools': 'src/vscode/agents/agent-tools.ts',
  apply: 'src/vscode/apply/apply.ts',
  'apply-file': 'src/vscode/apply-file/apply-file.ts',
  'code-commands': 'src/vscode/code/code-commands.ts',
  'inbox-commands': 'src/vscode/inbox/inbox-commands.ts',
  'library-commands': 'src/vscode/library/library-commands.ts',
  lenses: 'src/vscode/next-step/lenses.ts',
  making: 'src/vscode/making/making.ts',
  menu: 'src/vscode/next-step/menu.ts',
  'panel-session': 'src/vscode/panel/panel-session.ts',
  'run-tests': 'src/vscode/testing/run-tests.ts',
  'save-code': 'src/vscode/code/save-code.ts',
  'set-up': 'src/vscode/models/set-up.ts',
};

const bundleBoundary = {
  name: 'bundle-boundary',
  setup(bundler) {
    bundler.onResolve({ filter: /^\.{1,2}\// }, (args) => {
      if (args.kind !== 'dynamic-import') return undefined;
      const name = basename(args.path);
      if (![lazyModules, lazyInEditor, lazyInCommandLine].some((modules) => name in modules))
        return {
          errors: [
            {
              text: `dynamic import of ${args.path}: name it in lazyModules, lazyInEditor or lazyInCommandLine of build.mjs`,
            },
          ],
        };
      return { path: `./${name}.js`, external: true };
    });
  },
};

const shared = {
  outdir,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
};
// ES modules first: the UMD file of jsonc-parser hides its own requires, which builds and fails when loaded.
const onNode = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  plugins: [bundleBoundary],
  alias: { entities: './scripts/no-entities.mjs' },
};

const builds = [
  {
    ...onNode,
    entryPoints: { extension: 'src/extension.ts', ...lazyInEditor },
    target: 'node22',
    plugins: [bundleBoundary, vscodeOnce],
  },
  { ...onNode, entryPoints: lazyModules },
  // Its protocol's library would compile schemas as code: ours are a stranger's, and none is checked there.
  {
    ...onNode,
    entryPoints: lazyInCommandLine,
    alias: { ...onNode.alias, ajv: './scripts/no-ajv.mjs', 'ajv-formats': './scripts/no-ajv.mjs' },
  },
  {
    ...onNode,
    entryPoints: { cli: 'src/node/cli/main.ts' },
    banner: { js: '#!/usr/bin/env node' },
    // Required instead: Node reads a bundle twice that is imported.
    supported: { 'dynamic-import': false },
  },
  {
    ...shared,
    entryPoints: { panel: 'webview/panel.ts' },
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    alias: { '@vscode/webview-ui-toolkit': './node_modules/@vscode/webview-ui-toolkit/dist/toolkit.min.js' },
  },
  { ...plainWorkersBuildOptions(outdir), minify: production, metafile: true },
  { ...workerBuildOptions(outdir), minify: production, metafile: true },
];

if (watch) {
  const contexts = await Promise.all(builds.map((options) => context({ ...options, logLevel: 'info' })));
  await Promise.all(contexts.map((one) => one.watch()));
} else {
  await rm(outdir, { recursive: true, force: true });
  const built = await Promise.all(builds.map((options) => build(options)));
  const [editor] = built;
  await writeFile(
    join(outdir, 'ThirdPartyNotices.txt'),
    await thirdPartyNotices(built.map(({ metafile }) => metafile)),
  );
  for (const name of (await readdir(outdir)).filter((file) => !file.endsWith('.map')).sort()) {
    console.log(`${String(Math.ceil((await stat(join(outdir, name))).size / 1024)).padStart(6)} KB  ${outdir}/${name}`);
  }
  console.log(
    `The biggest parts of ${outdir}/extension.js: ${biggestInputs(editor.metafile.outputs[`${outdir}/extension.js`], 5)}`,
  );
}
