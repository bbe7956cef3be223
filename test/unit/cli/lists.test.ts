import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import type { Notation } from '../../../src/engine/notation/notation';
import type { Tool } from '../../../src/engine/tool/tool';
import { doublingTool, ended, file, libraryOf, objects, run, start, workFolder, type Ran } from './cli';

let folder = '';
beforeEach(async () => {
  folder = await workFolder();
});

const notations: readonly Notation[] = [
  { kind: 'lines' },
  { kind: 'arrows', arrow: '=>' },
  { kind: 'lines', listed: true },
  { kind: 'arrows', arrow: '=>', listed: true },
  { kind: 'blocks', problemLabel: 'Question', answerLabel: 'Answer' },
];

/** What tools make of a file, to standard output. */
async function shown(tool: Tool, name: string, content: string, ...more: readonly string[]): Promise<Ran> {
  return run(folder, await command(tool, name, content, more));
}

/** The same, and into a file: both are the same. */
async function applied(tool: Tool, name: string, content: string, ...more: readonly string[]): Promise<Ran> {
  const args = await command(tool, name, content, more);
  const ran = await run(folder, args);
  const output = join(folder, `out-${name}`);
  await run(folder, [...args, '--output', output]);
  assert.equal(await readFile(output, 'utf8'), ran.out, ran.err);
  return ran;
}

async function command(tool: Tool, name: string, content: string, more: readonly string[]): Promise<readonly string[]> {
  const [library, input] = [await libraryOf(folder, [tool]), await file(folder, name, content)];
  return ['apply', '--library', library, '--input', input, ...more];
}

test('a tool answers lists and plain lines, whatever its examples were written as, and a list keeps its marks', async () => {
  const cases: readonly (readonly [string, string])[] = [
    ['- double 4\n- double 5\n', '- double 4 => 8\n- double 5 => 10\n'],
    ['* double 4\r\n\r\n* double 5\r\n', '* double 4 => 8\r\n\r\n* double 5 => 10\r\n'],
    ['1. double 4\n2. double 5\n', '1. double 4 => 8\n2. double 5 => 10\n'],
    ['7) double 4\n9) double 5\n', '7) double 4 => 8\n9) double 5 => 10\n'],
    ['- [ ] double 4\n  - [x] double 5', '- [ ] double 4 => 8\n  - [x] double 5 => 10'],
    ['- double 4 => 8\n- double 5 =>\n- double 6\n', '- double 4 => 8\n- double 5 => 10\n- double 6 => 12\n'],
    ['- double 4', '- double 4 => 8'],
    ['double 4\ndouble 5\n', 'double 4 => 8\ndouble 5 => 10\n'],
  ];
  for (const notation of notations) {
    for (const [given, expected] of cases) {
      const { out, err } = await shown(doublingTool({ notation }), 'in.md', given, '--tool', 'double-numbers');
      assert.equal(out, expected, `${JSON.stringify(notation)} ${given} ${err}`);
    }
  }
  const tool = doublingTool({ notation: { kind: 'arrows', arrow: '=>' } });
  for (const [given, expected] of cases) {
    assert.equal((await applied(tool, 'in.md', given, '--tool', 'double-numbers')).out, expected);
    assert.equal((await applied(tool, 'in.md', given)).out, expected, `each by the tool that fits: ${given}`);
  }
});

test('a minus is one where the tool reads it, and a mark where it does not', async () => {
  const code = (pattern: string): string =>
    `function parse(problem) { const found = ${pattern}.exec(problem); return found ? { number: Number(found[0].replace(/ /g, '')) } : null; }\nfunction solve({ number }) { return String(2 * number); }\n`;
  const examples: Tool['examples'] = [
    { problem: '3', answer: '6', seen: 'shown' },
    { problem: '21', answer: '42', seen: 'heldOut' },
  ];
  assert.equal(
    (
      await applied(
        doublingTool({ examples, code: code('/^-? ?\\d+$/') }),
        'in.txt',
        '- 4\n- 5\n',
        '--tool',
        'double-numbers',
      )
    ).out,
    '- 4 => -8\n- 5 => -10\n',
  );
  assert.equal(
    (
      await applied(
        doublingTool({ examples, code: code('/^\\d+$/') }),
        'in.txt',
        '- 4\n- 5\n',
        '--tool',
        'double-numbers',
      )
    ).out,
    '- 4 => 8\n- 5 => 10\n',
  );
});

