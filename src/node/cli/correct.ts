import { randomUUID } from 'node:crypto';
import { toolKey } from '../../engine/ledger/entry';
import type { LibraryTool } from '../../engine/library/library';
import {
  changedRows,
  correctAtOnce,
  correctionMaterial,
  correctionOf,
  correctTool,
  taughtTool,
  type ChangedRow,
  type Correction,
} from '../../engine/making/correct-tool';
import type { MakingOutcome } from '../../engine/making/make-tool';
import { planMaking } from '../../engine/making/plan';
import { verifyTool } from '../../engine/making/verify';
import { showInvisible } from '../../engine/text/show-invisible';
import { createTwoFilesPatch } from 'diff';
import { concludeMade, concludeNotMade } from './conclude-making';
import { givenAnswers } from './given-answers';
import { questionsAt } from './making-questions';
import { makerIdentity, makerLine, namedMaker, printRequest, progressOn } from './making-steps';
import type { Options } from './options';
import { readForTool } from './read-for-tool';
import { storeRevision } from './revised';
import { exitCodes, UsageError, type Terminal } from './terminal';
import { book } from './unwritten';
import { mayBeApplied } from './verified';
import { findTool, openWorkbench, type Surroundings, type Workbench } from './workbench';
import { counted } from './words';

/** `correct`: a next version of a tool that gives the answers which a person gives. */
export async function correct(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  const dryRun = options.on('dry-run');
  const name = options.required('tool');
  if (options.all('answer').length === 0)
    throw new UsageError('Say which answer is right: --answer "PROBLEM => ANSWER".');
  // Told after the model was paid, it would have been for nothing.
  if (!dryRun && !terminal.ask && !options.on('take'))
    throw new UsageError('Nobody is here to say whether the next version is to be taken: give --take, or --dry-run.');
  const workbench = await openWorkbench(options, surroundings, dryRun ? 'read' : 'write');
  try {
    const listed = await findTool(workbench.library, name);
    if (listed.tool.reader === 'model')
      throw new UsageError(`${listed.tool.id} has no parser of its own that could be repaired: make it again.`);
    if (!(await mayBeApplied(workbench, listed, surroundings, false))) return exitCodes.failed;
    return await correctListed(listed, options, workbench, surroundings);
  } finally {
    await workbench.dispose();
  }
}

async function correctListed(
  listed: LibraryTool,
  options: Options,
  workbench: Workbench,
  surroundings: Surroundings,
): Promise<number> {
  const { tool } = listed;
  const { terminal, signal } = surroundings;
  const input = options.text('input');
  const items = input === undefined ? [] : (await readForTool(listed, input, options, workbench, surroundings)).items;
  const rows = items.map(({ problem }) => problem);
  const given = givenAnswers(options, [...tool.examples.map(({ problem }) => problem), ...rows], true);
  const correction = correctionOf(listed, given, (await workbench.library.list()).tools);
  const taught = taughtTool(correction);
  const verdicts = await verifyTool(taught, workbench.workshop, signal);
  if (!verdicts) return exitCodes.interrupted;
  if (verdicts.every(({ kind }) => kind === 'right') && !options.on('dry-run')) {
    terminal.err(`${tool.id} gives ${counted(given.length, 'answer')} like that already\n`);
    return storeRevision(listed, { tool: taught, example: null }, options, workbench, surroundings);
  }
  const making = randomUUID();
  const outcome = await repair(correction, rows, making, options, workbench, surroundings);
  if (!outcome) return exitCodes.done;
  const { tool: version, code } = await concluded(outcome, listed, rows, options, workbench, surroundings);
  await book(
    workbench,
    {
      kind: 'making',
      at: new Date().toISOString(),
      making,
      outcome: version || outcome.kind !== 'made' ? outcome.kind : 'cancelled',
      tool: toolKey(version ?? tool),
    },
    terminal,
  );
  return code;
}

/** A next version: without a model where that made the tool, else by the strong one. `undefined`: a dry run. */
async function repair(
  correction: Correction,
  rows: readonly string[],
  making: string,
  options: Options,
  workbench: Workbench,
  { terminal, signal }: Surroundings,
): Promise<MakingOutcome | undefined> {
  const { tool } = correction;
  const { workshop, synthesizer } = workbench;
  const now = (): Date => new Date();
  if (!options.on('dry-run') && !options.on('no-synthesis')) {
    const found = await correctAtOnce(correction, rows, { synthesizer, workshop, now }, signal);
    if (found === undefined) return { kind: 'cancelled', draft: null, transcript: [] };
    if (found) return found;
  }
  const maker = await workbench.model('maker', () => ({ making, tool: toolKey(tool) }));
  const plan = planMaking(correctionMaterial(correction), workshop.limits, makerIdentity(maker));
  terminal.err(
    `the strong model is shown ${tool.id} and ${counted(plan.shown, 'example')}, corrected ones among them; ${plan.heldOut} held out\n${makerLine(maker, plan)}`,
  );
  if (options.on('dry-run')) {
    printRequest(plan, options, terminal);
    return undefined;
  }
  const { questions } = questionsAt(terminal);
  const parts = { maker: namedMaker(maker), user: null, workshop, now, questions };
  return correctTool(correction, parts, signal, progressOn(terminal));
}

/** Says what a next version changes, and keeps it where it is taken. */
async function concluded(
  outcome: MakingOutcome,
  { tool }: LibraryTool,
  rows: readonly string[],
  options: Options,
  workbench: Workbench,
  surroundings: Surroundings,
): Promise<Awaited<ReturnType<typeof concludeMade>>> {
  const { terminal, signal } = surroundings;
  if (outcome.kind !== 'made') return concludeNotMade(outcome, options, workbench, surroundings, tool);
  const changed = await changedRows(tool, outcome.tool, rows, workbench.workshop, signal);
  if (!changed) return { tool: undefined, code: exitCodes.interrupted };
  terminal.err(changesText(changed, rows.length));
  terminal.err(codeChangeText(tool.code, outcome.tool.code));
  if (options.on('take') || (await isTaken(terminal)))
    return concludeMade(outcome, options, workbench, surroundings, tool);
  terminal.err(`${tool.id} stays as it is\n`);
  return { tool: undefined, code: exitCodes.failed };
}

async function isTaken({ ask }: Terminal): Promise<boolean> {
  return ask !== undefined && /^y(es)?$/i.test(((await ask('Take the next version? (y/n) ')) ?? '').trim());
}

/** Which of the rows at hand are answered otherwise, a line each. */
function changesText(changed: readonly ChangedRow[], rows: number): string {
  const of = (answer: string | null): string => (answer === null ? '(no answer)' : showInvisible(answer));
  const lines = changed.map(
    ({ problem, before, after }) => `  ${showInvisible(problem)}: ${of(before)} -> ${of(after)}\n`,
  );
  return rows === 0
    ? ''
    : `${changed.length} of ${counted(rows, 'row')} at hand ${changed.length === 1 ? 'changes' : 'change'}\n${lines.join('')}`;
}

/** So many changed lines are told: the time to find them grows with their square. */
const mostChangedLines = 1_000;

function codeChangeText(before: string, after: string): string {
  const options = { context: 3, maxEditLength: mostChangedLines };
  const patch = createTwoFilesPatch('code', 'code', before, after, 'now', 'next', options);
  return patch ?? `the code differs in more than ${mostChangedLines} lines\n`;
}
