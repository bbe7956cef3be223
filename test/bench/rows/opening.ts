import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openToolIndex } from '../../../src/engine/dispatching/open-tool-index';
import { createIndexMaker } from '../../../src/node/dispatching/index-maker';
import { createIndexFile } from '../../../src/node/store/index-file';
import { Random } from '../../eval/families/random';
import { compared } from '../harness/comparison';
import { inTurn, side, timed, type Side } from '../harness/in-turn';
import type { Row } from '../harness/row';
import { greatest, median } from '../harness/statistics';
import { syntheticClass, syntheticTool } from './synthetic-library';

const toolCount = 10_000;
const rounds = 3;

/** How long the thread may be kept from others, in milliseconds. */
const longestStall = 50;

/** How long it may take, with what was kept and without, in milliseconds. */
const longestKept = 50,
  longestAnew = 3_000;

/**
 * Opening the dispatcher's index, with and without what was kept of it, and how long others have to wait for the
 * thread meanwhile.
 */
export const openingRow: Row = {
  name: 'opening',
  title: 'opening the index of 10,000 tools',
  measure: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'toolsmith-bench-index-'));
    try {
      const path = join(folder, 'tools.index');
      const make = createIndexMaker(resolve('dist', 'index-worker.js'));
      const random = new Random(toolCount);
      const tools = Array.from({ length: toolCount }, (_, number) =>
        syntheticTool(syntheticClass(random), number, random),
      );
      const stalls = { anew: [] as number[], kept: [] as number[] };
      const opening = (way: keyof typeof stalls): Side =>
        side(async () => {
          if (way === 'anew') await rm(path, { force: true });
          const { milliseconds, stall } = await stalled(async () => {
            const index = await openToolIndex(tools, { store: createIndexFile(path), make });
            if (index.fingerprints().length !== toolCount) throw new Error('not every tool is in the index');
          });
          stalls[way].push(stall);
          return milliseconds;
        });
      const [anew, kept] = [opening('anew'), opening('kept')];
      await inTurn({ rounds }, [anew, kept]);
      const shown = (samples: readonly number[]): string => samples.map((sample) => Math.round(sample)).join(' ');
      const note = `ms anew: ${shown(anew.samples)}, kept: ${shown(kept.samples)}; longest stall of each, anew: ${shown(stalls.anew)}, kept: ${shown(stalls.kept)}`;
      const shared = { name: 'opening', unit: 'ms', note } as const;
      return [
        compared(
          { ...shared, peer: 'the budget with the kept index', target: { kind: 'atMost', ratio: 1 } },
          median(kept.samples),
          longestKept,
        ),
        compared(
          { ...shared, peer: 'the budget made anew', target: { kind: 'atMost', ratio: 1 } },
          median(anew.samples),
          longestAnew,
        ),
        compared(
          { ...shared, peer: 'the budget for the longest stall, made anew', target: { kind: 'atMost', ratio: 1 } },
          median(stalls.anew),
          longestStall,
        ),
        compared(
          { ...shared, peer: 'the budget for the longest stall, kept', target: { kind: 'atMost', ratio: 1 } },
          median(stalls.kept),
          longestStall,
        ),
        compared(
          { ...shared, peer: 'the budget for the longest stall, at worst', target: { kind: 'stated' } },
          greatest([...stalls.anew, ...stalls.kept]),
          longestStall,
        ),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/**
 * How long something takes, and the longest that a timer of a millisecond had to wait meanwhile for this thread's work.
 * That is the smaller of the clock's time and the processor's: on a busy machine a thread waits for others' work, too.
 */
async function stalled(run: () => Promise<void>): Promise<{ readonly milliseconds: number; readonly stall: number }> {
  const now = (): { readonly clock: number; readonly processor: number } => {
    const { user, system } = process.cpuUsage();
    return { clock: performance.now(), processor: (user + system) / 1_000 };
  };
  let last = now();
  let stall = 0;
  const look = (): void => {
    const next = now();
    stall = Math.max(stall, Math.min(next.clock - last.clock - 1, next.processor - last.processor));
    last = next;
  };
  const looking = setInterval(look, 1);
  const { milliseconds } = await timed(run);
  look();
  clearInterval(looking);
  return { milliseconds, stall };
}
