/**
 * `npm test`: types, lint, unit tests, the built bundle's smoke test, and the suite inside the real VS Code.
 *
 *     node test/run.mjs [types|lint|build|unit [PATTERN]|host [PATTERN]|attacks|fuzz|crash|eval …]
 *
 * Without a name the first five are run; `npm run test:all` runs all.
 *
 * A pattern is a regular expression: of the unit stage it is tried on the paths of the test files, of the host stage on
 * `file: name of the case`.
 * Ends with one line `N passed, N failed`; a stage that cannot run counts as failed, never as skipped.
 */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bundleTests, testFiles } from './bundle.mjs';
import { nodeTests } from './node-tests.mjs';

const stages = {
  types: async () =>
    checks([
      ['tsc', '-p', '.'],
      ['tsc', '-p', 'src/engine'],
      ['tsc', '-p', 'webview'],
    ]),
  lint: async () => checks([['eslint', '--max-warnings', '0', '.'], ['prettier', '--check', '.'], ['knip']]),
  build: async () => checks([['node', 'build.mjs', '--production']]),
  unit: async (pattern) => {
    await rm('.build/tests', { recursive: true, force: true });
    const files = (await testFiles('test')).filter((file) => !file.startsWith('test/host') && pattern.test(file));
    if (files.length === 0) throw new Error(`no test file matches ${pattern}`);
    return nodeTests(await bundleTests(files, '.build/tests'));
  },
  host: async (pattern) => (await import('./host/suite.mjs')).runHostSuite(pattern),
  attacks: async () => checks([['node', 'test/sandbox/run-attacks.mjs']]),
  fuzz: async () => checks([['node', 'test/fuzz/run.mjs']]),
  crash: async () => checks([['node', 'test/crash/run.mjs']]),
  eval: async () => checks([['node', 'test/eval/run.mjs', 'main']]),
};

/** What `npm test` runs, in this order: the unit tests of what ships need the build, and so does the real editor. */
const usual = ['types', 'lint', 'build', 'unit', 'host'];

/** Stages of which some can be run. */
const parted = new Set(['unit', 'host']);

/** Where the packages keep what their commands run. */
const commandFiles = {
  tsc: 'typescript/bin/tsc',
  eslint: 'eslint/bin/eslint.js',
  prettier: 'prettier/bin/prettier.cjs',
  knip: 'knip/bin/knip.js',
};

/** Runs commands one after another; each counts as one check. */
async function checks(commands) {
  const count = { passed: 0, failed: 0 };
  for (const [name, ...args] of commands) {
    const ok = await succeeds(name, args);
    console.log(`${ok ? 'ok' : 'FAILED'}: ${name} ${args.join(' ')}`);
    count[ok ? 'passed' : 'failed'] += 1;
  }
  return count;
}

function succeeds(name, args) {
  const first = name === 'node' ? [] : [resolve('node_modules', commandFiles[name])];
  return new Promise((done) => {
    const child = spawn(process.execPath, [...first, ...args], { stdio: 'inherit' });
    child.on('error', () => done(false));
    child.on('exit', (code) => done(code === 0));
  });
}

/** The stages that are named, each with the pattern behind it; the usual ones if none is. */
function chosenStages(words) {
  const chosen = new Map();
  let last;
  for (const word of words) {
    if (word in stages) chosen.set((last = word), /./);
    else if (last !== undefined && parted.has(last)) chosen.set(last, new RegExp(word, 'i'));
    else {
      console.error(`There is no stage ${word}. There are: ${Object.keys(stages).join(', ')}.`);
      process.exit(2);
    }
  }
  return chosen.size > 0 ? chosen : new Map(usual.map((name) => [name, /./]));
}

const chosen = chosenStages(process.argv.slice(2));
const order = Object.keys(stages).filter((name) => chosen.has(name));
const total = { passed: 0, failed: 0 };
for (const name of order) {
  console.log(`\n# ${name}`);
  const result = await stages[name](chosen.get(name)).catch((error) => {
    console.error(`FAILED: ${name}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    return { passed: 0, failed: 1 };
  });
  total.passed += result.passed;
  total.failed += result.failed;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
