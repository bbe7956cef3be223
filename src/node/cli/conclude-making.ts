import type { MakingOutcome, MakingProgress, NewTool } from '../../engine/making/make-tool';
import { addUsage, noUsage } from '../../engine/model/cost';
import { escapeInvisible, jsonLine, showInvisible } from '../../engine/text/show-invisible';
import type { Tool } from '../../engine/tool/tool';
import { StoreError } from '../store/store-error';
import type { Options } from './options';
import { exitCodes } from './terminal';
import { keepRecord } from './verified';
import type { Surroundings, Workbench } from './workbench';
import { costText, counted, tokensOf } from './words';

/** What was kept of a making, and the exit code. */
export interface Concluded {
  readonly tool: Tool | undefined;
  readonly code: number;
}

/** Keeps a tool that was made, or the next version of the one `before`, and says what it took. */
export async function concludeMade(
  outcome: Extract<MakingOutcome, { kind: 'made' }>,
  options: Options,
  workbench: Workbench,
  { terminal }: Surroundings,
  before?: Tool,
): Promise<Concluded> {
  const tool = await keep(outcome.tool, outcome, workbench, { terminal }, before?.id);
  if (!tool) return { tool, code: exitCodes.failed };
  const { score, notes } = outcome;
  await keepRecord(
    workbench,
    tool,
    { ...score, acceptedForeign: notes.length, at: new Date().toISOString() },
    terminal,
  );
  const origin = tool.versions.at(-1)?.origin;
  const { tries = 0, usage = noUsage, cost = null } = origin ?? {};
  if (options.on('json'))
    terminal.out(
      jsonLine({
        made: true,
        id: tool.id,
        version: tool.versions.at(-1)?.number ?? 1,
        name: tool.name,
        reader: tool.reader,
        ...score,
        notes,
        tries,
        usage,
        cost,
      }),
    );
  else
    terminal.out(
      `${tool.id}: ${before ? `version ${tool.versions.length}, ` : ''}${score.passed} of ${score.total}, ${score.unseenPassed} never seen by the maker; ${tries === 0 ? 'made without a model' : `${tries === 1 ? '1 try' : `${tries} tries`}, ${tokensOf(usage)} tokens, ${costText(cost)}`}\n`,
    );
  for (const note of notes) terminal.err(`${showInvisible(note)}.\n`);
  return { tool, code: exitCodes.done };
}

/** Keeps the draft of a making that failed, and says why it did; the tool `before` stays as it is. */
export async function concludeNotMade(
  outcome: Exclude<MakingOutcome, { kind: 'made' }>,
  options: Options,
  workbench: Workbench,
  { terminal }: Surroundings,
  before?: Tool,
): Promise<Concluded> {
  const draft = outcome.draft ? await keep(outcome.draft, outcome, workbench, { terminal }) : undefined;
  const usage = outcome.transcript.reduce((sum, entry) => addUsage(sum, entry.usage), noUsage);
  const score = outcome.kind === 'notMade' ? outcome.score : null;
  const error = errorOf(outcome);
  if (options.on('json')) terminal.out(jsonLine({ made: false, error, draft: draft?.id ?? null, score, usage }));
  terminal.err(
    `${before ? `${before.id} stays as it is` : 'No tool was made'}${score ? `: ${score.passed} of ${score.total} examples pass` : ''}. ${tokensOf(usage)} tokens were used.\n${error.message
      .split('\n')
      .map((line) => `  ${showInvisible(line)}\n`)
      .join('')}`,
  );
  if (draft)
    terminal.err(
      `The last candidate is kept as the draft ${draft.id}. Give more examples or a --hint, and make it again.\n`,
    );
  return { tool: draft, code: outcome.kind === 'cancelled' ? exitCodes.interrupted : exitCodes.failed };
}

/** Why no tool was made. */
export function errorOf(outcome: Exclude<MakingOutcome, { kind: 'made' }>): {
  readonly kind: string;
  readonly message: string;
} {
  switch (outcome.kind) {
    case 'notMade':
      return { kind: 'notMade', message: outcome.findings.join('\n') };
    case 'modelFailed':
      return { kind: outcome.failure, message: outcome.message };
    case 'cancelled':
      return { kind: 'cancelled', message: 'interrupted' };
  }
}

/** Puts what was made into the library. Where that fails it is printed: it was paid for. */
async function keep(
  made: NewTool,
  { transcript }: MakingOutcome,
  { library }: Workbench,
  { terminal }: Pick<Surroundings, 'terminal'>,
  id?: string,
): Promise<Tool | undefined> {
  const tool: Tool = { ...made, id: id ?? (await library.newId(made.name)) };
  try {
    await library.save(tool, 'folder', transcript);
    return tool;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    terminal.err(`${error.message}\nWhat was made is printed instead, as a file that can be imported.\n`);
    terminal.out(escapeInvisible(library.exportTools([tool])));
    return undefined;
  }
}

/** Where a making stands, a line. */
export function progressText(progress: MakingProgress): string {
  switch (progress.stage) {
    case 'proposing':
      return 'proposing';
    case 'verifying':
      return progress.done === progress.total ? `ran ${counted(progress.total, 'example')}` : 'running the examples';
    case 'repairing':
      return `repairing (try ${progress.try} of ${progress.of})`;
    case 'wrapping':
      return 'the light model reads the examples';
  }
}
