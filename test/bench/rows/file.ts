import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compared, type Comparison, type Target } from '../harness/comparison';
import type { Bench, Row } from '../harness/row';
import type { Way } from './file-answerers';

/** What is answered: a kind of file in a way, with so many rows and with ten times as many. */
interface Kind {
  readonly way: Way;
  readonly ending: string;
  readonly rows: number;
}

/**
 * The first kind with as many as tell whether memory stays flat: V8 lets the space of young objects grow to 34 MB, which
 * a file of 10,000 rows does not see the end of. The others to see that they do the same, in less time.
 */
const kinds: readonly Kind[] = [
  { way: 'one', ending: 'csv', rows: 100_000 },
  { way: 'one', ending: 'jsonl', rows: 10_000 },
  { way: 'best', ending: 'csv', rows: 10_000 },
  { way: 'best', ending: 'txt', rows: 10_000 },
];

/** What a process of `file-child.ts` says. */
interface Measured {
  readonly growth: number;
  readonly live: number;
  readonly milliseconds: number;
}

/**
 * A file into another file, as the explorer and the command line apply a tool or the best one (`src/node/batch`), each
 * row another problem, each time in a new process: how far the resident memory grows at its peak beyond what it is after
 * a first small file, what is alive at the end, and the rate.
 */
export const fileRow: Row = {
  name: 'file',
  title: 'a file of up to 1,000,000 rows, memory and rate',
  measure: async (bench) => {
    const comparisons: Comparison[] = [];
    for (const kind of kinds) comparisons.push(...(await measured(bench, kind)));
    return comparisons;
  },
};

async function measured(bench: Bench, { way, ending, rows }: Kind): Promise<readonly Comparison[]> {
  const few = await answeredFile(bench, rows, way, ending);
  const many = await answeredFile(bench, rows * 10, way, ending);
  const [fewer, more] = [rows, rows * 10].map((count) => count.toLocaleString('en-US'));
  const peer = (what: string): string =>
    `.${ending}, ${way === 'one' ? 'one tool' : 'the best of three'}: ${what} of ${fewer} rows, ours of ${more}`;
  const against = (unit: string, what: string, target: Target, of: (one: Measured) => number): Comparison =>
    compared({ name: 'file', unit, peer: peer(what), target }, of(many), of(few));
  return [
    against('MB', 'the growth', { kind: 'atMost', ratio: 1.3 }, ({ growth }) => growth / 1e6),
    against('MB', 'alive at the end', { kind: 'atMost', ratio: 1.1 }, ({ live }) => live / 1e6),
    compared(
      { name: 'file', unit: 'rows/s', peer: peer('the rate'), target: { kind: 'stated' } },
      (rows * 10_000) / many.milliseconds,
      (rows * 1_000) / few.milliseconds,
    ),
  ];
}

/** Answers a file of so many rows in a process of its own. */
export async function answeredFile(
  { dist, peers, say }: Bench,
  rows: number,
  way: Way,
  ending: string,
): Promise<Measured> {
  const script = join(peers, 'file', 'bench', 'rows', 'file-child.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    script,
    dist,
    String(rows),
    way,
    ending,
  ]);
  const one = JSON.parse(stdout) as Measured;
  say(
    `${rows} rows of .${ending}, ${way}: ${Math.round(one.growth / 1e6)} MB more, ${(one.live / 1e6).toFixed(1)} MB alive, ${Math.round(one.milliseconds / 1_000)} s`,
  );
  return one;
}
