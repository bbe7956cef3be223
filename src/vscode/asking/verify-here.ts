import type { LibraryTool } from '../../engine/library/library';
import { toolScore, verifyTool, type OnVerified, type Score, type Verdict } from '../../engine/making/verify';
import type { Parts } from '../parts';

/** A tool's examples, run again, with what came of each. */
export interface Verified {
  readonly verdicts: readonly Verdict[];
  readonly score: Score;
}

/** Runs a tool's examples in the sandbox, asking no model, and records the result. `undefined` when cancelled. */
export async function verifyHere(
  { library, workshop }: Parts,
  { tool, verification, isApproved }: LibraryTool,
  signal: AbortSignal,
  onVerified?: OnVerified,
): Promise<Verified | undefined> {
  if (!isApproved) throw new Error('nothing of a tool is run before it is approved');
  const verdicts = await verifyTool(tool, workshop(), signal, onVerified);
  if (!verdicts) return undefined;
  const points = toolScore(tool, verdicts);
  // What the parser wrongly accepts was found when the tool was made; its examples say nothing new of that.
  await library.recordVerification(tool, {
    ...points,
    acceptedForeign: verification?.acceptedForeign ?? 0,
    at: new Date().toISOString(),
  });
  return { verdicts, score: points };
}
