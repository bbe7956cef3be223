import type { LibraryTool } from '../../engine/library/library';
import { reviewText } from '../../engine/library/review-text';
import { jsonLine, showInvisible } from '../../engine/text/show-invisible';
import type { Options } from './options';
import { exitCodes, type Terminal } from './terminal';
import { failedExamples, verifyHere, type Verified } from './verified';
import { findTool, openWorkbench, type Surroundings, type Workbench } from './workbench';
import { counted } from './words';

/** `verify`: the examples of every tool that is approved here again, without a model. */
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
    for (const { folder, reason } of damaged) {
      if (options.on('json')) terminal.out(jsonLine({ tool: folder, holds: false, damaged: reason }));
      else
        terminal.out(`FAILED ${JSON.stringify(showInvisible(folder))}: it cannot be read: ${showInvisible(reason)}\n`);
    }
    for (const listed of tools) {
      const approval: Review =
        listed.isApproved || name === undefined
          ? { isApproved: listed.isApproved, isKept: true }
          : await review(listed, options.on('approve'), workbench, terminal);
      if (!approval.isApproved || !approval.isKept) failed += 1;
      if (!approval.isApproved) {
        sayUnapproved(listed, options, terminal);
        continue;
      }
      const verified = await verifyHere(workbench, { ...listed, isApproved: true }, surroundings);
      if (!verified) return exitCodes.interrupted;
      if (!verified.holds) failed += 1;
      sayVerified(listed, verified, options, terminal);
    }
    const unapproved = tools.filter(({ isApproved }) => !isApproved).length;
    if (name === undefined && unapproved > 0)
      terminal.err(
        `${counted(unapproved, 'tool')} not run, as not made on this machine as ${unapproved === 1 ? 'it stands' : 'they stand'} and not approved here. Read one with: verify --tool NAME\n`,
      );
    if (tools.length + damaged.length === 0) terminal.err(`There are no tools in ${workbench.libraryFolder}.\n`);
    return failed === 0 ? exitCodes.done : exitCodes.failed;
  } finally {
    await workbench.dispose();
  }
}

function sayVerified(
  { tool, isMadeHere }: LibraryTool,
  { score, holds, verdicts }: Verified,
  options: Options,
  terminal: Terminal,
): void {
  const version = tool.versions.at(-1)?.number ?? 1;
  if (options.on('json'))
    terminal.out(jsonLine({ tool: tool.id, version, holds, approved: true, madeHere: isMadeHere, ...score }));
  else terminal.out(`${holds ? 'ok    ' : 'FAILED'} ${tool.id}: ${score.passed} of ${score.total}\n`);
  terminal.err(failedExamples(tool, verdicts));
}

function sayUnapproved({ tool }: LibraryTool, options: Options, terminal: Terminal): void {
  const version = tool.versions.at(-1)?.number ?? 1;
  if (options.on('json')) terminal.out(jsonLine({ tool: tool.id, version, holds: false, approved: false }));
  else terminal.out(`UNREAD ${tool.id}: not approved here, so its examples were not run\n`);
}

/** What came of showing a tool: whether it may be used now, and whether that was kept for the next time. */
interface Review {
  readonly isApproved: boolean;
  readonly isKept: boolean;
}

/** Shows a tool that is not approved here, and approves it where that was asked for. */
async function review(
  { tool }: LibraryTool,
  approve: boolean,
  { library }: Workbench,
  terminal: Terminal,
): Promise<Review> {
  terminal.err(`${tool.id} was not made on this machine as it stands. This is all of it:\n\n${reviewText(tool)}\n`);
  if (!approve) {
    terminal.err(
      `Nothing of it is run until it is approved. Having read it, approve it with: verify --tool ${tool.id} --approve\n`,
    );
    return { isApproved: false, isKept: true };
  }
  const isKept = await library.approve(tool);
  terminal.err(
    isKept
      ? `${tool.id} is approved on this machine as it stands.\n`
      : `${tool.id} could not be approved: its approval cannot be written to the folder for state (XDG_STATE_HOME). Make that folder writable and try again.\n`,
  );
  return { isApproved: true, isKept };
}
