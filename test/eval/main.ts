import { setMaxListeners } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import pLimit from 'p-limit';
import { defaultLimits } from '../../src/engine/tool/limits';
import { namedModels } from '../../src/node/cli/models';
import { UsageError } from '../../src/node/cli/terminal';
import { createQuickjsSandbox } from '../../src/node/sandbox/quickjs-sandbox';
import { evaluateFamily } from './evaluate';
import { loadFamilies } from './load-families';
import { parseEvaluationOptions } from './options';
import { reportText } from './report';
import type { Given } from './score';
import type { TaskRow } from './task-row';

/** Where replies are kept that were recorded for the project's own tasks. */
const recorded = join('test', 'replies', 'eval.jsonl');

/** `npm run eval`: the method as the product does it, over families of problems. See BENCHMARKS.md. */
async function main(): Promise<void> {
  const options = parseEvaluationOptions(process.argv.slice(2), recorded);
  const all = await loadFamilies(options.data, options.lines);
  const families = all.filter(({ name }) => name.includes(options.only ?? ''));
  if (families.length === 0)
    throw new UsageError(
      `No family is called “${options.only ?? ''}”. There are: ${all.map(({ name }) => name).join(', ')}.`,
    );
  const models = namedModels(options.models, process.env, {
    out: console.log,
    err: (text) => void process.stderr.write(text),
  });
  const maker = await models('maker');
  if (!maker)
    throw new UsageError(
      'No strong model is named: give --maker-model (and --base-url), --replies FILE, or nothing for the recorded replies.',
    );
  const user = await models('user');
  const sandbox = createQuickjsSandbox({
    workerPath: resolve('dist', 'sandbox-worker.js'),
    lanes: availableParallelism(),
  });
  const controller = new AbortController();
  // Every request under way listens to it.
  setMaxListeners(0, controller.signal);
  process.on('SIGINT', () => controller.abort());
  try {
    const limit = pLimit(options.inFlight);
    const parts = {
      maker,
      user,
      workshop: { sandbox, limits: defaultLimits },
      uses: options.uses,
      packSize: options.packSize,
      baseline: options.baseline,
      paper: options.paper,
      onMiss: sayMiss,
    };
    const jobs = families.flatMap((family) =>
      Array.from({ length: options.trials }, (_, index) =>
        limit(async () => {
          const results = await evaluateFamily(
            family,
            all.filter((other) => other !== family),
            index + 1,
            parts,
            controller.signal,
          );
          const [first] = results;
          console.error(
            `${family.name}: ${first?.made ? `made in ${first.tries}, ${first.right} right, ${first.wrong} wrong, ${first.unanswered} unanswered` : `not made: ${first?.reason ?? ''}`}`,
          );
          return results;
        }),
      ),
    );
    const results = (await Promise.all(jobs)).flat();
    await writeFile(options.output, `${JSON.stringify(results, null, 1)}\n`);
    console.log(`\n${reportText(results, families)}\n\n${options.output} written`);
    if (controller.signal.aborted) process.exitCode = 130;
  } finally {
    await sandbox.dispose();
  }
}

/** A miss is written down as a miss. */
function sayMiss(family: string, row: TaskRow, given: Given): void {
  console.error(
    `${family}: ${JSON.stringify(row.input)} was ${given === null ? 'left' : `answered ${JSON.stringify(given)}`}, right is ${row.target === null ? 'to refuse it' : JSON.stringify(row.target)}`,
  );
}

main().catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
