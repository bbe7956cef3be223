import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isVerified } from '../../../src/engine/library/library';
import { longestList } from '../../../src/vscode/library/pages';
import { LibraryRows } from '../../../src/vscode/library/rows';
import { compared } from '../harness/comparison';
import { inTurn, side, timed } from '../harness/in-turn';
import type { Row } from '../harness/row';
import { greatest, median } from '../harness/statistics';
import { openStoredLibrary, storeLibrary } from './stored-library';

/** What the tree is asked for, in milliseconds. */
const budget = 300;

const toolCount = 10_000;

/**
 * The sidebar's tree over a large library on disk: from when it is first shown until its rows are there, nothing of it
 * known before.
 */
export const treeRow: Row = {
  name: 'tree',
  title: 'opening the library’s tree',
  measure: async (bench) => {
    const large = await mkdtemp(join(tmpdir(), 'toolsmith-bench-tree-'));
    const listed = await mkdtemp(join(tmpdir(), 'toolsmith-bench-list-'));
    try {
      bench.say(`writing ${toolCount} tools`);
      await storeLibrary(large, toolCount);
      await storeLibrary(listed, longestList);
      const first = side(
        async () => (await timed(() => new LibraryRows(openStoredLibrary(large)).childrenOf())).milliseconds,
      );
      const page = side(() => openPage(large));
      const list = side(() => openList(listed));
      const again = side(() => lookAgain(large));
      await inTurn({ rounds: 10 }, [first, page, list, again]);
      const whole = await timed(() => openStoredLibrary(large).list());
      if (whole.output.tools.filter((tool) => tool.isApproved && isVerified(tool)).length !== toolCount)
        throw new Error('not every tool was read as verified and approved');
      const samples = [first, page, list, again].map(
        (one) => `${Math.round(median(one.samples))} (at worst ${Math.round(greatest(one.samples))})`,
      );
      const shared = {
        name: 'tree',
        unit: 'ms',
        target: { kind: 'atMost', ratio: 1 },
        note: `median and worst of 10, in ms: first rows ${samples[0] ?? ''}, a page of 100 ${samples[1] ?? ''}, a list of ${longestList} ${samples[2] ?? ''}, after a change ${samples[3] ?? ''}`,
      } as const;
      return [
        compared(
          { ...shared, peer: `the budget, first rows of ${toolCount.toLocaleString('en-US')} tools` },
          median(first.samples),
          budget,
        ),
        compared({ ...shared, peer: 'the budget, a page of 100 of them' }, median(page.samples), budget),
        compared(
          { ...shared, peer: `the budget, all of ${longestList} tools in one list` },
          median(list.samples),
          budget,
        ),
        compared(
          { ...shared, peer: 'the budget, first rows and an open page looked at again' },
          median(again.samples),
          budget,
        ),
        compared(
          { ...shared, peer: 'reading all 10,000 tools', target: { kind: 'stated' } },
          median(first.samples),
          whole.milliseconds,
        ),
      ];
    } finally {
      await Promise.all([large, listed].map((folder) => rm(folder, { recursive: true, force: true })));
    }
  },
};

async function openPage(folder: string): Promise<number> {
  const rows = new LibraryRows(openStoredLibrary(folder));
  const pages = await rows.childrenOf();
  const { milliseconds, output } = await timed(() => rows.childrenOf(pages[Math.floor(pages.length / 2)]));
  if (output.length === 0 || output.some(({ kind }) => kind !== 'tool')) throw new Error('a page without tools');
  return milliseconds;
}

async function openList(folder: string): Promise<number> {
  const { milliseconds, output } = await timed(() => new LibraryRows(openStoredLibrary(folder)).childrenOf());
  if (output.length !== longestList || output.some(({ kind }) => kind !== 'tool'))
    throw new Error('not a list of all tools');
  return milliseconds;
}

async function lookAgain(folder: string): Promise<number> {
  const rows = new LibraryRows(openStoredLibrary(folder));
  const [page] = await rows.childrenOf();
  await rows.childrenOf(page);
  return (await timed(() => rows.refresh())).milliseconds;
}
