import { resolve } from 'node:path';
import pLimit from 'p-limit';
import type { LibraryTool } from '../../engine/library/library';
import type { Item } from '../../engine/problem/notation';
import { applyEdits, placementsOf, writeAnswers } from '../../engine/problem/write';
import { lineAt } from '../../engine/problem/text';
import { estimateArgumentsTokens } from '../../engine/using/ask-for-arguments';
import { noveltyOf } from '../../engine/using/review';
import { rankSurveys, surveyTool } from '../../engine/using/survey';
import { useModelOnAll, useParser, type UseOutcome } from '../../engine/using/use-tool';
import { writeFileAtomically } from '../store/atomic-file';
import type { Options } from './options';
import { readInput, readText, type Input } from './read-input';
import { exitCodes, UsageError } from './terminal';
import { findTool, openWorkbench, whyNotVerified, type Surroundings, type Workbench } from './workbench';

interface Row {
  readonly index: number;
  readonly item: Item;
  outcome: UseOutcome;
  milliseconds: number;
}

/** `apply`: the problems of a file through a tool. Sends nothing to a model without `--allow-model`. */
export async function apply(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal, signal } = surroundings;
  const path = options.required('input');
  const output = options.text('output');
  if (output !== undefined && resolve(output) === resolve(path)) throw new UsageError('--output may not be the input itself: name another file.');
  const text = await readText(path);
  const workbench = openWorkbench(options, surroundings);
  try {
    const tool = await chosenTool(options, workbench, path, text, surroundings);
    const problem = await whyNotVerified(workbench, tool, signal);
    if (problem !== undefined) {
      terminal.err(`${problem}\n`);
      return exitCodes.failed;
    }
    const input = readInput(path, text, tool.tool.notation, options.text('lines'));
    for (const complaint of input.reading.complaints) terminal.err(`${path}, line ${complaint.line}: ${complaint.reason}\n`);
    const rows = await runRows(options, workbench, tool, input, surroundings);
    if (signal.aborted) return exitCodes.interrupted;
    const written = options.on('json') ? jsonLines(tool, rows) : filledIn(input, rows);
    if (output === undefined) terminal.out(written);
    else await writeFileAtomically(resolve(output), written);
    return report(rows, path, input, options, surroundings);
  } finally {
    await workbench.dispose();
  }
}

/** The tool named, or the one that reads most of the problems; a tie is the person's to break. */
async function chosenTool(options: Options, workbench: Workbench, path: string, text: string, { terminal, signal }: Surroundings): Promise<LibraryTool> {
  const name = options.text('tool');
  if (name !== undefined) return findTool(workbench.library, name);
  const tools = (await workbench.library.list()).tools.filter(({ tool }) => tool.stage === 'tool');
  const surveys = await Promise.all(
    tools.map(async (listed) => {
      const { reading } = readInput(path, text, listed.tool.notation, options.text('lines'));
      return { ...(await surveyTool(listed.tool, reading.items.map((item) => item.problem), workbench.workshop, signal)), listed };
    }),
  );
  const [best, second] = rankSurveys(surveys);
  if (!best || best.read === 0) throw new UsageError(`No tool of the library reads these problems. Name one with --tool: ${tools.map(({ tool }) => tool.id).join(', ') || 'there is none yet'}.`);
  if (second?.read === best.read) throw new UsageError(`Several tools read ${best.read} of these problems: name one with --tool, ${surveys.filter((survey) => survey.read === best.read).map(({ tool }) => tool.id).join(' or ')}.`);
  terminal.err(`using ${best.tool.id}, which reads ${best.read} of ${best.tried}\n`);
  return best.listed;
}

