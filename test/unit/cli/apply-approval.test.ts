import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { answer, startFaultServer } from '../../faults/fault-server';
import { doublingCode, doublingTool, file, libraryOf, proposal, run, workFolder } from './cli';

let folder = '';
beforeEach(async () => {
  folder = await workFolder();
});

test('a tool is verified on this machine first, and not applied where it does not hold', async () => {
  const library = await libraryOf(folder, [doublingTool()]);
  const input = await file(folder, 'in.txt', 'double 4\n');
  const args = ['apply', '--library', library, '--tool', 'double-numbers', '--input', input];
  assert.match((await run(folder, args)).err, /not verified on this machine as it stands: running its 2 examples/);
  assert.doesNotMatch((await run(folder, args)).err, /not verified/, 'once is enough');
  // Someone changes the code: the record was for another one.
  await writeFile(join(library, 'double-numbers', 'v1.js'), doublingCode.replace('2 * number', '3 * number'));
  const changed = await run(folder, [...args, '--approve']);
  assert.equal(changed.code, 1);
  assert.equal(changed.out, '');
  assert.match(
    changed.err,
    /0 of the 2 examples of double-numbers pass, so it is not applied\.[^]*example 1: expected "6", got "9"\./,
  );
  const verified = await run(folder, ['verify', '--library', library]);
  assert.equal(verified.code, 1);
  assert.equal(verified.out, 'FAILED double-numbers: 0 of 2\n');
});

test('a tool from elsewhere, or changed by other hands, is not applied before it was approved as it stands', async () => {
  const library = await libraryOf(folder, [doublingTool({ id: 'own', name: 'Own' })]);
  await createFileToolStore(library, () => new Date()).save(
    doublingTool({ description: 'Doubles\u202E numbers.', code: `${doublingCode}// \u200Bhidden\n` }),
  );
  const input = await file(folder, 'in.txt', 'double 4\n');
  const args = ['apply', '--library', library, '--tool', 'double-numbers', '--input', input];
  const refused = await run(folder, args);
  assert.deepEqual([refused.code, refused.out], [1, '']);
  assert.match(
    refused.err,
    /double-numbers was not made on this machine as it stands, so it is not applied before you approve it\. .*verify --tool double-numbers --approve/,
  );
  assert.match((await run(folder, ['list', '--library', library])).out, /^double-numbers +not approved here$/m);
  const shown = await run(folder, ['verify', '--library', library, '--tool', 'double-numbers']);
  assert.deepEqual(
    [shown.code, shown.out],
    [1, 'UNREAD double-numbers: not approved here, so its examples were not run\n'],
  );
  const all = await run(folder, ['verify', '--library', library]);
  assert.deepEqual(
    [all.code, all.out],
    [1, 'UNREAD double-numbers: not approved here, so its examples were not run\nok     own: 2 of 2\n'],
  );
  assert.match(all.err, /^1 tool not run, as not made on this machine as it stands and not approved here\. Read one/);
  const asJson = await run(folder, ['verify', '--library', library, '--json']);
  assert.deepEqual(
    asJson.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
    [
      { tool: 'double-numbers', version: 1, holds: false, approved: false },
      { tool: 'own', version: 1, holds: true, approved: true, madeHere: true, passed: 2, total: 2, unseenPassed: 1 },
    ],
  );
  for (const text of [
    'Description: Doubles‹U+202E› numbers.',
    '// ‹zero-width space›hidden',
    'BEWARE: it has 2 hidden or direction-changing characters',
    'return number === 13',
    'double 3\n-> {"number":3}',
    'double 21\n=> 42',
  ])
    assert.ok(shown.err.includes(text), `${text} in ${shown.err}`);
  assert.equal((await run(folder, args)).code, 1, 'to be shown it approves nothing, and neither does a verification');
  assert.equal((await run(folder, ['verify', '--library', library, '--approve'])).code, 2, 'not all at once');
  const approved = await run(folder, ['verify', '--library', library, '--tool', 'double-numbers', '--approve']);
  assert.match(approved.err, /return number === 13[^]*double-numbers is approved on this machine as it stands\.\n$/);
  assert.deepEqual(await run(folder, args), {
    code: 0,
    out: 'double 4 => 8\n',
    err: `${join(folder, 'in.txt')}: lines with =>\n1 answered; 0 without an answer\n`,
  });
  await writeFile(join(library, 'double-numbers', 'v1.js'), `${doublingCode}// pulled\n`);
  assert.equal((await run(folder, args)).code, 1, 'any change resets it');
  assert.equal((await run(folder, ['apply', '--library', library, '--input', input, '--approve'])).code, 2);
  const applied = await run(folder, [...args, '--approve']);
  assert.deepEqual([applied.code, applied.out], [0, 'double 4 => 8\n']);
  assert.match(
    applied.err,
    /double-numbers was not made on this machine as it stands, and is approved now\. This is all of it:[^]*Doubles‹U\+202E› numbers\.[^]*return number === 13[^]*\/\/ pulled/,
    'what is approved is shown',
  );
});

