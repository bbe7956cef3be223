import type { LibraryTool } from '../../engine/library/library';
import { reviewText } from '../../engine/library/review-text';
import { jsonLine, showInvisible } from '../../engine/text/show-invisible';
import type { Options } from './options';
import { exitCodes, type Terminal } from './terminal';
import { failedExamples, verifyHere } from './verified';
import { findTool, openWorkbench, type Surroundings, type Workbench } from './workbench';

/** `verify`: every tool's examples again, without a model. */
export async function verify(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  const workbench = await openWorkbench(options, surroundings);
  try {
    const name = options.text('tool');
    const listing = await workbench.library.list();
    const tools =
      name === undefined
        ? listing.tools.filter(({ tool }) => tool.stage === 'tool')
        : [await findTool(workbench.library, name)];
    const damaged = name === undefined ? listing.damaged : [];
    let failed = damaged.length;
    if (name !== undefined)
      for (const listed of tools) failed += await review(listed, options.on('approve'), workbench, terminal);
    for (const { folder, reason } of damaged) {
      if (options.on('json')) terminal.out(jsonLine({ tool: folder, holds: false, damaged: reason }));
      else
        terminal.out(`FAILED ${JSON.stringify(showInvisible(folder))}: it cannot be read: ${showInvisible(reason)}\n`);
    }
    for (const listed of tools) {
      const { tool } = listed;
      const verified = await verifyHere(workbench, listed, surroundings);
      if (!verified) return exitCodes.interrupted;
      const { score, holds } = verified;
      if (!holds) failed += 1;
      if (options.on('json'))
        terminal.out(
          jsonLine({
            tool: tool.id,
            version: tool.versions.at(-1)?.number ?? 1,
            holds,
            approved: listed.isApproved || options.on('approve'),
            ...score,
          }),
        );
      else
        terminal.out(
          `${holds ? 'ok    ' : 'FAILED'} ${tool.id}: ${score.passed} of ${score.total}${listed.isApproved || options.on('approve') ? '' : ', not approved here'}\n`,
        );
      terminal.err(failedExamples(tool, verified.verdicts));
    }
    if (tools.length + damaged.length === 0) terminal.err(`There are no tools in ${workbench.libraryFolder}.\n`);
    return failed === 0 ? exitCodes.done : exitCodes.failed;
  } finally {
    await workbench.dispose();
  }
}

/**
 * Shows a tool that is not approved here, and approves it where that was asked for. How much of this failed, 0 or 1.
 */
async function review(
  { tool, isApproved }: LibraryTool,
  approve: boolean,
  { library }: Workbench,
  terminal: Terminal,
): Promise<number> {
  if (isApproved) return 0;
  terminal.err(`${tool.id} was not made on this machine as it stands. This is all of it:\n\n${reviewText(tool)}\n`);
  if (!approve) {
    terminal.err(
      `It is not applied until it is approved. Having read it, approve it with: verify --tool ${tool.id} --approve\n`,
    );
    return 0;
  }
  const kept = await library.approve(tool);
  terminal.err(
    kept
      ? `${tool.id} is approved on this machine as it stands.\n`
      : `${tool.id} could not be approved: its approval cannot be written to the folder for state (XDG_STATE_HOME). Make that folder writable and try again.\n`,
  );
  return kept ? 0 : 1;
}
