import { backTo } from '../../engine/making/revise';
import type { Options } from './options';
import { storeRevision } from './revised';
import { exitCodes, UsageError } from './terminal';
import { findTool, openWorkbench, type Surroundings } from './workbench';

/** `back`: an earlier version of a tool is the current one again, with the examples of then; the later ones stay. */
export async function back(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  const name = options.required('tool');
  const workbench = await openWorkbench(options, surroundings, 'write');
  try {
    const listed = await findTool(workbench.library, name);
    const { tool, place, isApproved } = listed;
    const earlier = tool.versions.slice(0, -1).map(({ number }) => number);
    const wanted = options.text('to');
    const number = wanted === undefined ? earlier.at(-1) : earlier.find((one) => String(one) === wanted);
    if (number === undefined)
      throw new UsageError(
        earlier.length === 0
          ? `${tool.id} has one version, so there is none to go back to.`
          : `${tool.id} has no earlier version ${wanted ?? ''}. There ${earlier.length === 1 ? 'is' : 'are'}: ${earlier.join(', ')}.`,
      );
    const state = await workbench.library.readState({ place, id: tool.id }, number);
    if (!isApproved || !state?.isApproved) {
      terminal.err(
        state
          ? `${isApproved ? `Version ${number} of ${tool.id}` : tool.id} was not made or approved on this machine as it is stored, so nothing was changed.\n`
          : `Version ${number} of ${tool.id} was not kept whole, so it cannot be gone back to. Its code is in v${number}.js.\n`,
      );
      return exitCodes.failed;
    }
    return await storeRevision(listed, backTo(tool, state, new Date()), options, workbench, surroundings);
  } finally {
    await workbench.dispose();
  }
}
