import { score, verifyTool } from '../making/verify';
import type { Tool } from '../tool/tool';
import type { Workshop } from '../using/run-tool';
import { strictCode } from './module-text';

/**
 * Whether a tool answers its examples as the code of a module too, which is strict; `undefined` when cancelled. Tried
 * in the sandbox: nothing is run outside of it to export a tool.
 */
export async function holdsAsModule(tool: Tool, workshop: Workshop, signal: AbortSignal): Promise<boolean | undefined> {
  const verdicts = await verifyTool({ ...tool, code: strictCode(tool.code) }, workshop, signal);
  return verdicts && score(tool.examples, verdicts).passed === tool.examples.length;
}
