import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseTaskFile, type TaskRow } from '../../eval/task-row';
import { oracles } from './oracles/oracles';

const folder = join('test', 'eval', 'tasks');
/** Lines 1 to 10 are a person's solved examples, and spares; the tests follow. */
const examples = 10;

const tasks: readonly { readonly name: string; readonly rows: readonly TaskRow[] }[] = readdirSync(folder).map(
  (file) => {
    const parsed = parseTaskFile(readFileSync(join(folder, file), 'utf8'));
    if (parsed.kind === 'faulty') throw new Error(`${file}: ${parsed.complaints[0]?.reason ?? ''}`);
    return { name: file.replace(/\.jsonl$/, ''), rows: parsed.rows };
  },
);

test('there are 24 tasks, each with its oracle and a name in kebab case', () => {
  assert.equal(tasks.length, 24);
  assert.deepEqual(tasks.map(({ name }) => name).sort(), Object.keys(oracles).sort());
  for (const { name } of tasks) assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test('every task has enough rows, some of them exceptions, and those among the unseen ones only', () => {
  for (const { name, rows } of tasks) {
    assert.ok(rows.length >= 34 && rows.length <= 40, `${name}: ${rows.length} rows`);
    const exceptions = rows.flatMap(({ exception }, index) => (exception ? [index] : []));
    assert.ok(exceptions.length >= 4 && exceptions.length <= 7, `${name}: ${exceptions.length} exceptions`);
    assert.ok((exceptions[0] ?? 0) >= examples, `${name}: an exception among the examples`);
    assert.ok(
      exceptions.filter((index) => rows[index]?.target === null).length >= 3,
      `${name}: too few that only a refusal is right for`,
    );
  }
});

test('no text is a problem of two rows, in one task or in two', () => {
  const inputs = tasks.flatMap(({ rows }) => rows.map(({ input }) => input));
  assert.equal(new Set(inputs).size, inputs.length);
});

// A problem's reading takes white space around it away, so that none may matter.
test('what can be written in two ways is written in one, and nothing has white space around it', () => {
  for (const { name, rows } of tasks) {
    for (const { input, target } of rows) {
      assert.equal(input, input.normalize('NFC').trim(), name);
      assert.equal(target, target?.normalize('NFC').trim() ?? null, `${name}: ${input}`);
    }
  }
});

for (const { name, rows } of tasks) {
  test(`${name}: an oracle of its own gives every ordinary answer, and reads no exception otherwise`, () => {
    const oracle = oracles[name];
    assert.ok(oracle);
    for (const { input, target, exception } of rows) {
      const answer = oracle(input);
      if (!exception) assert.equal(answer, target, input);
      else if (answer !== undefined) assert.equal(answer, target, `${input} reads as an ordinary row`);
    }
  });
}

test('a faulty task file is refused with the line of each fault', () => {
  const good = '{"input": "a", "target": "b"}';
  assert.deepEqual(parseTaskFile(`${good}\r\n{"input": "c", "target": null, "exception": true}\n`), {
    kind: 'rows',
    rows: [
      { input: 'a', target: 'b' },
      { input: 'c', target: null, exception: true },
    ],
  });
  const faulty = [
    '{"input": "a"',
    '[]',
    '{"input": "a"}',
    '{"input": " ", "target": "b"}',
    '{"input": "a", "target": ""}',
    '{"input": "a", "target": null}',
    '{"input": "a", "target": "b", "exception": false}',
    '{"input": "a", "target": "b", "note": ""}',
    '',
  ];
  const parsed = parseTaskFile([good, ...faulty, good].join('\n'));
  assert.ok(parsed.kind === 'faulty');
  assert.deepEqual(
    parsed.complaints.map(({ line }) => line),
    faulty.map((_, index) => index + 2),
  );
  for (const { line, reason } of parsed.complaints) assert.match(reason, new RegExp(`^Line ${line} .+\\.$`));
  assert.equal(parseTaskFile('').kind, 'faulty');
});
