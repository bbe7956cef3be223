import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compared, type Comparison } from '../harness/comparison';
import { inTurn, side } from '../harness/in-turn';
import type { Bench, Row } from '../harness/row';
import { median } from '../harness/statistics';
import type { Way } from './file-answerers';

const counts = { few: 10_000, many: 100_000 } as const;

type Size = keyof typeof counts;

/**
 * What is answered: a kind of file in a way, the first one as often as it takes to tell, the others to see that they
 * do the same.
 */
const kinds: readonly { readonly way: Way; readonly ending: string; readonly rounds: number }[] = [
  { way: 'one', ending: 'csv', rounds: 3 },
  { way: 'one', ending: 'jsonl', rounds: 1 },
  { way: 'one', ending: 'txt', rounds: 1 },
  { way: 'best', ending: 'csv', rounds: 1 },
  { way: 'best', ending: 'jsonl', rounds: 1 },
  { way: 'best', ending: 'txt', rounds: 1 },
];

/** What a process of `file-child.ts` says. */
interface Measured {
  readonly growth: number;
  readonly live: number;
  readonly milliseconds: number;
}

/**
 * A file into another file, as the explorer and the command line apply a tool or the best one (`src/node/batch`), each
 * time in a new process: how far the resident memory grows at its peak beyond what it is after a first small file, and
 * what is alive at the end.
 */
export const fileRow: Row = {
  name: 'file',
  title: 'a file of 100,000 rows, memory and rate',
  measure: async (bench) => {
    const comparisons: Comparison[] = [];
    for (const kind of kinds) comparisons.push(...(await measured(bench, kind)));
    return comparisons;
  },
};

async function measured(
  { dist, peers, say }: Bench,
  { way, ending, rounds }: (typeof kinds)[number],
): Promise<readonly Comparison[]> {
  const taken = { few: [] as Measured[], many: [] as Measured[] };
  const take = (size: Size): ReturnType<typeof side> =>
    side(async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [
        '--expose-gc',
        join(peers, 'file', 'bench', 'rows', 'file-child.mjs'),
        dist,
        String(counts[size]),
        way,
        ending,
      ]);
      const one = JSON.parse(stdout) as Measured;
      taken[size].push(one);
      say(
        `${counts[size]} rows of .${ending}, ${way}: ${Math.round(one.growth / 1e6)} MB more, ${(one.live / 1e6).toFixed(1)} MB alive, ${Math.round(one.milliseconds / 1_000)} s`,
      );
      return one.growth / 1e6;
    });
  await inTurn({ rounds }, [take('few'), take('many')]);
  const [growth, live, rate] = [
    (one: Measured): number => one.growth / 1e6,
    (one: Measured): number => one.live / 1e6,
    (one: Measured): number => 1_000 / one.milliseconds,
  ];
  const of = (size: Size, what: (one: Measured) => number): readonly number[] => taken[size].map(what);
  const rates = (size: Size): readonly number[] => of(size, rate).map((each) => each * counts[size]);
  const shown = (samples: readonly number[]): string => samples.map((sample) => Math.round(sample)).join(' ');
  const kind = `.${ending}, ${way === 'one' ? 'one tool' : 'the best of three'}`;
  const note = `${kind}: MB of growth at 10,000 rows: ${shown(of('few', growth))}; at 100,000: ${shown(of('many', growth))}; rows a second at 10,000: ${shown(rates('few'))}; at 100,000: ${shown(rates('many'))}`;
  return [
    compared(
      {
        name: 'file',
        unit: 'MB',
        peer: `${kind}: the growth at 10,000 rows, ours at 100,000`,
        target: { kind: 'atMost', ratio: 1.5 },
        note,
      },
      median(of('many', growth)),
      median(of('few', growth)),
    ),
    compared(
      {
        name: 'file',
        unit: 'MB',
        peer: `${kind}: alive at the end of 10,000 rows, ours of 100,000`,
        target: { kind: 'atMost', ratio: 1.1 },
      },
      median(of('many', live)),
      median(of('few', live)),
    ),
    compared(
      {
        name: 'file',
        unit: 'rows/s',
        peer: `${kind}: the rate at 10,000 rows, ours at 100,000`,
        target: { kind: 'stated' },
      },
      median(rates('many')),
      median(rates('few')),
    ),
  ];
}