async function runRows(options: Options, workbench: Workbench, { tool }: LibraryTool, { reading }: Input, { terminal, signal }: Surroundings): Promise<readonly Row[]> {
  const open = reading.items.map((item, index) => ({ item, index })).filter(({ item }) => item.answer === null);
  const items = open.length > 0 ? open : reading.items.map((item, index) => ({ item, index }));
  const rows: Row[] = await pLimit(8).map(items, async ({ item, index }) => {
    const start = performance.now();
    const outcome: UseOutcome = options.on('no-parser') ? { kind: 'notRead', reason: 'the parser was left out' } : await useParser(tool, item.problem, workbench.workshop, signal);
    return { item, index, outcome, milliseconds: performance.now() - start };
  });
  const left = rows.filter(({ outcome }) => outcome.kind === 'notRead');
  if (left.length === 0 || !options.on('allow-model') || signal.aborted) return rows;
  const model = await workbench.model('user');
  if (!model) throw new UsageError('--allow-model needs a light model: give --user-model (and --user-base-url), or TOOLSMITH_USER_MODEL.');
  const tokens = left.reduce((sum, { item }) => sum + estimateArgumentsTokens(tool, item.problem), 0);
  terminal.err(`${left.length} of ${rows.length} not read by the tool: sending them to ${model.identity.model} at ${model.identity.host}, about ${tokens} tokens\n`);
  const start = performance.now();
  await useModelOnAll(tool, left.map(({ item }) => item.problem), model, workbench.workshop, 4, signal, (at, outcome) => {
    const row = left[at];
    if (!row) return;
    row.outcome = outcome;
    row.milliseconds = performance.now() - start;
  });
  return rows;
}

function jsonLines({ tool }: LibraryTool, rows: readonly Row[]): string {
  const novel = noveltyOf(tool);
  return rows
    .map(({ item, outcome, milliseconds }) => {
      const error = errorOf(outcome);
      const usage = 'usage' in outcome ? outcome.usage : undefined;
      const tokens = usage ? usage.promptTokens + usage.completionTokens : 0;
      return JSON.stringify(
        outcome.kind === 'answer'
          ? { input: item.problem, answer: outcome.answer, path: outcome.path, novel: novel(item.problem, outcome.answer), tool: tool.id, version: tool.versions.at(-1)?.number ?? 1, tokens, ms: Math.round(milliseconds * 100) / 100 }
          : { input: item.problem, error, ...(tokens > 0 ? { tokens } : {}) },
      );
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** The input again, in its own notation, with the answers in their places. */
function filledIn({ source, reading }: Input, rows: readonly Row[]): string {
  const answers = new Map(rows.flatMap(({ index, outcome }) => (outcome.kind === 'answer' ? [[index, outcome.answer] as const] : [])));
  return applyEdits(source.text, writeAnswers(source, reading, answers, placementsOf(reading)[0] ?? 'replace'));
}

function report(rows: readonly Row[], path: string, { source }: Input, options: Options, { terminal }: Surroundings): number {
  const failed = rows.filter(({ outcome }) => outcome.kind !== 'answer');
  if (!options.on('json')) {
    for (const { item, outcome } of failed.slice(0, 100)) terminal.err(`${path}, line ${lineAt(source.text, item.span.start)}: ${errorOf(outcome)?.message ?? ''}\n`);
    if (failed.length > 100) terminal.err(`and ${failed.length - 100} more\n`);
  }
  terminal.err(`${rows.length - failed.length} answered, ${failed.length} without an answer\n`);
  return failed.length === 0 ? exitCodes.done : exitCodes.failed;
}

function errorOf(outcome: UseOutcome): { readonly kind: string; readonly message: string } | undefined {
  switch (outcome.kind) {
    case 'answer':
      return undefined;
    case 'notRead':
      return { kind: 'notRead', message: outcome.reason ?? 'not a problem of this class' };
    case 'noAnswer':
      return { kind: 'noAnswer', message: 'the tool says that there is no answer' };
    case 'failed':
      return { kind: outcome.modelFailure ?? 'failed', message: outcome.reason };
    case 'cancelled':
      return { kind: 'cancelled', message: 'cancelled' };
  }
}
