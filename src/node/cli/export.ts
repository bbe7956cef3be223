import { holdsAsModule } from '../../engine/exporting/hold-as-module';
import { moduleFiles, moduleText } from '../../engine/exporting/module-text';
import { skillFiles } from '../../engine/exporting/skill-files';
import type { Tool } from '../../engine/tool/tool';
import { writeFiles } from '../store/write-files';
import type { Options } from './options';
import { openOutput } from './output';
import { exitCodes, UsageError } from './terminal';
import { mayBeApplied } from './verified';
import { findTool, openWorkbench, type Surroundings } from './workbench';

/** `export`: a tool for other programs: as a file to import, as a module, or as a skill for agents. Asks no model. */
export async function exportTool(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal, signal } = surroundings;
  const name = options.required('tool');
  if (options.on('module') && options.on('skill'))
    throw new UsageError('--module and --skill are two forms: give one of them.');
  if (options.on('skill')) options.required('output');
  const workbench = await openWorkbench(options, surroundings);
  try {
    const listed = await findTool(workbench.library, name);
    const { tool } = listed;
    if (!options.on('module') && !options.on('skill')) {
      // It is shown and approved by whoever imports it.
      const { write } = await openOutput(options.text('output'), '-', terminal);
      await write(workbench.library.exportTools([tool]));
      return exitCodes.done;
    }
    if (!(await mayBeApplied(workbench, listed, surroundings, options.on('approve')))) return exitCodes.failed;
    const holds = await holdsAsModule(tool, workbench.workshop, signal);
    if (holds === undefined) return exitCodes.interrupted;
    if (!holds) {
      terminal.err(
        `${tool.id} does not answer its examples as a module, whose code is strict, so it is not exported as one. Make it again with the hint “strict mode”, or export it as a file to import, without --module and --skill.\n`,
      );
      return exitCodes.failed;
    }
    return await writeTool(tool, options, surroundings);
  } finally {
    await workbench.dispose();
  }
}

async function writeTool(tool: Tool, options: Options, { terminal }: Surroundings): Promise<number> {
  const folder = options.text('output');
  if (folder === undefined || folder === '-') {
    terminal.out(moduleText(tool));
    return exitCodes.done;
  }
  const files = options.on('skill') ? skillFiles(tool) : moduleFiles(tool);
  await writeFiles(folder, files);
  terminal.err(
    `${files.map(({ path }) => `${folder}/${path}\n`).join('')}The files hold the code of ${tool.id} and its examples: look before you pass them on. Outside of Toolsmith the code runs without a sandbox, with all the rights of whoever runs it.\n`,
  );
  return exitCodes.done;
}
