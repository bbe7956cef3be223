import { toolKey, type ToolKey } from '../../engine/ledger/entry';
import { useEntry } from '../../engine/ledger/use-entry';
import { askAboutRest, rowsByParser, rowsUnread, type Row } from './answer-rows';
import { chooseTool, openItems, type Choice } from './choose-tool';
import type { Options } from './options';
import { openOutput } from './output';
import { readText } from './read-input';
import { answeredText, complaintLines, failureLines, jsonLines, refusalLines } from './row-text';
import { exitCodes, UsageError } from './terminal';
import { book } from './unwritten';
import { mayBeApplied } from './verified';
import { openWorkbench, type Surroundings } from './workbench';
import { counted } from './words';

/** `apply`: the problems of a file through a tool. Sends nothing to a model without `--allow-model`. */
export async function apply(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal, signal } = surroundings;
  const path = options.required('input');
  const allowed = options.on('allow-model');
  if (options.on('no-parser') && !allowed) throw new UsageError('--no-parser leaves every problem to the light model: give --allow-model as well.');
  const workbench = await openWorkbench(options, surroundings);
  try {
    const write = await openOutput(options.text('output'), path, terminal);
    // A slip in the model's name or address is told before the work, not after it.
    // Which tool it will be is not known before the model is.
    const booking: { tool: ToolKey | null } = { tool: null };
    const model = allowed ? await workbench.model('user', () => booking) : null;
    const chosen = await chooseTool(options, workbench, path, await readText(path, signal), surroundings);
    const choice: Choice = options.on('approve') ? { ...chosen, listed: { ...chosen.listed, isApproved: true } } : chosen;
    const { tool } = choice.listed;
    // Where it cannot be kept, as in a container with a read-only home, it holds for this once.
    if (options.on('approve') && !chosen.listed.isApproved) await workbench.library.approve(tool);
    booking.tool = toolKey(tool);
    if (!(await mayBeApplied(workbench, choice.listed, surroundings))) return signal.aborted ? exitCodes.interrupted : exitCodes.failed;
    const items = openItems(choice.reading, options.on('json'));
    const parsed = options.on('no-parser') ? rowsUnread(items) : await rowsByParser(tool, items, workbench, signal);
    const rows = allowed ? await askAboutRest(tool, parsed, model, workbench, surroundings) : parsed;
    await book(workbench, useEntry(tool, rows, new Date()), terminal);
    // After an interruption too: what was answered may have been paid for.
    const filled = options.on('json') ? { text: jsonLines(choice, rows), refused: [] } : answeredText(choice, rows);
    await write(filled.text);
    terminal.err(refusalLines(path, choice, filled.refused));
    const code = report(path, choice, rows, options, surroundings);
    return filled.refused.length > 0 ? Math.max(code, exitCodes.failed) : code;
  } finally {
    await workbench.dispose();
  }
}

/** Says on standard error what has no answer, and sums up. */
function report(path: string, choice: Choice, rows: readonly Row[], options: Options, { terminal, signal }: Surroundings): number {
  const { complaints } = choice.reading;
  terminal.err(complaintLines(path, complaints));
  const unanswered = rows.filter(({ outcome }) => outcome.kind !== 'answer');
  if (signal.aborted) {
    terminal.err(`interrupted: ${rows.length - unanswered.length} of ${counted(rows.length, 'problem')} answered and written\n`);
    return exitCodes.interrupted;
  }
  if (!options.on('json')) terminal.err(failureLines(path, choice, unanswered));
  const byModel = rows.filter(({ outcome }) => outcome.kind === 'answer' && outcome.path === 'model').length;
  terminal.err(`${rows.length - unanswered.length} answered${byModel > 0 ? `, ${byModel} of them read by the light model` : ''}; ${unanswered.length} without an answer${complaints.length > 0 ? `; ${complaints.length} not readable` : ''}\n`);
  return unanswered.length + complaints.length === 0 ? exitCodes.done : exitCodes.failed;
}
