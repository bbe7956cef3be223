import { answerItems } from '../../engine/applying/answer-items';
import type { Pass } from '../../engine/applying/answerer';
import { accountOf } from '../../engine/problem/account';
import { itemsToAnswer, openItems } from '../../engine/applying/open-items';
import type { During } from '../../engine/applying/questions';
import { memoryJournal } from '../../engine/applying/reply-journal';
import { rowsByTool, type Row } from '../../engine/applying/row';
import { useEntry } from '../../engine/ledger/use-entry';
import type { LibraryTool } from '../../engine/library/library';
import { noveltyOfTools } from '../../engine/using/novelty';
import { answererOf, type Application, type Booked } from './application';
import { applyToFile } from './apply-file';
import { namedTool } from './choose-tool';
import { dispatchSummary, refuseHopeless } from './dispatch-words';
import type { Options } from './options';
import { openOutput } from './output';
import { planInput, type ReadText } from './plan-input';
import { questionsOf } from './questions';
import { readText } from './read-input';
import {
  accountLines,
  complaintLines,
  failureLines,
  guardedLine,
  inputAnswered,
  jsonLines,
  planLine,
  refusalLines,
} from './row-text';
import { stopwatch } from './stopwatch';
import { exitCodes, UsageError } from './terminal';
import { book } from './unwritten';
import { mayBeApplied, verifiedTools } from './verified';
import { openWorkbench, type Surroundings } from './workbench';
import { counted } from './words';

/**
 * `apply`: the problems of a file through the tool named, or each through the one that fits. Sends nothing to a model
 * without `--allow-model`.
 */
export async function apply(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal, signal } = surroundings;
  // A person who only forgot the file would wait for ever.
  const path = surroundings.input.isTTY === true ? options.required('input') : (options.text('input') ?? '-');
  const allowed = options.on('allow-model');
  if (options.on('no-parser') && !allowed)
    throw new UsageError('--no-parser leaves every problem to the light model: give --allow-model as well.');
  const workbench = await openWorkbench(options, surroundings);
  try {
    const { write, file } = await openOutput(options.text('output'), path, terminal);
    // A slip in the model's name or address is told before the work, not after it.
    const target = inPieces(options) ? file : undefined;
    const booking: Booked = { tool: null };
    const model = allowed ? await workbench.model('user', () => booking) : null;
    const named = await namedTool(options, workbench);
    const tools =
      'tool' in named
        ? (await mayBeApplied(workbench, named, surroundings, options.on('approve'))) && named
        : await verifiedTools(workbench, named, surroundings);
    if (signal.aborted) throw new UsageError('interrupted');
    if (tools === false) return exitCodes.failed;
    const application: Application = { options, workbench, model, booking, surroundings };
    if (target !== undefined) return await applyToFile(tools, path, target, application);
    const text = await readText(path, surroundings);
    const watch = stopwatch(signal);
    const { read, rows } = await applyToText(tools, path, text, application, watch.during);
    // After an interruption too: what was answered may have been paid for.
    const filled = options.on('json')
      ? { text: jsonLines(rows, watch), refused: [], guarded: 0 }
      : inputAnswered(read, rows, [path, options.text('output') ?? '']);
    await write(filled.text);
    terminal.err(refusalLines(path, read, filled.refused));
    terminal.err(guardedLine(filled.guarded));
    const code = report(path, read, rows, options, surroundings);
    return filled.refused.length > 0 ? Math.max(code, exitCodes.failed) : code;
  } finally {
    await workbench.dispose();
  }
}

/** From one file into another neither needs to be in memory. */
function inPieces(options: Options): boolean {
  const files = [options.text('input'), options.text('output')];
  return (
    files.every((path) => path !== undefined && path !== '-') &&
    !options.on('json') &&
    !options.on('no-parser') &&
    options.text('lines') === undefined
  );
}

/** An input with what came of its problems, in document order. */
interface Applied {
  readonly read: ReadText;
  readonly rows: readonly Row[];
}

/** Every problem of a text through the tool named, or each through the one that fits it. */
async function applyToText(
  tools: LibraryTool | readonly LibraryTool[],
  path: string,
  text: string,
  application: Application,
  during: During,
): Promise<Applied> {
  const { options, workbench, surroundings } = application;
  const { terminal, signal } = surroundings;
  const pass: Pass = { journal: memoryJournal(), during, signal };
  const questions = questionsOf(application, () => undefined);
  const answerer = await answererOf(tools, application, questions, 'inMemory');
  const read = await planInput(answerer, path, text, application);
  terminal.err(planLine(path, read.source, read.reading));
  // A report in JSON is about every problem.
  const items = options.on('json')
    ? itemsToAnswer(read.reading, true)
    : openItems(read.reading, read.plan.overwrite).open;
  const { rows } = await answerItems(items, answerer, pass, (seen) => {
    if ('tool' in tools || seen.length === 0) return;
    refuseHopeless(tools, seen, options.on('allow-model'));
    terminal.err(`${dispatchSummary(seen)}\n`);
  });
  for (const [{ tool }, own] of rowsByTool(rows)) await book(workbench, useEntry(tool, own, new Date()), terminal);
  return { read, rows };
}

/** Says on standard error what has no answer, and sums up. */
function report(
  path: string,
  read: ReadText,
  rows: readonly Row[],
  options: Options,
  { terminal, signal }: Surroundings,
): number {
  const { complaints } = read.reading;
  terminal.err(complaintLines(path, complaints));
  const unanswered = rows.filter(({ outcome }) => outcome.kind !== 'answer');
  const account = accountOf(read.source, read.reading);
  if (signal.aborted) {
    terminal.err(
      `interrupted: ${rows.length - unanswered.length} of ${counted(rows.length, 'problem')} answered and written\n`,
    );
    return exitCodes.interrupted;
  }
  if (!options.on('json')) terminal.err(failureLines(path, read, unanswered));
  const novelty = noveltyOfTools();
  const novel = rows.filter(
    ({ tool, outcome, item }) =>
      tool && outcome.kind === 'answer' && novelty(tool.tool, item.problem, outcome.answer) !== null,
  ).length;
  const byModel = rows.filter(({ outcome }) => outcome.kind === 'answer' && outcome.path === 'model').length;
  terminal.err(
    `${rows.length - unanswered.length} answered${byModel > 0 ? `, ${byModel} of them read by the light model` : ''}${novel > 0 ? `, ${novel} of them unlike every example (--strict leaves those)` : ''}; ${unanswered.length} without an answer${account.unread > 0 ? `; ${account.unread} not readable` : ''}\n`,
  );
  if (!options.on('json')) terminal.err(accountLines(account, rows.length === 0, read.plan.overwrite));
  return unanswered.length + complaints.length === 0 ? exitCodes.done : exitCodes.failed;
}
