import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promptTokens } from '../../bench/rows/prompt-tokens';
import { temporaryFolder } from '../store/temporary-folder';

/** The paper's figures and ten uses each; the evaluation counted `share` of them. */
const rows = (share: number): object[] =>
  Object.entries({
    logical_deduction_five_objects: 1080,
    tracking_shuffled_objects_five_objects: 1207,
    dyck_languages: 355,
    word_sorting: 510,
    chinese_remainder_theorem: 543,
    schedule_meeting: 1298,
  }).flatMap(([family, tokens]) => [
    { family, path: 'parser', promptTokens: 0, total: 10, right: 10 },
    { family, path: 'model', promptTokens: share * tokens * 10, total: 10, right: 9 },
  ]);

async function read(context: TestContext, content: unknown): ReturnType<typeof promptTokens> {
  const path = join(await temporaryFolder(context), 'eval-results.json');
  await writeFile(path, JSON.stringify(content));
  return promptTokens(path);
}

test('the median of the families counts, through the light model only', async (context) => {
  const [, first, ...rest] = rows(0.4);
  const counted = await read(context, [{ ...first, promptTokens: 1080 * 10 * 9 }, ...rest]);
  assert.ok('medianRatio' in counted && Math.abs(counted.medianRatio - 0.4) < 1e-9);
  assert.deepEqual(counted.families.map(({ family, tokens }) => [family, Math.round(tokens)])[2], [
    'dyck_languages',
    142,
  ]);
});

test('without a file, or without a family, it says so', async (context) => {
  assert.match(JSON.stringify(await promptTokens('/nowhere/eval-results.json')), /missing.*no eval-results.json/);
  assert.match(
    JSON.stringify(await read(context, rows(0.4).slice(2))),
    /missing.*no uses through the light model of logical_deduction_five_objects:/,
  );
});

test('a file of another form is an error', async (context) => {
  await assert.rejects(read(context, { rows: [] }));
  await assert.rejects(
    read(
      context,
      rows(0.4).map((row) => ({ ...row, promptTokens: undefined })),
    ),
  );
});
