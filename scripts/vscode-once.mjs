import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Has a bundle ask for `vscode` once. Each file's `import * as vscode` would else become a copy of the whole interface,
 * of some 450 getters, which is made anew for every file as the bundle is loaded. In place of it stands a module that
 * exports the parts that the sources name.
 */
export const vscodeOnce = {
  name: 'vscode-once',
  setup(bundler) {
    bundler.onResolve({ filter: /^vscode$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'vscode', namespace: 'vscode-once' } : { path: 'vscode', external: true },
    );
    bundler.onLoad({ filter: /^vscode$/, namespace: 'vscode-once' }, async () => ({
      contents: `const vscode = require('vscode'); export const { ${(await namedParts('src')).join(', ')} } = vscode;`,
      loader: 'js',
    }));
  },
};

/** The parts of the editor's interface that the sources name; types among them are `undefined`, as they are there. */
async function namedParts(folder) {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const importing = texts.filter((text) => /^import \* as vscode from 'vscode';$/m.test(text));
  return [
    ...new Set(importing.flatMap((text) => [...text.matchAll(/\bvscode\.([A-Za-z]\w*)/g)].map(([, name]) => name))),
  ].sort();
}
