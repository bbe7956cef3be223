import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { UsageError } from '../../../src/node/cli/terminal';
import type { Column } from './column';

const file = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)),
  rows: v.pipe(v.array(v.strictTuple([v.string(), v.string()])), v.minLength(1)),
});

/** The columns of a folder, in the order of their files: `{"name": "…", "rows": [["input", "answer"], …]}`. */
export async function loadColumns(folder: string): Promise<readonly Column[]> {
  const names = await readdir(folder).catch(() => {
    throw new UsageError(`There is no folder ${folder}. Check --tasks.`);
  });
  const files = names.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) throw new UsageError(`${folder} holds no columns: files that end in .json. Check --tasks.`);
  return Promise.all(files.map(async (name) => columnOf(await readFile(join(folder, name), 'utf8'), name)));
}

function columnOf(text: string, fileName: string): Column {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), file), text);
  if (!parsed.success)
    throw new UsageError(`${fileName} is no column: {"name": "…", "rows": [["input", "answer"], …]}. Mend it.`);
  const { name, rows } = parsed.output;
  return { name, rows: rows.map(([problem, answer]) => ({ problem, answer })) };
}

/**
 * The set that a column of a folder is counted in: `hard` by the beginning of its name, and the half by its hash. The
 * half `test` is looked at in totals only.
 */
export function setOf(name: string): string {
  const half = (createHash('sha256').update(name).digest()[0] ?? 0) % 2 === 0 ? 'dev' : 'test';
  return name.startsWith('hard-') ? `hard ${half}` : half;
}
