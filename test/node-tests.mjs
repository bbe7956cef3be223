/** Runs bundled tests under Node's own runner. */
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { resolve } from 'node:path';

/** Runs test files, `concurrency` at a time, and counts what passed and failed. */
export function nodeTests(files, concurrency = 2) {
  const count = { passed: 0, failed: 0 };
  return new Promise((done) => {
    const stream = run({ files: files.map((file) => resolve(file)), concurrency });
    // A file's own entry is no test; Node 20 and newer ones tell it apart by nesting and details.
    stream.on('test:pass', (event) => (count.passed += isTest(event) ? 1 : 0));
    stream.on('test:fail', (event) => (count.failed += isTest(event) || event.nesting === 0 ? 1 : 0));
    stream.on('end', () => done(count));
    stream.compose(new spec()).pipe(process.stdout, { end: false });
  });
}

function isTest(event) {
  return event.details?.type !== 'suite' && !event.name.endsWith('.mjs');
}
