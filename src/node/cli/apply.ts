import { toolKey } from '../../engine/ledger/entry';
import { useEntry } from '../../engine/ledger/use-entry';
import type { LibraryTool } from '../../engine/library/library';
import type { Tool } from '../../engine/tool/tool';
import { applyToFile, type Application, type Booked } from './apply-file';
import { askAboutRest, rowsByParser, rowsUnread, rowsWithoutTool, type Row, type ToolRow } from './answer-rows';
import { bestReading, namedTool, openItems, type OpenItem, type ReadText } from './choose-tool';
import { dispatchProblems } from './dispatch-problems';
import type { Options } from './options';
import { openOutput } from './output';
import { readText } from './read-input';
import { answeredText, complaintLines, failureLines, guardedLine, jsonLines, refusalLines } from './row-text';
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
  const path = options.required('input');
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
    const text = await readText(path, signal);
    const { read, rows } =
      'tool' in tools
        ? await applyOne(tools, path, text, application)
        : await applyBest(tools, path, text, application);
    // After an interruption too: what was answered may have been paid for.
    const filled = options.on('json')
      ? { text: jsonLines(rows), refused: [], guarded: 0 }
      : answeredText(read, rows, [path, options.text('output') ?? '']);
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

/** Every problem through one tool. */
async function applyOne(listed: LibraryTool, path: string, text: string, application: Application): Promise<Applied> {
  const { options, workbench, surroundings } = application;
  const read = await bestReading(listed, options, workbench, path, text, surroundings.signal);
  return { read, rows: await answered(listed.tool, openItems(read.reading, options.on('json')), application) };
}

/** Each problem through the tool that fits it. */
async function applyBest(
  tools: readonly LibraryTool[],
  path: string,
  text: string,
  application: Application,
): Promise<Applied> {
  const { options, workbench, model, surroundings } = application;
  const assigned = await dispatchProblems(tools, options, workbench, path, text, model, surroundings);
  const usages = new Map(assigned.assignments.map(({ index, usage }) => [index, usage]));
  const byTool = new Map<Tool, OpenItem[]>();
  for (const { index, item, to } of assigned.assignments) {
    if (to === 'cancelled' || !('listed' in to)) continue;
    const items = byTool.get(to.listed.tool) ?? [];
    items.push({ index, item });
    byTool.set(to.listed.tool, items);
  }
  const rows: Row[] = [...rowsWithoutTool(assigned.assignments)];
  for (const [tool, items] of byTool) {
    for (const row of await answered(tool, items, application))
      rows.push({ ...row, dispatchUsage: usages.get(row.index) ?? row.dispatchUsage });
  }
  return { read: assigned, rows: rows.sort((one, other) => one.index - other.index) };
}

/** Problems through a tool's parser, and what that does not read through the light model where it may be asked. */
async function answered(
  tool: Tool,
  items: readonly OpenItem[],
  { options, workbench, model, booking, surroundings }: Application,
): Promise<readonly ToolRow[]> {
  booking.tool = toolKey(tool);
  const parsed = options.on('no-parser')
    ? rowsUnread(tool, items)
    : await rowsByParser(tool, items, workbench, surroundings.signal);
  const rows = options.on('allow-model') ? await askAboutRest(tool, parsed, model, workbench, surroundings) : parsed;
  await book(workbench, useEntry(tool, rows, new Date()), surroundings.terminal);
  return rows;
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
  if (signal.aborted) {
    terminal.err(
      `interrupted: ${rows.length - unanswered.length} of ${counted(rows.length, 'problem')} answered and written\n`,
    );
    return exitCodes.interrupted;
  }
  if (!options.on('json')) terminal.err(failureLines(path, read, unanswered));
  const byModel = rows.filter(({ outcome }) => outcome.kind === 'answer' && outcome.path === 'model').length;
  terminal.err(
    `${rows.length - unanswered.length} answered${byModel > 0 ? `, ${byModel} of them read by the light model` : ''}; ${unanswered.length} without an answer${complaints.length > 0 ? `; ${complaints.length} not readable` : ''}\n`,
  );
  return unanswered.length + complaints.length === 0 ? exitCodes.done : exitCodes.failed;
}
