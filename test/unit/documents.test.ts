import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { isCommand, parseOptions, type CommandName } from '../../src/node/cli/options';

const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'BENCHMARKS.md'].concat(
  readdirSync('docs').map((name) => join('docs', name)),
);
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly scripts: Record<string, string> };

/** Every match of a pattern's first group in a document. */
function named(path: string, pattern: RegExp): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(pattern)].map(([, found]) => found ?? '');
}

/** What is at a heading's address: GitHub's way to name it. */
function anchors(path: string): readonly string[] {
  return named(path, /^#+ (.*)$/gm).map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test('every link of a document leads to a file of the project, and to a heading in it', () => {
  for (const path of documents)
    for (const link of named(path, /\]\((?!https?:)([^)\s]+)\)/g)) {
      const [file = '', heading] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      assert.ok(existsSync(target), `${path}: ${link}`);
      if (heading !== undefined) assert.ok(anchors(target).includes(heading), `${path}: ${link}`);
    }
});

test('every script that a document names is there', () => {
  for (const path of documents)
    for (const name of named(path, /npm run ([\w:-]+)/g)) assert.ok(name in scripts, `${path}: npm run ${name}`);
});

test('every command line that a document shows is one that is understood', () => {
  const shown = documents.flatMap((path) =>
    named(path, /node (?:toolsmith\/)?dist\/cli\.js ([a-z]+(?: [^\n`|>]*)?)/g).map((line) => ({ path, line })),
  );
  assert.ok(shown.length >= 8, String(shown.length));
  for (const { path, line } of shown) {
    const [command, ...args] = line.trim().split(/\s+/);
    assert.ok(isCommand(command), `${path}: ${line}`);
    assert.doesNotThrow(() => parseOptions(command as CommandName, args), `${path}: ${line}`);
  }
});

test('every option that a document names is one of the command line', () => {
  const source = readFileSync('src/node/cli/options.ts', 'utf8');
  for (const path of documents.filter((one) => /README|command-line|notations|files|costs|agents/.test(one)))
    for (const name of named(path, /`--([a-z][a-z-]*)/g))
      assert.ok(new RegExp(`^  '?${name}'?: \\[`, 'm').test(source), `${path}: --${name}`);
});
