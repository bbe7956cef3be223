import { openToolIndex } from '../../engine/dispatching/tool-index';
import { toolKey, type ToolKey } from '../../engine/ledger/entry';
import { countedUseEntry } from '../../engine/ledger/use-entry';
import type { LibraryTool } from '../../engine/library/library';
import type { ChatModel } from '../../engine/model/chat-model';
import { estimateUseTokens, mostOfUse } from '../../engine/using/use-model';
import { answerFile, type FileProgress } from '../batch/answer-file';
import { bestTool } from '../batch/best-tool';
import { saidOfEarlierRun } from '../batch/earlier-run';
import { oneTool } from '../batch/one-tool';
import { planBatch } from '../batch/plan-batch';
import type { RowAnswerer } from '../batch/row-answerer';
import type { BatchOutcome } from '../batch/run-batch';
import type { UseParts } from '../batch/tool-rows';
import { modelUse, requireModel, sayToolsAreAskedFor, sayWhatIsSent } from './ask-model';
import { namesOf, ofColumn, preferencesOf } from './choose-tool';
import { openText, severalFit } from './dispatch-problems';
import type { Options } from './options';
import { guardedLine } from './row-text';
import { exitCodes, UsageError, type Terminal } from './terminal';
import { book } from './unwritten';
import type { Surroundings, Workbench } from './workbench';
import { counted } from './words';

/** What the light model's calls are booked on: a tool, or none while one is looked for. */
export interface Booked {
  tool: ToolKey | null;
}

/** What an application works with. */
export interface Application {
  readonly options: Options;
  readonly workbench: Workbench;
  /** The light model, where problems may be sent to one that is set up. */
  readonly model: ChatModel | null;
  readonly booking: Booked;
  readonly surroundings: Surroundings;
}

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
  const { options, workbench, model } = application;
  const { terminal, signal } = application.surroundings;
  // Before the work: told after it, the rows would have been answered for nothing.
  if (options.on('allow-model')) requireModel(model);
  const all = 'tool' in tools ? [tools] : tools;
  const answerer =
    'tool' in tools
      ? oneTool(tools, useParts(application), (readings) => ofColumn(readings, options.text('column'), input))
      : await bestOf(tools, application);
  const planned = await planBatch(answerer, input, output, signal);
  if (planned.kind === 'cancelled') return exitCodes.interrupted;
  if (planned.kind === 'unreadable') throw new UsageError(planned.message);
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

function useParts({
  options,
  workbench: { workshop },
  model,
  booking,
  surroundings: { terminal },
}: Application): UseParts {
  return {
    workshop,
    modelUse,
    consent: (tool, problems, rows) => {
      if (!options.on('allow-model')) return Promise.resolve(null);
      const light = requireModel(model);
      booking.tool = toolKey(tool);
      sayWhatIsSent(
        `${counted(problems.length, 'problem')} of ${counted(rows, 'row')} not read by the tool: sending ${problems.length === 1 ? 'it' : 'them'} to`,
        estimateUseTokens(tool, problems, modelUse.packSize),
        mostOfUse(tool, problems, modelUse.packSize),
        light,
        terminal,
      );
      return Promise.resolve(light);
    },
  };
}

async function bestOf(tools: readonly LibraryTool[], application: Application): Promise<RowAnswerer> {
  const { options, workbench, model, booking } = application;
  const { terminal } = application.surroundings;
  return bestTool({
    ...useParts(application),
    tools,
    index: await openToolIndex(tools, workbench.index),
    preferences: await preferencesOf(options, workbench),
    // A script cannot be asked. Where no row has its tool it is told before the work; else what is not told stays
    // open, and is listed.
    choose: (ambiguity, _, seen, decided) => {
      if (seen === 'first' && decided === 0) return Promise.reject(severalFit(ambiguity));
      terminal.err(
        `${counted(ambiguity.problems, 'problem')}${seen === 'first' ? ' of the first rows' : ''} left: several tools fit, ${namesOf(ambiguity.tools, ' or ')}; --prefer says which is meant\n`,
      );
      return Promise.resolve(null);
    },
    consentToAsk: (open, rows) => {
      if (!options.on('allow-model')) {
        const unread = open.filter(({ isUnread }) => isUnread).length;
        terminal.err(
          `of ${counted(rows, 'row')} ${openText(open.length - unread, unread).join(', ')}: --allow-model has the light model see whether they are for ${namesOf([...new Set(open.flatMap(({ candidates }) => candidates))], ', ')}, or for none\n`,
        );
        return Promise.resolve(null);
      }
      const light = requireModel(model);
      booking.tool = null;
      sayToolsAreAskedFor(open, light, terminal);
      return Promise.resolve(light);
    },
  });
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
