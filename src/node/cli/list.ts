import { verificationLabel } from '../../engine/library/library';
import { showInvisible } from '../../engine/problem/show-invisible';
import type { Options } from './options';
import { exitCodes } from './terminal';
import { openWorkbench, type Surroundings } from './workbench';

/** `list`: the tools of a library. */
export async function list(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  const workbench = openWorkbench(options, surroundings);
  const { tools, damaged } = await workbench.library.list();
  for (const listed of tools) {
    const { tool, verification } = listed;
    const origin = tool.versions.at(-1)?.origin;
    if (options.on('json')) {
      terminal.out(`${JSON.stringify({ id: tool.id, name: tool.name, description: tool.description, stage: tool.stage, reader: tool.reader, examples: tool.examples.length, version: tool.versions.at(-1)?.number ?? 1, verification: verification ?? null, model: origin?.model ?? null, usage: origin?.usage ?? null, cost: origin?.cost ?? null })}\n`);
    } else {
      terminal.out(`${tool.id.padEnd(32)} ${verificationLabel(listed)}\n    ${showInvisible(tool.name)}: ${showInvisible(tool.description)}\n    made by ${showInvisible(origin?.model ?? 'unknown')}, ${origin?.cost === null || origin?.cost === undefined ? 'price unknown' : `$${origin.cost.toFixed(4)}`}\n`);
    }
  }
  for (const { folder, reason } of damaged) terminal.err(`${showInvisible(folder)} was set aside: ${reason}\n`);
  if (tools.length === 0 && !options.on('json')) terminal.err(`There are no tools in ${workbench.libraryFolder}.\n`);
  return exitCodes.done;
}
