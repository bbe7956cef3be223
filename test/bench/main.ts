/** Runs the rows, prints their table and writes `bench-results.json`; started by `run.mjs`. */
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { notCompared, type Comparison } from './harness/comparison';
import type { Bench, Row } from './harness/row';
import { tableOf } from './harness/table';
import { activateRow } from './rows/activate';
import { agentsRow } from './rows/agents';
import { callRow } from './rows/call';
import { coldRow } from './rows/cold';
import { dispatchRow } from './rows/dispatch';
import { fileRow } from './rows/file';
import { fileScriptRow } from './rows/file-script';
import { instantRow } from './rows/instant';
import { openingRow } from './rows/opening';
import { promptTokensRow } from './rows/prompt-tokens';
import { searchRow } from './rows/search';
import { sizesRow } from './rows/sizes';
import { throughputRow } from './rows/throughput';
import { timeoutRow } from './rows/timeout';
import { treeRow } from './rows/tree';
import { workersRow } from './rows/workers';

const rows: readonly Row[] = [
  callRow,
  throughputRow,
  searchRow,
  coldRow,
  timeoutRow,
  activateRow,
  sizesRow,
  workersRow,
  fileRow,
  fileScriptRow,
  dispatchRow,
  openingRow,
  treeRow,
  promptTokensRow,
  agentsRow,
  instantRow,
];

/** Returns the exit code: 0 when all was measured, whatever targets were met. */
export async function main(projectFolder: string, args: readonly string[]): Promise<number> {
  const { only } = parseArgs({ args: [...args], options: { only: { type: 'string' } } }).values;
  const named = rows.filter(({ name }) => only === undefined || name === only);
  if (named.length === 0) {
    console.error(`There is no row “${only ?? ''}”. Name one of ${rows.map(({ name }) => name).join(', ')}.`);
    return 1;
  }
  const bench: Bench = {
    projectFolder,
    dist: join(projectFolder, 'dist'),
    peers: join(projectFolder, '.build', 'bench'),
    installs: join(projectFolder, '.build', 'bench-peers'),
    evaluation: join(projectFolder, 'eval-results.json'),
    say: (line) => console.error(`  ${line}`),
  };
  const load = (loadavg()[0] ?? 0).toFixed(1);
  const comparisons: Comparison[] = [];
  let failed = 0;
  for (const row of named) {
    console.error(`${row.name}: ${row.title}`);
    try {
      comparisons.push(...(await row.measure(bench)));
    } catch (error) {
      failed += 1;
      console.error(error);
      comparisons.push(
        notCompared({
          name: row.name,
          unit: '',
          peer: row.title,
          target: { kind: 'stated' },
          note: `could not be measured: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`,
        }),
      );
    }
  }
  const missed = comparisons.filter(({ met }) => !met).length;
  console.log(
    `\n${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${process.platform}, Node ${process.versions.node}, load average ${load} at the start\n`,
  );
  console.log(tableOf(comparisons));
  console.log(
    `\n${comparisons.length - missed} met or stated, ${missed} missed${failed > 0 ? `; ${failed} rows could not be measured` : ''}`,
  );
  await writeFile(join(projectFolder, 'bench-results.json'), `${JSON.stringify(comparisons, null, 2)}\n`);
  return failed > 0 ? 1 : 0;
}
