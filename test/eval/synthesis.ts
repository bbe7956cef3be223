import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { SolvedRow } from '../../src/engine/synthesis/task';
import { synthesize, type Synthesis, type SynthesizedTool } from '../../src/engine/synthesis/synthesize';
import { defaultLimits } from '../../src/engine/tool/limits';
import { useProblems, type Workshop } from '../../src/engine/using/run-tool';
import { createQuickjsSandbox } from '../../src/node/sandbox/quickjs-sandbox';
import type { Column } from './columns/column';
import { columns } from './columns/columns';
import { loadColumns, setOf } from './columns/load-columns';
import { loadFamilies } from './load-families';
import { halfOf, tableOf, type TaskResult, type ToolResult } from './synthesis-report';

/** How many rows are shown, and held out; every later one is judged, and only its problem is seen. */
interface Rows {
  readonly shown: number;
  readonly heldOut: number;
}

/**
 * `npm run eval:synthesis [-- NAME] [--tasks FOLDER] [--shown 3] [--held-out 3]`: the maker without a model, over
 * everyday columns, or over those of a folder. Misses by name in the half that is looked at.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      tasks: { type: 'string' },
      shown: { type: 'string', default: '3' },
      'held-out': { type: 'string', default: '3' },
    },
    allowPositionals: true,
  });
  const counts = { shown: Number(values.shown), heldOut: Number(values['held-out']) };
  const all =
    values.tasks === undefined
      ? await ownTasks()
      : (await loadColumns(values.tasks)).map((column) => ({ ...column, set: setOf(column.name) }));
  const tasks = all.filter(({ name }) => name.includes(positionals[0] ?? ''));
  const sandbox = createQuickjsSandbox({ workerPath: resolve('dist', 'sandbox-worker.js'), lanes: 1 });
  const workshop: Workshop = { sandbox, limits: defaultLimits };
  try {
    const results: TaskResult[] = [];
    for (const { name, rows, set } of tasks) results.push({ name, set, ...(await evaluate(rows, counts, workshop)) });
    console.log(tableOf(results));
  } finally {
    await sandbox.dispose();
  }
}

/** The project's own columns in their halves, and its hard tasks. */
async function ownTasks(): Promise<readonly (Column & Pick<TaskResult, 'set'>)[]> {
  const hard = await loadFamilies(join('test', 'eval', 'tasks'), {
    shown: (line) => line <= 3,
    heldOut: (line) => line > 3 && line <= 6,
    test: (line) => line > 6,
  });
  return [
    ...columns.map((column) => ({ ...column, set: halfOf(column.name) })),
    ...hard.map(({ name, shown, heldOut, test }) => ({
      name,
      rows: [
        ...shown,
        ...heldOut,
        ...test.flatMap(({ input, target }) => (target === null ? [] : [{ problem: input, answer: target }])),
      ],
      set: 'hard',
    })),
  ];
}

/** A task without a question, and with one and two answered where there is one to answer. */
async function evaluate(
  rows: readonly SolvedRow[],
  counts: Rows,
  workshop: Workshop,
): Promise<Omit<TaskResult, 'name' | 'set'>> {
  const asked: SolvedRow[] = [];
  const tools: ToolResult[] = [];
  for (let questions = 0; questions <= 2; questions += 1) {
    const start = process.cpuUsage();
    const synthesis = synthesizeRows(rows, counts, asked);
    const milliseconds = process.cpuUsage(start).user / 1_000;
    tools.push(await judged(synthesis, laterRows(rows, counts, asked), milliseconds, workshop));
    const problem = synthesis.kind === 'tool' ? synthesis.question?.problem : undefined;
    const row = rows.find((one) => one.problem === problem);
    if (!row) break;
    asked.push(row);
  }
  return { tools };
}

function synthesizeRows(rows: readonly SolvedRow[], counts: Rows, asked: readonly SolvedRow[]): Synthesis {
  const { shown, heldOut } = counts;
  return synthesize(
    {
      shown: [...rows.slice(0, shown), ...asked],
      heldOut: rows.slice(shown, shown + heldOut),
      open: laterRows(rows, counts, asked).map(({ problem }) => problem),
    },
    new AbortController().signal,
  );
}

function laterRows(
  rows: readonly SolvedRow[],
  { shown, heldOut }: Rows,
  asked: readonly SolvedRow[],
): readonly SolvedRow[] {
  return rows.slice(shown + heldOut).filter((row) => !asked.includes(row));
}

/** What the tool says of each later row, run as it stands in the sandbox. */
async function judged(
  synthesis: Synthesis,
  later: readonly SolvedRow[],
  milliseconds: number,
  workshop: Workshop,
): Promise<ToolResult> {
  if (synthesis.kind === 'none')
    return { milliseconds, claim: 'none', reason: synthesis.reason, rows: [], lines: 0, total: later.length };
  const said = await answersOf(
    synthesis,
    later.map(({ problem }) => problem),
    workshop,
  );
  return {
    milliseconds,
    claim: synthesis.unsure !== null ? 'unsure' : synthesis.question ? 'inDoubt' : 'clean',
    reason: synthesis.unsure ?? synthesis.question?.answers.join(' | ') ?? '',
    rows: later.map((row, index) => ({
      ...row,
      said: said[index] ?? null,
      flagged: synthesis.flagged.includes(index),
    })),
    lines: synthesis.code.split('\n').length,
    total: later.length,
  };
}

async function answersOf(
  tool: SynthesizedTool,
  problems: readonly string[],
  workshop: Workshop,
): Promise<readonly (string | null)[]> {
  const runnable = { code: tool.code, argumentsSchema: tool.schema };
  const outcomes = await useProblems(runnable, problems, workshop, new AbortController().signal);
  return outcomes.map((outcome) => {
    if (outcome.kind === 'failed') throw new Error(`${tool.code}\n${outcome.reason}`);
    return outcome.kind === 'answer' ? outcome.answer : null;
  });
}

await main();
