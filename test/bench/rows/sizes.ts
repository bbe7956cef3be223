import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compared } from '../harness/comparison';
import type { Row } from '../harness/row';
import { packedExtension } from '../packed';

/** The sizes of what is loaded at activation and of what ships, against their budgets. A KB is 1,000 bytes. */
export const sizesRow: Row = {
  name: 'sizes',
  title: 'sizes',
  measure: async (bench) => {
    const kilobytes = async (path: string): Promise<number> => (await stat(path)).size / 1_000;
    const shared = { name: 'sizes', unit: 'KB', target: { kind: 'atMost', ratio: 1 } } as const;
    return [
      compared(
        { ...shared, peer: 'the budget for extension.js' },
        await kilobytes(join(bench.dist, 'extension.js')),
        200,
      ),
      compared({ ...shared, peer: 'the budget for the VSIX' }, await kilobytes(await packedExtension(bench)), 2_000),
    ];
  },
};
