import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { answer, startFaultServer } from '../../faults/fault-server';
import { doublingCode, doublingTool, file, libraryOf, objects, proposal, run, workFolder, type Ran } from './cli';

let folder = '';
let library = '';
const server = await startFaultServer();
after(() => server.close());
beforeEach(async () => {
  folder = await workFolder();
  library = await libraryOf(folder, [doublingTool()]);
});

/** The doubling tool that has a word for the double of seven, and of whatever else. */
const inWords = (...others: readonly string[]): string =>
  proposal(
    doublingCode.replace(
      'return number === 13',
      `if (number === 7) return 'fourteen';\n${others.join('\n')}\n  return number === 13`,
    ),
  );

async function correct(...options: readonly string[]): Promise<Ran> {
  return run(folder, [
    ...['correct', '--tool', 'double-numbers', '--library', library],
    ...['--base-url', server.baseUrl, '--maker-model', 'strong', ...options],
  ]);
}
const manifest = async (): Promise<string> => readFile(join(library, 'double-numbers', 'tool.json'), 'utf8');

test('a right answer is an example, and the next version gives it; the rows that change are shown with the code', async () => {
  const rows = await file(folder, 'rows.txt', 'double 7\ndouble 8\ndouble 9\n');
  server.script(answer(inWords("if (number === 8) return 'sixteen';")));
  const corrected = await correct('--answer', 'double 7 => fourteen', '--input', rows, '--take');
  assert.equal(corrected.code, 0, corrected.err);
  assert.match(corrected.out, /^double-numbers: version 2, 3 of 3, 1 never seen by the maker; 1 try/);
  assert.match(
    corrected.err,
    /2 of 3 rows at hand change\n {2}double 7: 14 -> fourteen\n {2}double 8: 16 -> sixteen\n/,
  );
  assert.match(corrected.err, /\n\+ {2}if \(number === 7\) return 'fourteen';\n/);
  const sent = JSON.stringify(server.seen.at(-1)?.body);
  assert.ok(sent.includes('fourteen') && !sent.includes('double 21') && !sent.includes('double 8'));
  assert.ok((await readdir(join(library, 'double-numbers'))).includes('v1.tool.json'));
});

test('going back makes the version before the current one again, as it was, and can itself be gone back from', async () => {
  const before = await manifest();
  server.script(answer(inWords()));
  assert.equal((await correct('--answer', 'double 7 => fourteen', '--take')).code, 0);
  const back = async (...options: readonly string[]): Promise<Ran> =>
    run(folder, ['back', '--tool', 'double-numbers', '--library', library, ...options]);
  const gone = await back();
  assert.equal(gone.code, 0, gone.err);
  assert.equal(gone.out, 'double-numbers: version 3, 2 of 2\n');
  const [then, now] = [before, await manifest()].map((text) => objects(text.replaceAll('\n', ''))[0]);
  assert.deepEqual([now?.['examples'], now?.['argumentsSchema']], [then?.['examples'], then?.['argumentsSchema']]);
  assert.equal(await readFile(join(library, 'double-numbers', 'v3.js'), 'utf8'), doublingCode);
  const again = await back('--to', '2', '--json');
  assert.deepEqual(objects(again.out), [{ id: 'double-numbers', version: 4, stage: 'tool', passed: 3, total: 3 }]);
  assert.match((await back('--to', '9')).err, /has no earlier version 9\. There are: 1, 2, 3\./);
});

test('an earlier version that was changed on the disk is not gone back to', async () => {
  server.script(answer(inWords()));
  assert.equal((await correct('--answer', 'double 7 => fourteen', '--take')).code, 0);
  await file(join(library, 'double-numbers'), 'v1.js', `${doublingCode}// changed\n`);
  const gone = await run(folder, ['back', '--tool', 'double-numbers', '--library', library]);
  assert.equal(gone.code, 1);
  assert.match(gone.err, /Version 1 of double-numbers was not made or approved on this machine/);
});

test('nothing is sent where nobody can be asked whether to take it, or where the tool gives the answer already', async () => {
  const sent = server.seen.length;
  const unasked = await correct('--answer', 'double 7 => fourteen');
  assert.equal(unasked.code, 2);
  assert.match(unasked.err, /give --take/);
  const known = await correct('--answer', 'double 7 => 14', '--take');
  assert.equal(known.code, 0, known.err);
  assert.equal(known.out, 'double-numbers: version 1, 3 of 3\n');
  const unclear = await correct('--answer', 'a => b => c', '--take');
  assert.equal(unclear.code, 2);
  assert.match(unclear.err, /speaks of no problem that is there/);
  assert.equal(server.seen.length, sent);
});

test('a tool that cannot be repaired stays as it is', async () => {
  const before = await manifest();
  server.script(...Array.from({ length: 3 }, () => answer(proposal(doublingCode))));
  const failed = await correct('--answer', 'double 3 => three', '--take');
  assert.equal(failed.code, 1);
  assert.match(failed.err, /double-numbers stays as it is/);
  assert.equal(await manifest(), before);
});

test('a tool that no model made is repaired without one, where a rule gives every answer', async () => {
  const examples = await file(
    folder,
    'examples.txt',
    'Ann Lee => Lee, Ann\nBob Ray => Ray, Bob\nCid Fox => Fox, Cid\nDan Poe => Poe, Dan\n',
  );
  const made = await run(folder, ['make', '--examples', examples, '--library', library]);
  assert.equal(made.code, 0, made.err);
  const [id = ''] = made.out.split(':');
  const options = ['--tool', id, '--library', library, '--answer', 'Eve Ann Orr => Orr, Eve', '--take'];
  const corrected = await run(folder, ['correct', ...options]);
  assert.equal(corrected.code, 0, corrected.err);
  assert.match(corrected.out, /5 of 5/);
});
