import type { LibraryTool } from '../../engine/library/library';
import { foreignClasses } from '../../engine/making/foreign-classes';
import { revise, type Change } from '../../engine/making/revise';
import { jsonLine } from '../../engine/text/show-invisible';
import type { Options } from './options';
import { exitCodes } from './terminal';
import { keepRecord } from './verified';
import type { Surroundings, Workbench } from './workbench';

/** Runs a tool as a person changed it on its examples, stores it, and says how many pass. Asks no model. */
export async function storeRevision(
  before: LibraryTool,
  change: Change,
  options: Options,
  workbench: Workbench,
  { terminal, signal }: Surroundings,
): Promise<number> {
  const { library, workshop } = workbench;
  const foreign = foreignClasses((await library.list()).tools, before.tool);
  const revision = await revise(change, foreign, workshop, signal, new Date());
  if (!revision) return exitCodes.interrupted;
  const { tool, record } = revision;
  if (!(await library.revise(before, tool))) {
    terminal.err(`${tool.id} was changed or deleted meanwhile, and nothing was stored. Try again.\n`);
    return exitCodes.failed;
  }
  await keepRecord(workbench, tool, record, terminal);
  const version = tool.versions.at(-1)?.number ?? 1;
  terminal.out(
    options.on('json')
      ? jsonLine({ id: tool.id, version, stage: tool.stage, passed: record.passed, total: record.total })
      : `${tool.id}: version ${version}, ${record.passed} of ${record.total}\n`,
  );
  if (tool.stage === 'tool') return exitCodes.done;
  terminal.err(`${tool.id} is a draft now, which is not applied: not every example passes.\n`);
  return exitCodes.failed;
}
