import { verdictText } from '../../engine/making/findings';
import { score, verifyTool } from '../../engine/making/verify';
import type { Options } from './options';
import { exitCodes } from './terminal';
import { findTool, openWorkbench, type Surroundings } from './workbench';

/** `verify`: every tool's examples again, without a model. */
export async function verify(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal, signal } = surroundings;
  const workbench = openWorkbench(options, surroundings);
  try {
    const name = options.text('tool');
    const listing = await workbench.library.list();
    const tools = name === undefined ? listing.tools.filter(({ tool }) => tool.stage === 'tool') : [await findTool(workbench.library, name)];
    let failed = name === undefined ? listing.damaged.length : 0;
    if (name === undefined) for (const { folder, reason } of listing.damaged) terminal.err(`${folder}: ${reason}\n`);
    for (const { tool } of tools) {
      const verdicts = await verifyTool(tool, workbench.workshop, signal);
      if (!verdicts) return exitCodes.interrupted;
      const points = score(tool.examples, verdicts);
      if (tool.stage === 'tool') await workbench.library.recordVerification(tool, { ...points, acceptedForeign: 0, at: new Date().toISOString() });
      const held = points.passed === points.total;
      if (!held) failed += 1;
      if (options.on('json')) terminal.out(`${JSON.stringify({ tool: tool.id, ...points })}\n`);
      else terminal.out(`${held ? 'ok    ' : 'FAILED'} ${tool.id}: ${points.passed} of ${points.total}\n`);
      tool.examples.forEach((example, index) => {
        const verdict = verdicts[index];
        if (verdict && verdict.kind !== 'right') terminal.err(`  example ${index + 1}: ${verdictText(example, verdict)}\n`);
      });
    }
    if (tools.length === 0) terminal.err(`There are no tools in ${workbench.libraryFolder}.\n`);
    return failed === 0 ? exitCodes.done : exitCodes.failed;
  } finally {
    await workbench.dispose();
  }
}