test('a tool that is not approved is no refusal probe of a making, not even by its shape', async () => {
  const server = await startFaultServer();
  const library = await libraryOf(folder, []);
  const secret = doublingTool({
    id: 'secret',
    name: 'Secret',
    examples: [{ problem: 'double 777777', answer: '1554', seen: 'shown' }],
  });
  const examples = await file(folder, 'solved.txt', 'double 3 => 6\ndouble 4 => 8\ndouble 21 => 42\ndouble 5 => 10\n');
  const making = [
    'make',
    '--no-synthesis',
    '--library',
    library,
    '--examples',
    examples,
    '--base-url',
    server.baseUrl,
    '--maker-model',
    'strong',
  ];
  // Its parser takes anything: every probe is told to the maker as a finding.
  const greedy = doublingCode.replace('return match ?', 'if (!match) return { number: 1 };\n  return match ?');
  const askedOf = async (): Promise<string> => {
    const before = server.seen.length;
    server.script(answer(proposal(greedy)));
    await run(folder, making);
    return JSON.stringify(server.seen.slice(before).map(({ body }) => body));
  };
  const probe = 'x=1; y=2; !!';
  await createFileToolStore(library, () => new Date()).save({
    ...secret,
    examples: [{ problem: probe, answer: '1', seen: 'shown' }],
  });
  const without = await askedOf();
  assert.doesNotMatch(without, /a problem of another class/);
  await rm(join(library, 'double-numbers'), { recursive: true });
  assert.equal(
    (await run(folder, ['verify', '--library', library, '--tool', 'secret', '--approve'])).code,
    1,
    'its example does not hold, its approval does',
  );
  const with_ = await askedOf();
  assert.match(with_, /a problem of another class/);
  assert.ok(!with_.includes(probe), 'and then only its shape');
  await server.close();
});

test('of several tools one that is not approved is left out, and named', async () => {
  const library = await libraryOf(folder, [doublingTool()]);
  await createFileToolStore(library, () => new Date()).save(
    doublingTool({
      id: 'stranger',
      name: 'Triple numbers',
      code: doublingCode.replaceAll('double', 'triple').replace('2 * number', '3 * number'),
      examples: [
        { problem: 'triple 3', answer: '9', seen: 'shown' },
        { problem: 'triple 21', answer: '63', seen: 'heldOut' },
      ],
      demonstrations: [{ problem: 'triple 3', arguments: { number: 3 } }],
    }),
  );
  const input = await file(folder, 'in.txt', 'double 4\ntriple 4\n');
  const ran = await run(folder, ['apply', '--library', library, '--input', input]);
  assert.equal(ran.out, 'double 4 => 8\ntriple 4\n');
  assert.match(
    ran.err,
    /Left out, as not made on this machine as they stand and not approved here: stranger\. Read one with: verify --tool NAME/,
  );
  assert.equal((await run(folder, ['verify', '--library', library, '--tool', 'stranger', '--approve'])).code, 0);
  assert.equal(
    (await run(folder, ['apply', '--library', library, '--input', input])).out,
    'double 4 => 8\ntriple 4 => 12\n',
  );
});
