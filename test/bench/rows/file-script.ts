import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compared } from '../harness/comparison';
import { inTurn, side } from '../harness/in-turn';
import type { Row } from '../harness/row';
import { median } from '../harness/statistics';
import { answeredFile } from './file';
import { rowsOf } from './file-answerers';

const rows = 100_000;
const rounds = 3;

/**
 * A CSV with one tool, against a script as one writes it without this product: it streams the file through PapaParse,
 * and runs the same functions in its own process, where nothing stops or confines them.
 */
export const fileScriptRow: Row = {
  name: 'file-script',
  title: 'a file of 100,000 rows, against a plain script',
  measure: async (bench) => {
    const folder = await mkdtemp(join(tmpdir(), 'toolsmith-bench-script-'));
    const [input, output] = [join(folder, 'in.csv'), join(folder, 'out.csv')];
    try {
      const file = await open(input, 'w');
      await file.appendFile(`problem,answer\n${rowsOf('one', 'csv', 0, rows)}`);
      await file.close();
      const rate = (milliseconds: number): number => (1_000 * rows) / milliseconds;
      const ours = side(async () => rate((await answeredFile(bench, rows, 'one', 'csv')).milliseconds));
      const script = side(async () => {
        const path = join(bench.peers, 'file', 'bench', 'peers', 'papaparse-script.mjs');
        const { stdout } = await promisify(execFile)(process.execPath, [path, input, output]);
        return rate((JSON.parse(stdout) as { readonly milliseconds: number }).milliseconds);
      });
      await inTurn({ rounds }, [ours, script]);
      const written = (await readFile(output, 'utf8')).split(/\r?\n/);
      assert.equal(written[1], '1 January 1900,1900-01-01');
      assert.equal(written.filter((line) => line !== '').length, rows + 1);
      return [
        compared(
          {
            name: 'file-script',
            unit: 'rows/s',
            peer: 'a script that streams with PapaParse and runs the same functions unconfined',
            target: { kind: 'atLeast', ratio: 0.1 },
          },
          median(ours.samples),
          median(script.samples),
        ),
      ];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};
