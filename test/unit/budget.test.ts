import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from './store/temporary-folder';

const kilobyte = 1_024;
/** What every window loads when the extension is activated. */
const extensionBudget = 200 * kilobyte;
/** The maker that needs no model. */
const synthesisBudget = 45 * kilobyte;
/** What a person downloads. */
const packageBudget = 2_048 * kilobyte;

test('the bundle that every window loads stays within 200 KB', () => {
  const bundle = join('dist', 'extension.js');
  assert.ok(existsSync(bundle), 'run the build first: npm test does');
  assert.ok(
    !existsSync(`${bundle}.map`),
    'dist/ holds a build for debugging; the budget is that of what ships: node build.mjs --production',
  );
  const { size } = statSync(bundle);
  assert.ok(
    size <= extensionBudget,
    `${Math.ceil(size / kilobyte)} KB; the build says what the biggest parts are. What only some commands need belongs into lazyInEditor of build.mjs`,
  );
});

test('every bundle asks for the editor once, and copies nothing of it', () => {
  const asking = readdirSync('dist')
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name, text: readFileSync(join('dist', name), 'utf8') }))
    .filter(({ text }) => text.includes('require("vscode")'));
  assert.ok(asking.some(({ name }) => name === 'extension.js'));
  for (const { name, text } of asking) {
    assert.equal(text.split('require("vscode")').length - 1, 1, name);
    assert.doesNotMatch(text, /\w\(require\("vscode"\)\)/, name);
  }
});

test('the maker without a model stays within 45 KB', () => {
  const { size } = statSync(join('dist', 'synthesis-worker.js'));
  assert.ok(size <= synthesisBudget, `${Math.ceil(size / kilobyte)} KB`);
});

test('what is loaded at first use was built too', () => {
  const names = [...readFileSync(join('dist', 'extension.js'), 'utf8').matchAll(/import\("\.\/([\w-]+\.js)"\)/g)].map(
    ([, name]) => name ?? '',
  );
  assert.ok(names.includes('making.js') && names.includes('quickjs-sandbox.js'), names.join());
  assert.deepEqual(
    names.filter((name) => !existsSync(join('dist', name))),
    [],
  );
});

test('nothing but the worker can check a schema', () => {
  const checking = readdirSync('dist')
    .filter((name) => name.endsWith('.js'))
    .filter((name) => readFileSync(join('dist', name), 'utf8').includes('__absolute_uri__'));
  assert.deepEqual(checking, ['sandbox-worker.js']);
});

test('the package stays within 2 MB', async (context) => {
  const vsix = join(await temporaryFolder(context), 'toolsmith.vsix');
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('scripts', 'package.mjs'), vsix], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${stdout}${stderr}`);
  const { size } = statSync(vsix);
  assert.ok(size <= packageBudget, `${Math.ceil(size / kilobyte)} KB:\n${stdout}`);
  // The README in it shows no picture and links to no file that is not in it.
  const readme = readFileSync(join('.build', 'README.md'), 'utf8');
  assert.match(readme, /## What is sent where/);
  assert.doesNotMatch(readme, /<picture>|<img|\]\((?!https:)/);
  assert.doesNotMatch(readme, /^ +\d\. /m, 'steps are steps, and not lists within one another');
});
