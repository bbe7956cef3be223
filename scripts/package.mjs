/**
 * Packs what was built into a VSIX: `node scripts/package.mjs FILE`.
 *
 * The README in it stands by itself: pictures and pages are in the repository alone, so that its links to them become
 * plain text.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** A README without what only the repository has: pictures, and links that lead to files. */
export function standaloneReadme(text) {
  return text.replace(/\n*^ *<picture>[\s\S]*?<\/picture>$/gm, '').replace(/\[([^\]]*)\]\((?!https:)[^)]*\)/g, '$1');
}

/** Packs `dist/` as it was built, with all that ships, into the file `vsix`. */
export function packExtension(vsix) {
  const readme = join('.build', 'README.md');
  mkdirSync(join(root, '.build'), { recursive: true });
  mkdirSync(dirname(resolve(vsix)), { recursive: true });
  writeFileSync(join(root, readme), standaloneReadme(readFileSync(join(root, 'README.md'), 'utf8')));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', '@vscode', 'vsce', 'vsce'),
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--readme-path',
      readme,
      '--out',
      resolve(vsix),
    ],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`packaging failed:\n${stdout}${stderr}`);
  return stdout;
}

if (process.argv[1] === import.meta.filename) {
  const [vsix] = process.argv.slice(2);
  if (vsix === undefined) {
    console.error('Name the file: node scripts/package.mjs toolsmith.vsix');
    process.exit(2);
  }
  console.log(packExtension(vsix));
}
