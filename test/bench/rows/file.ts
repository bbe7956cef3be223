import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compared } from '../harness/comparison';
import { inTurn, side, type Side } from '../harness/in-turn';
import type { Row } from '../harness/row';
import { median } from '../harness/statistics';

const rounds = 3;
const counts = { few: 10_000, many: 100_000 } as const;

/** What a process of `file-child.ts` says. */
interface Measured {
  readonly growth: number;
  readonly milliseconds: number;
}

/**
 * A file through the small tool into another file, as the explorer and the command line apply it (`src/node/batch`),
 * each time in a new process: how far the resident memory grows beyond what it is after a first small file.
 */
export const fileRow: Row = {
  name: 'file',
  title: 'a file of 100,000 rows, memory and rate',
  measure: async ({ dist, peers }) => {
    const rates = { few: [] as number[], many: [] as number[] };
    const growth = (size: keyof typeof counts): Side =>
      side(async () => {
        const { stdout } = await promisify(execFile)(process.execPath, [join(peers, 'file', 'bench', 'rows', 'file-child.mjs'), dist, String(counts[size])]);
        const measured = JSON.parse(stdout) as Measured;
        rates[size].push((1_000 * counts[size]) / measured.milliseconds);
        return measured.growth / 1_000_000;
      });
    const [few, many] = [growth('few'), growth('many')];
    await inTurn({ rounds }, [few, many]);
    const shown = (samples: readonly number[]): string => samples.map((sample) => Math.round(sample)).join(' ');
    const note = `MB of growth at 10,000 rows: ${shown(few.samples)}; at 100,000: ${shown(many.samples)}; rows a second at 10,000: ${shown(rates.few)}; at 100,000: ${shown(rates.many)}`;
    return [
      compared({ name: 'file', unit: 'MB', peer: 'the growth at 10,000 rows, ours at 100,000', target: { kind: 'atMost', ratio: 1.5 }, note }, median(many.samples), median(few.samples)),
      compared({ name: 'file', unit: 'rows/s', peer: 'the rate at 10,000 rows, ours at 100,000', target: { kind: 'stated' } }, median(rates.many), median(rates.few)),
    ];
  },
};
