import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { JsonObject } from '../../../src/engine/json';
import { toolManifest } from '../../../src/engine/tool/parse-tool';
import type { ToolExample } from '../../../src/engine/tool/tool';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { sampleTool } from '../library/sample-tool';
import { temporaryFolder } from './temporary-folder';

/** The most that a process may take for listing any library, in megabytes. */
const mostMegabytes = 300;

const example = (problem: string, args?: JsonObject): ToolExample => ({
  problem,
  answer: 'a',
  seen: 'shown',
  ...(args && { arguments: args }),
});

/** A library of so many tools, written as a stranger would, with these examples in each. */
async function libraryOf(
  context: TestContext,
  count: number,
  examplesOf: (number: number) => readonly ToolExample[],
): Promise<string> {
  const folder = await temporaryFolder(context);
  for (let number = 10; number < 10 + count; number += 1) {
    const tool = sampleTool({ id: `tool-${number}`, examples: examplesOf(number) });
    await mkdir(join(folder, tool.id));
    await writeFile(join(folder, tool.id, 'tool.json'), JSON.stringify(toolManifest(tool)));
    await writeFile(join(folder, tool.id, 'v1.js'), tool.code.padEnd(190_000));
  }
  return folder;
}

/** Lists a library in a process of its own. */
function listed(
  library: string,
  state: string,
): { readonly out: string; readonly err: string; readonly megabytes: number } {
  const meter = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS))`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(meter)}`,
      join('dist', 'cli.js'),
      'list',
      '--library',
      library,
    ],
    { encoding: 'utf8', env: { ...process.env, XDG_STATE_HOME: state }, maxBuffer: 100_000_000 },
  );
  const peak = /peak (\d+)$/.exec(stderr)?.[1] ?? assert.fail(stderr.slice(-2_000));
  return { out: stdout, err: stderr, megabytes: Number(peak) / 1_024 };
}

const worst: readonly (readonly [string, number, (number: number) => readonly ToolExample[]])[] = [
  [
    'long texts in which one character needs two bytes',
    16,
    (number) => Array.from({ length: 7 }, (_, at) => example(`漢${number} ${at} ${'x'.repeat(990_000)}`)),
  ],
  ['arguments of brackets', 16, () => [example('p', { a: Array.from({ length: 90_000 }, () => ({})) })]],
  [
    'keys that nobody else has',
    12,
    (number) => [
      example(
        'p',
        Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`k${number}-${at}`, { [`${at}`]: {} }])),
      ),
    ],
  ],
];

for (const [name, count, examplesOf] of worst)
  test(`a library is listed within ${mostMegabytes} MB, whatever is in it: ${name}`, async (context) => {
    const folder = await libraryOf(context, count, examplesOf);
    const { out, err, megabytes } = listed(folder, await temporaryFolder(context));
    assert.ok(megabytes < mostMegabytes, `${Math.round(megabytes)} MB`);
    const shown = out.match(/^tool-\d+ +not approved here$/gm)?.length ?? 0;
    const left = err.match(/^tool-\d+ was set aside: not read: the tools that stand before it/gm)?.length ?? 0;
    assert.equal(shown + left, count);
    assert.ok(shown > 0 && left > 0, `${shown} ${left}`);
  });

test('what is not listed with the others is read by itself; the others are the same each time', async (context) => {
  const folder = await libraryOf(context, 12, (number) =>
    Array.from({ length: 8 }, (_, at) => example(`${number} ${at} ${'x'.repeat(980_000)}`)),
  );
  const store = createFileToolStore(folder, () => new Date());
  const { tools, damaged } = await store.list();
  assert.deepEqual(
    [...tools.map(({ id }) => id), ...damaged.map((one) => one.folder)],
    (await store.names()).names,
    'in the order of their names',
  );
  const last = damaged.at(-1)?.folder ?? assert.fail();
  assert.equal((await store.list([last])).tools[0]?.id, last);
  assert.deepEqual((await store.list()).damaged, damaged);
});

test('a manifest of more values than any making yields is set aside before it is parsed', async (context) => {
  const folder = await libraryOf(context, 1, () => [example('p', { a: Array.from({ length: 300_000 }, () => 1) })]);
  const { damaged } = await createFileToolStore(folder, () => new Date()).list();
  assert.match(damaged[0]?.reason ?? '', /^its tool\.json holds more than 200000 values$/);
});
