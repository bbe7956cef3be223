import type { Options } from './options';
import { exitCodes } from './terminal';
import { failedExamples, verifyHere } from './verified';
import { findTool, openWorkbench, type Surroundings } from './workbench';

/** `verify`: every tool's examples again, without a model. */
export async function verify(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  const workbench = await openWorkbench(options, surroundings);
  try {
    const name = options.text('tool');
    const listing = await workbench.library.list();
    const tools = name === undefined ? listing.tools.filter(({ tool }) => tool.stage === 'tool') : [await findTool(workbench.library, name)];
    const damaged = name === undefined ? listing.damaged : [];
    let failed = damaged.length;
    for (const { folder, reason } of damaged) {
      if (options.on('json')) terminal.out(`${JSON.stringify({ tool: folder, holds: false, damaged: reason })}\n`);
      else terminal.out(`FAILED ${JSON.stringify(folder)}: it cannot be read: ${reason}\n`);
    }
    for (const listed of tools) {
      const { tool } = listed;
      const verified = await verifyHere(workbench, listed, surroundings);
      if (!verified) return exitCodes.interrupted;
      const { score, holds } = verified;
      if (!holds) failed += 1;
      if (options.on('json')) terminal.out(`${JSON.stringify({ tool: tool.id, version: tool.versions.at(-1)?.number ?? 1, holds, ...score })}\n`);
      else terminal.out(`${holds ? 'ok    ' : 'FAILED'} ${tool.id}: ${score.passed} of ${score.total}\n`);
      terminal.err(failedExamples(tool, verified.verdicts));
    }
    if (tools.length + damaged.length === 0) terminal.err(`There are no tools in ${workbench.libraryFolder}.\n`);
    return failed === 0 ? exitCodes.done : exitCodes.failed;
  } finally {
    await workbench.dispose();
  }
}
