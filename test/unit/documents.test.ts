import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { isCommand, parseOptions } from '../../src/node/cli/options';
import { ended, file, start, workFolder } from './cli/cli';

const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'BENCHMARKS.md'].concat(
  readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
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

test('every file and folder of the code that a document names is there', () => {
  const rooms = /`((?:src|engine|node|vscode|webview|test|scripts|docs|demo|media)\/[\w./-]*\w)\/?`/g;
  for (const path of documents)
    for (const name of named(path, rooms))
      assert.ok(
        [name, `${name}.ts`, join('src', name)].some((one) => existsSync(one)),
        `${path}: ${name}`,
      );
});

test('every script that a document or a workflow names is there', () => {
  const workflows = readdirSync('.github/workflows').map((name) => join('.github', 'workflows', name));
  for (const path of [...documents, ...workflows])
    for (const name of named(path, /npm run ([\w:-]+)/g)) assert.ok(name in scripts, `${path}: npm run ${name}`);
});

test('every picture of a document is there, in a light and a dark theme, and within a megabyte', () => {
  for (const path of documents)
    for (const picture of named(path, /(?:srcset|src)="([^"]+)"/g)) {
      const { size } = statSync(join(dirname(path), picture));
      assert.ok(size <= 1_048_576, `${path}: ${picture}`);
      for (const [theme, other] of [
        ['light', 'dark'],
        ['dark', 'light'],
      ] as const)
        assert.ok(existsSync(join(dirname(path), picture.replace(`-${theme}.`, `-${other}.`))), `${path}: ${picture}`);
    }
});

/** The command lines that the documents show. */
const shown = documents.flatMap((path) =>
  named(path, /node (?:toolsmith\/)?dist\/cli\.js ([a-z]+(?: [^\n`|>]*)?)/g).map((line) => ({
    path,
    line,
    args: line.trim().split(/\s+/),
  })),
);

test('every command line that a document shows is one that is understood', () => {
  assert.ok(shown.length >= 8, String(shown.length));
  for (const {
    path,
    line,
    args: [command, ...args],
  } of shown) {
    assert.ok(isCommand(command), `${path}: ${line}`);
    assert.doesNotThrow(() => parseOptions(command, args), `${path}: ${line}`);
  }
});

test('every command line that a document shows does its work, one after another', async () => {
  const folder = await workFolder();
  const solved = '3 March 2021 => 2021-03-03\n17 October 1999 => 1999-10-17\n1 January 2000 => 2000-01-01\n';
  await file(folder, 'solved.txt', solved);
  await file(folder, 'new.txt', '4 July 1976\n12 February 2024\n');
  // A server for agents goes on until its client leaves.
  for (const { path, line, args } of shown.filter(({ args: [command] }) => command !== 'mcp')) {
    const [library] = await readdir(join(folder, '.toolsmith')).catch(() => []);
    const named = args.map((word, at) => (args[at - 1] === '--tool' && library !== undefined ? library : word));
    const child = await start(folder, named);
    const { code, out, err } = await ended(child, await readFile(join(folder, 'new.txt'), 'utf8'));
    assert.equal(code, 0, `${path}: ${line}\n${out}${err}`);
  }
});

test('every option that a document names is one of the command line', () => {
  const source = readFileSync('src/node/cli/options.ts', 'utf8');
  for (const path of documents.filter((one) => /README|command-line|notations|files|costs|agents/.test(one)))
    for (const name of named(path, /`--([a-z][a-z-]*)/g))
      assert.ok(new RegExp(`^  '?${name}'?: \\[`, 'm').test(source), `${path}: --${name}`);
});
