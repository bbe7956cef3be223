import type { LibraryTool } from '../../engine/library/library';
import type { MakingOutcome } from '../../engine/making/make-tool';
import type { Tool } from '../../engine/tool/tool';
import type { Parts } from '../parts';

/** Keeps a next version of a tool, verified as its making has it; `undefined` where none was made. */
export async function keepVersion(
  parts: Parts,
  { tool: { id }, place }: LibraryTool,
  outcome: MakingOutcome,
): Promise<Tool | undefined> {
  if (outcome.kind !== 'made') return undefined;
  const version: Tool = { ...outcome.tool, id };
  await parts.library.save(version, place, outcome.transcript);
  await parts.library.recordVerification(version, {
    ...outcome.score,
    at: new Date().toISOString(),
    acceptedForeign: outcome.notes.length,
  });
  return version;
}

/** Why a making gave no next version, a sentence. */
export function whyNot(outcome: MakingOutcome): string {
  switch (outcome.kind) {
    case 'made':
      return '';
    case 'notMade':
      return outcome.findings[0] ?? '';
    case 'modelFailed':
      return outcome.message;
    case 'cancelled':
      return 'It was cancelled.';
  }
}
