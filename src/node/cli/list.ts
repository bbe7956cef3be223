import { verificationLabel, type LibraryTool } from '../../engine/library/library';
import { makerOf } from '../../engine/tool/tool';
import { jsonLine, showInvisible } from '../../engine/text/show-invisible';
import type { Options } from './options';
import { exitCodes } from './terminal';
import { openWorkbench, type Surroundings } from './workbench';
import { costText } from './words';

/** `list`: the tools of a library. */
export async function list(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  const { library, libraryFolder } = await openWorkbench(options, surroundings);
  const { tools, damaged } = await library.list();
  for (const listed of tools) terminal.out(options.on('json') ? jsonLine(asJson(listed)) : asText(listed));
  for (const { folder, reason } of damaged)
    terminal.err(`${showInvisible(folder)} was set aside: ${showInvisible(reason)}\n`);
  if (tools.length + damaged.length === 0) terminal.err(`There are no tools in ${libraryFolder}.\n`);
  return exitCodes.done;
}

function asJson({ tool, verification, isApproved, isMadeHere }: LibraryTool): unknown {
  const { id, name, description, stage, reader, examples } = tool;
  const newest = tool.versions.at(-1);
  return {
    id,
    name,
    description,
    stage,
    reader,
    examples: examples.length,
    version: newest?.number ?? 1,
    verification: verification ?? null,
    approved: isApproved,
    madeHere: isMadeHere,
    model: newest?.origin.model ?? null,
    usage: newest?.origin.usage ?? null,
    cost: newest?.origin.cost ?? null,
  };
}

function asText(listed: LibraryTool): string {
  const { tool } = listed;
  const origin = tool.versions.at(-1)?.origin;
  const reader = tool.reader === 'parser' ? 'read by its own parser' : 'read by the light model';
  return [
    `${tool.id.padEnd(32)} ${verificationLabel(listed)}`,
    `    ${showInvisible(tool.name)}: ${showInvisible(tool.description)}`,
    `    ${reader}, ${tool.examples.length} examples, made by ${origin ? `${showInvisible(makerOf(origin))}, ${costText(origin.cost)}` : 'nobody'}\n`,
  ].join('\n');
}
