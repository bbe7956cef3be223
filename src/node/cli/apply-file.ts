import { toolKey } from '../../engine/ledger/entry';
import { countedUseEntry } from '../../engine/ledger/use-entry';
import type { LibraryTool } from '../../engine/library/library';
import { estimateUseTokens } from '../../engine/using/use-model';
import { answerFile, type FileProgress } from '../batch/answer-file';
import { planBatch } from '../batch/plan-batch';
import type { BatchOutcome } from '../batch/run-batch';
import { modelUse, requireModel, sayWhatIsSent } from './ask-model';
import type { Options } from './options';
import { exitCodes, UsageError, type Terminal } from './terminal';
import { book } from './unwritten';
import type { Surroundings, Workbench } from './workbench';
import { counted } from './words';

/**
 * A file through one tool into another file, in pieces: memory does not grow with it, and what was interrupted or
 * killed goes on with the same command. What has no answer is listed beside the output. Throws `UsageError`, `StoreError`.
 */
export async function applyToFile({ tool, fingerprint }: LibraryTool, input: string, output: string, options: Options, workbench: Workbench, { terminal, signal }: Surroundings): Promise<number> {
  const planned = await planBatch(tool, fingerprint, input, output, workbench.workshop, signal);
  if (planned.kind === 'cancelled') return exitCodes.interrupted;
  if (planned.kind === 'unreadable') throw new UsageError(planned.message);
  const outcome = await answerFile(
    planned.plan,
    {
      tool,
      identity: fingerprint,
      workshop: workbench.workshop,
      modelUse,
      consent: async (problems, rows) => {
        if (!options.on('allow-model')) return null;
        const model = requireModel(await workbench.model('user', () => ({ tool: toolKey(tool) })));
        sayWhatIsSent(`${counted(problems.length, 'problem')} of ${counted(rows, 'row')} not read by the tool: sending ${problems.length === 1 ? 'it' : 'them'} to`, estimateUseTokens(tool, problems, modelUse.packSize), model, terminal);
        return model;
      },
    },
    signal,
    progressSayer(terminal),
  );
  if (outcome.kind === 'done') await book(workbench, countedUseEntry(tool, outcome.counts, new Date()), terminal);
  return say(outcome, input, output, terminal);
}

function say(outcome: BatchOutcome, input: string, output: string, terminal: Terminal): number {
  switch (outcome.kind) {
    case 'inputChanged':
      terminal.err(`${input} was changed meanwhile: nothing was written. Apply the tool again.\n`);
      return exitCodes.failed;
    case 'stopped':
      terminal.err(`interrupted after ${counted(outcome.counts.rows, 'row')}: the same command goes on from there\n`);
      return exitCodes.interrupted;
    case 'done': {
      const { answered, byModel, failed, unread, guarded } = outcome.counts;
      const without = failed + unread;
      if (guarded > 0) terminal.err(`${counted(guarded, 'cell')} that a spreadsheet would run as a formula: written with an apostrophe in front\n`);
      terminal.err(`${answered} answered${byModel > 0 ? `, ${byModel} of them read by the light model` : ''}; ${without} without an answer${outcome.failures === null ? '' : `, listed in ${outcome.failures}`}; written to ${output}\n`);
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
    else terminal.err(`${counted(progress.counts.rows, 'row')}, ${Math.round(((progress.counts.rows - progress.resumedRows) * 1_000) / (now - start))} a second, ${Math.round(progress.share * 100)} %\n`);
  };
}