test('a tool whose own examples have the marks still gets them', async () => {
  const examples: Tool['examples'] = [
    { problem: '- double 3', answer: '- 6', seen: 'shown' },
    { problem: '- double 21', answer: '- 42', seen: 'heldOut' },
  ];
  const code = doublingTool().code.replace('/^double', '/double').replace('String(2 * number)', '`- ${2 * number}`');
  const notation: Notation = { kind: 'arrows', arrow: '=>' };
  for (const own of [code, code.replace('/double', '/^- double')]) {
    const { out } = await applied(
      doublingTool({ notation, examples, code: own }),
      'in.txt',
      '- double 4\n- double 5\n',
      '--tool',
      'double-numbers',
    );
    assert.equal(out, '- double 4 => - 8\n- double 5 => - 10\n');
    const report = await run(folder, [
      'apply',
      '--library',
      join(folder, 'library'),
      '--tool',
      'double-numbers',
      '--input',
      join(folder, 'in.txt'),
      '--json',
    ]);
    assert.deepEqual(
      objects(report.out).map(({ input }) => input),
      ['- double 4', '- double 5'],
    );
  }
});

test('a Markdown file with headings and prose is answered in pieces; lines without a mark are named where no tool reads them', async () => {
  const item = (index: number): string =>
    `${' '.repeat((index % 3) * 2)}- ${index % 2 === 0 ? '' : '[ ] '}double ${1_000 + index}`;
  const section = (name: number): string =>
    `## Numbers ${name}\n\nDouble them.\n\n${Array.from({ length: 1_500 }, (_, index) => `${item(name * 2_000 + index)}\n`).join('')}\ndouble 7\n\n`;
  const content = section(1) + section(2);
  for (const notation of notations.slice(0, 4)) {
    const library = await libraryOf(folder, [doublingTool({ notation })]);
    const output = join(folder, 'out.md');
    const ran = await run(folder, [
      'apply',
      '--library',
      library,
      '--tool',
      'double-numbers',
      '--input',
      await file(folder, 'in.md', content),
      '--output',
      output,
    ]);
    assert.equal(ran.code, 1, ran.err);
    assert.equal(
      await readFile(output, 'utf8'),
      content.replaceAll(/double (\d+)/g, (line, number: string) => `${line} => ${2 * Number(number)}`),
    );
    assert.deepEqual(
      objects(await readFile(`${output}.failed.jsonl`, 'utf8')).map(({ line, input }) => [line, input]),
      // A line that begins with # is a comment.
      [
        [3, 'Double them.'],
        [1_510, 'Double them.'],
      ],
    );
  }
});

test('a list on standard input', async () => {
  const library = await libraryOf(folder, [doublingTool({ notation: { kind: 'lines' } })]);
  const { out } = await ended(
    await start(folder, ['apply', '--library', library, '--tool', 'double-numbers', '--input', '-']),
    '- double 4\n- double 5\n',
  );
  assert.equal(out, '- double 4 => 8\n- double 5 => 10\n');
});

test('a parser that finds its problem anywhere in a text gets each line, and not all of them as one paragraph', async () => {
  const code = doublingTool().code.replace('/^double (-?\\d{1,9})$/', '/double (-?\\d{1,9})/');
  for (const notation of notations.slice(0, 4)) {
    for (const [given, expected] of [
      ['- double 4\n- double 5\n', '- double 4 => 8\n- double 5 => 10\n'],
      ['double 4\ndouble 5\n', 'double 4 => 8\ndouble 5 => 10\n'],
    ] as const) {
      assert.equal(
        (await applied(doublingTool({ notation, code }), 'in.txt', given, '--tool', 'double-numbers')).out,
        expected,
        JSON.stringify(notation),
      );
    }
  }
});

test('a tool is made from a list’s problems without their marks', async () => {
  const { out, err, code } = await run(folder, [
    'make',
    '--examples',
    await file(folder, 'solved.md', '1. double 3 => 6\n2. double 21 => 42\n3. double 5 => 10\n'),
    '--dry-run',
  ]);
  assert.equal(code, 0, err);
  assert.match(out + err, /double 3/);
  assert.doesNotMatch(out + err, /\d\. double/);
  assert.match(out + err, /list items with =>/);
});
