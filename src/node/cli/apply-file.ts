import { countedUseEntry } from '../../engine/ledger/use-entry';
import type { LibraryTool } from '../../engine/library/library';
import { answerFile, type FileProgress } from '../batch/answer-file';
import { saidOfEarlierRun } from '../batch/earlier-run';
import { planBatch } from '../batch/plan-batch';
import type { BatchOutcome } from '../batch/run-batch';
import { answererOf, type Application } from './application';
import { requireModel } from './ask-model';
import { severalPlans } from './plan-input';
import { saidOf } from './said-options';
import { questionsOf } from './questions';
import { guardedLine, leftLine, planLine, standingLines } from './row-text';
import { exitCodes, UsageError, type Terminal } from './terminal';
import { book } from './unwritten';
import { counted } from './words';

/**
 * A file into another file, in pieces: memory does not grow with it, and what was interrupted or killed goes on with
 * the same command. Every row by one tool, or each by the one of several that fits it. What has no answer is listed
 * beside the output. Throws `UsageError`, `StoreError`.
 */
export async function applyToFile(
  tools: LibraryTool | readonly LibraryTool[],
  input: string,
  output: string,
  application: Application,
): Promise<number> {
  const { options, workbench, model, surroundings } = application;
  const { terminal, signal } = surroundings;
  // Before the work: told after it, the rows would have been answered for nothing.
  if (options.on('allow-model')) requireModel(model);
  const all = 'tool' in tools ? [tools] : tools;
  const questions = questionsOf(application, (line) => terminal.err(line));
  const answerer = await answererOf(tools, application, questions, 'inPieces');
  const planned = await planBatch(
    answerer,
    input,
    output,
    signal,
    (question) => Promise.reject(severalPlans(question, input)),
    saidOf(options),
  );
  if (planned.kind === 'cancelled') return exitCodes.interrupted;
  if (planned.kind === 'unreadable') throw new UsageError(planned.message);
  terminal.err(planLine(input, planned.plan.source, planned.plan.beginning.reading));
  const earlier = await saidOfEarlierRun(output);
  if (earlier !== undefined) terminal.err(`${earlier}\n`);
  const outcome = await answerFile(planned.plan, answerer, workbench.runs, signal, progressSayer(terminal));
  if (outcome.kind === 'done') {
    const did = all.flatMap(({ tool, fingerprint }) =>
      outcome.tools[fingerprint] ? [{ tool, counts: outcome.tools[fingerprint] }] : [],
    );
    for (const { tool, counts } of did) await book(workbench, countedUseEntry(tool, counts, new Date()), terminal);
    const by = did.filter(({ counts }) => counts.answered > 0);
    if (answerer.namesTools && by.length > 0)
      terminal.err(
        `${by.map(({ tool, counts }) => `${counted(counts.answered, 'answer')} by ${tool.id}`).join(', ')}\n`,
      );
  }
  return say(outcome, input, output, terminal);
}

function say(outcome: BatchOutcome, input: string, output: string, terminal: Terminal): number {
  switch (outcome.kind) {
    case 'inputChanged':
      terminal.err(`${input} was changed while it was read: those answers were not written. Apply the tool again.\n`);
      return exitCodes.failed;
    case 'unreadable':
      throw new UsageError(outcome.message);
    case 'stopped':
      terminal.err(`interrupted after ${counted(outcome.counts.rows, 'row')}: the same command goes on from there\n`);
      return exitCodes.interrupted;
    case 'done': {
      const { answered, byModel, failed, unread, guarded } = outcome.counts;
      const without = failed + unread;
      terminal.err(guardedLine(guarded));
      terminal.err(
        `${answered} answered${byModel > 0 ? `, ${byModel} of them read by the light model` : ''}; ${without} without an answer${outcome.failures === null ? '' : `, listed in ${outcome.failures}`}; written to ${output}\n`,
      );
      terminal.err(standingLines(outcome.counts, answered + without === 0) + leftLine(outcome.counts));
      return without === 0 ? exitCodes.done : exitCodes.failed;
    }
  }
}

/** Says where it stands every five seconds, and that an earlier run is gone on with. */
function progressSayer(terminal: Terminal): (progress: FileProgress) => void {
  const start = performance.now();
  let saidAt = start;
  let resumed = false;
  return (progress) => {
    if (progress.stage === 'rows' && progress.resumedRows > 0 && !resumed) {
      resumed = true;
      terminal.err(`going on after ${counted(progress.resumedRows, 'row')} of an earlier run\n`);
    }
    const now = performance.now();
    if (now - saidAt < 5_000) return;
    saidAt = now;
    if (progress.stage === 'model') terminal.err(`the light model reads ${progress.done} of ${progress.total}\n`);
    else
      terminal.err(
        `${counted(progress.counts.rows, 'row')}, ${Math.round(((progress.counts.rows - progress.resumedRows) * 1_000) / (now - start))} a second, ${Math.round(progress.share * 100)} %\n`,
      );
  };
}
