import type { LibraryTool } from '../../engine/library/library';
import { reviewText } from '../../engine/library/review-text';
import type { Options } from './options';
import { exitCodes, UsageError, type Terminal } from './terminal';
import { verifyHere } from './verified';
import { reporterOf, type Reporter } from './verify-reports';
import { findTool, openWorkbench, type Surroundings, type Workbench } from './workbench';
import { counted } from './words';

/** `verify`: the examples of every tool that is approved here again, without a model. */
export async function verify(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  const workbench = await openWorkbench(options, surroundings);
  try {
    const reporter = reporterFor(options, workbench, surroundings);
    const name = options.text('tool');
    const listing = await workbench.library.list();
    const tools =
      name === undefined
        ? listing.tools.filter(({ tool }) => tool.stage === 'tool')
        : [await findTool(workbench.library, name)];
    const damaged = name === undefined ? listing.damaged : [];
    let failed = damaged.length;
    let unread = 0;
    for (const { folder, reason } of damaged) reporter.add({ kind: 'damaged', folder, reason });
    for (const listed of tools) {
      const { isApproved, isKept } = await reviewed(listed, options, workbench, terminal);
      if (!isKept) failed += 1;
      if (!isApproved && !options.on('reviewed')) {
        reporter.add({ kind: 'unapproved', listed });
        unread += 1;
        continue;
      }
      const start = performance.now();
      const verified = await verifyHere(workbench, { ...listed, isApproved: true }, surroundings);
      if (!verified) return exitCodes.interrupted;
      if (!verified.holds) failed += 1;
      const milliseconds = performance.now() - start;
      reporter.add({ kind: 'verified', listed: { ...listed, isApproved }, verified, milliseconds });
    }
    reporter.end();
    if (name === undefined && unread > 0)
      terminal.err(
        `${counted(unread, 'tool')} not run, as not made on this machine as ${unread === 1 ? 'it stands' : 'they stand'} and not approved here. Read one with: verify --tool NAME\n`,
      );
    if (tools.length + damaged.length === 0) terminal.err(`There are no tools in ${workbench.libraryFolder}.\n`);
    return failed + unread === 0 ? exitCodes.done : exitCodes.failed;
  } finally {
    await workbench.dispose();
  }
}

function reporterFor(
  options: Options,
  { libraryFolder }: Workbench,
  { terminal, environment }: Surroundings,
): Reporter {
  const named = options.text('reporter');
  if (options.on('json') && named !== undefined && named !== 'json')
    throw new UsageError(`--json and --reporter ${named} ask for different reports: give one of them.`);
  const workspace = environment['GITHUB_WORKSPACE'] ?? process.cwd();
  return reporterOf(named ?? (options.on('json') ? 'json' : 'text'), { terminal, libraryFolder, workspace });
}

/** What came of showing a tool: whether it may be used now, and whether that was kept for the next time. */
interface Review {
  readonly isApproved: boolean;
  readonly isKept: boolean;
}

/** Shows a tool that is named and not approved here, and approves it where that was asked for. */
async function reviewed(
  { tool, isApproved }: LibraryTool,
  options: Options,
  { library }: Workbench,
  terminal: Terminal,
): Promise<Review> {
  if (isApproved || options.text('tool') === undefined) return { isApproved, isKept: true };
  terminal.err(`${tool.id} was not made on this machine as it stands. This is all of it:\n\n${reviewText(tool)}\n`);
  if (!options.on('approve')) {
    if (!options.on('reviewed'))
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
