import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadColumns, setOf } from '../../eval/columns/load-columns';
import { temporaryFolder } from '../store/temporary-folder';

test('columns of a folder are read, and what is none is named', async (context) => {
  const folder = await temporaryFolder(context);
  await assert.rejects(loadColumns(folder), /holds no columns/);
  await assert.rejects(loadColumns(join(folder, 'none')), /There is no folder/);
  await writeFile(join(folder, 'a.json'), JSON.stringify({ name: 'first', rows: [['Ada L', 'Ada']] }));
  assert.deepEqual(await loadColumns(folder), [{ name: 'first', rows: [{ problem: 'Ada L', answer: 'Ada' }] }]);
  for (const text of ['{', '{"name":"b","rows":[]}', '{"name":"b","rows":[["one"]]}']) {
    await writeFile(join(folder, 'b.json'), text);
    await assert.rejects(loadColumns(folder), /b\.json is no column/);
  }
});

test('the half of a column goes by its name alone', () => {
  assert.equal(setOf('hard-dates'), `hard ${setOf('hard-dates').endsWith('dev') ? 'dev' : 'test'}`);
  const halves = new Set(['a', 'b', 'c', 'd', 'e', 'f'].map(setOf));
  assert.deepEqual([...halves].sort(), ['dev', 'test']);
});
