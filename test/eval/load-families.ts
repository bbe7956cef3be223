import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Example } from '../../src/engine/making/split';
import { withLineFeeds } from '../../src/engine/text/lines';
import { UsageError } from '../../src/node/cli/terminal';
import type { Family } from './evaluate';
import { families as reasoning } from './families/families';
import type { EvaluationOptions } from './options';
import { parseTaskFile, type TaskRow } from './task-row';

/** The seed and the number of rows of the generated families: recorded replies belong to these. */
const generated = { seed: 20_260_101, rows: 60 } as const;

/**
 * Families from a folder of task files, or with none the project's own: its files and its generators. Throws
 * `UsageError`.
 */
export async function loadFamilies(
  folder: string | undefined,
  lines: EvaluationOptions['lines'],
): Promise<readonly Family[]> {
  const files = await readFamilies(folder ?? join('test', 'eval', 'tasks'));
  const all =
    folder === undefined
      ? [
          ...files,
          ...Object.entries(reasoning).map(([name, generate]) => ({
            name,
            rows: generate(generated.seed, generated.rows),
          })),
        ]
      : files;
  return all.map(({ name, rows }) => splitLines(name, rows, lines));
}

async function readFamilies(
  folder: string,
): Promise<readonly { readonly name: string; readonly rows: readonly TaskRow[] }[]> {
  const names = await readdir(folder).catch(() => {
    throw new UsageError(`There is no folder ${folder}. Check --data.`);
  });
  const files = names.filter((name) => name.endsWith('.jsonl')).sort();
  if (files.length === 0)
    throw new UsageError(
      `${folder} holds no task files: .jsonl, a line {"input": "…", "target": "…"} for each problem.`,
    );
  return Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -'.jsonl'.length),
      rows: taskRows(await readFile(join(folder, file), 'utf8'), join(folder, file)),
    })),
  );
}

function taskRows(text: string, file: string): readonly TaskRow[] {
  const parsed = parseTaskFile(text);
  if (parsed.kind === 'rows') return parsed.rows;
  throw new UsageError(`${file} is no task file. ${parsed.complaints[0]?.reason ?? ''}`);
}

function splitLines(
  name: string,
  rows: readonly TaskRow[],
  { shown, heldOut, test }: EvaluationOptions['lines'],
): Family {
  // As a reading of the file hands them over: line ends as they are for tools, no white space around.
  const asRead = rows.map((row) => ({ ...row, input: withLineFeeds(row.input).trim() }));
  const examples = (take: (line: number) => boolean): readonly Example[] =>
    asRead.flatMap((row, index) => {
      if (!take(index + 1)) return [];
      if (row.target === null)
        throw new UsageError(`${name}, line ${index + 1}: an example needs an answer, and its target is null.`);
      return [{ problem: row.input, answer: row.target }];
    });
  const family = {
    name,
    shown: examples(shown),
    heldOut: examples(heldOut),
    test: asRead.filter((_, index) => test(index + 1)),
  };
  if (family.shown.length === 0 || family.heldOut.length === 0)
    throw new UsageError(
      `${name} has ${rows.length} lines: none of them is shown, or none held out. Check --shown and --held-out.`,
    );
  return family;
}
