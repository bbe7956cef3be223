import { join, resolve } from 'node:path';
import type { SolvedRow } from '../../src/engine/synthesis/task';
import { synthesize, type Synthesis, type SynthesizedTool } from '../../src/engine/synthesis/synthesize';
import { defaultLimits } from '../../src/engine/tool/limits';
import { useProblems, type Workshop } from '../../src/engine/using/run-tool';
import { createQuickjsSandbox } from '../../src/node/sandbox/quickjs-sandbox';
import { columns } from './columns/columns';
import { loadFamilies } from './load-families';
import { halfOf, tableOf, type TaskResult, type ToolResult } from './synthesis-report';

/** Rows that are shown, and held out; every later one is judged, and only its problem is seen. */
const shown = 3;
const heldOut = 3;

/** `npm run eval:synthesis [-- NAME]`: the maker without a model, over everyday columns. Misses by name in one half. */
async function main(): Promise<void> {
  const [only = ''] = process.argv.slice(2);
  const hardOnes = await loadFamilies(join('test', 'eval', 'tasks'), {
    shown: (line) => line <= shown,
    heldOut: (line) => line > shown && line <= shown + heldOut,
    test: (line) => line > shown + heldOut,
  });
  const tasks = [
    ...columns.map((column) => ({ ...column, set: halfOf(column.name) })),
    ...hardOnes.map(({ name, shown: first, heldOut: next, test }) => ({
      name,
      rows: [
        ...first,
        ...next,
        ...test.flatMap(({ input, target }) => (target === null ? [] : [{ problem: input, answer: target }])),
      ],
      set: 'hard' as const,
    })),
  ].filter(({ name }) => name.includes(only));
  const sandbox = createQuickjsSandbox({ workerPath: resolve('dist', 'sandbox-worker.js'), lanes: 1 });
  const workshop: Workshop = { sandbox, limits: defaultLimits };
  try {
    const results: TaskResult[] = [];
    for (const { name, rows, set } of tasks) results.push({ name, set, ...(await evaluate(rows, workshop)) });
    console.log(tableOf(results));
  } finally {
    await sandbox.dispose();
  }
}

/** A task without a question, and with one and two answered where there is one to answer. */
async function evaluate(rows: readonly SolvedRow[], workshop: Workshop): Promise<Omit<TaskResult, 'name' | 'set'>> {
  const asked: SolvedRow[] = [];
  const tools: ToolResult[] = [];
  for (let questions = 0; questions <= 2; questions += 1) {
    const start = process.cpuUsage();
    const synthesis = synthesizeRows(rows, asked);
    const milliseconds = process.cpuUsage(start).user / 1_000;
    tools.push(await judged(synthesis, rows, asked, milliseconds, workshop));
    const problem = synthesis.kind === 'tool' ? synthesis.question?.problem : undefined;
    const row = rows.find((one) => one.problem === problem);
    if (!row) break;
    asked.push(row);
  }
  return { tools };
}

function synthesizeRows(rows: readonly SolvedRow[], asked: readonly SolvedRow[]): Synthesis {
  return synthesize(
    {
      shown: [...rows.slice(0, shown), ...asked],
      heldOut: rows.slice(shown, shown + heldOut),
      open: laterRows(rows, asked).map(({ problem }) => problem),
    },
    new AbortController().signal,
  );
}

function laterRows(rows: readonly SolvedRow[], asked: readonly SolvedRow[]): readonly SolvedRow[] {
  return rows.slice(shown + heldOut).filter((row) => !asked.includes(row));
}

/** What the tool says of each later row, run as it stands in the sandbox. */
async function judged(
  synthesis: Synthesis,
  rows: readonly SolvedRow[],
  asked: readonly SolvedRow[],
  milliseconds: number,
  workshop: Workshop,
): Promise<ToolResult> {
  const later = laterRows(rows, asked);
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
