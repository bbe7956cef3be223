import { reviewText } from '../../engine/library/review-text';
import { isVerified, type LibraryTool } from '../../engine/library/library';
import { holds, type VerificationRecord } from '../../engine/library/verification';
import { verdictText } from '../../engine/making/findings';
import { toolScore, verifyTool, type Score, type Verdict } from '../../engine/making/verify';
import { showInvisible } from '../../engine/text/show-invisible';
import type { Tool } from '../../engine/tool/tool';
import { StoreError } from '../store/store-error';
import type { Terminal } from './terminal';
import type { Surroundings, Workbench } from './workbench';
import { counted } from './words';

/** A tool's examples, run again here and recorded. */
export interface Verified {
  readonly score: Score;
  readonly holds: boolean;
  readonly verdicts: readonly Verdict[];
  readonly record: VerificationRecord;
}

/** Runs a tool's examples and records how they fared; a draft's are not recorded. `undefined` when interrupted. */
export async function verifyHere(
  workbench: Workbench,
  { tool, verification, isApproved }: LibraryTool,
  { terminal, signal }: Surroundings,
): Promise<Verified | undefined> {
  if (!isApproved) throw new Error('nothing of a tool is run before it is approved');
  const verdicts = await verifyTool(tool, workbench.workshop, signal);
  if (!verdicts) return undefined;
  const points = toolScore(tool, verdicts);
  const record: VerificationRecord = {
    ...points,
    acceptedForeign: verification?.acceptedForeign ?? 0,
    at: new Date().toISOString(),
  };
  if (tool.stage === 'tool') await keepRecord(workbench, tool, record, terminal);
  return { score: points, holds: holds(points), verdicts, record };
}

/**
 * Keeps a record of a verification. Where that fails, as with a read-only home, the tool is verified again next time.
 */
export async function keepRecord(
  { library }: Workbench,
  tool: Tool,
  record: VerificationRecord,
  terminal: Terminal,
): Promise<void> {
  try {
    await library.recordVerification(tool, record);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    terminal.err(`It was not kept that ${tool.id} was verified; it will be verified again. ${error.message}\n`);
  }
}

/** The examples that failed, a line each; their texts are the person's own, their answers a tool's. */
export function failedExamples(tool: Tool, verdicts: readonly Verdict[]): string {
  return tool.examples
    .map((example, index) => {
      const verdict = verdicts[index];
      return verdict && verdict.kind !== 'right'
        ? `  example ${index + 1}: ${showInvisible(verdictText(example, verdict))}\n`
        : '';
    })
    .join('');
}

/**
 * Whether a tool may be applied here. It must be approved, or is approved now if that was asked for. If it was not
 * verified since its last change, its examples are run first. Says why not.
 */
export async function mayBeApplied(
  workbench: Workbench,
  listed: LibraryTool,
  surroundings: Surroundings,
  approve: boolean,
): Promise<boolean> {
  const { tool, isApproved } = listed;
  const { terminal } = surroundings;
  if (tool.stage === 'draft') {
    terminal.err(
      `${tool.id} is a draft: its making failed, so it is not applied. Make the tool again with other examples or a hint.\n`,
    );
    return false;
  }
  // Where it cannot be kept, as in a container with a read-only home, it holds for this once.
  if (!isApproved && approve) {
    terminal.err(
      `${tool.id} was not made on this machine as it stands, and is approved now. This is all of it:\n\n${reviewText(tool)}\n`,
    );
    await workbench.library.approve(tool);
  }
  if (!isApproved && !approve) {
    terminal.err(
      `${tool.id} was not made on this machine as it stands, so it is not applied before you approve it. Read it with: verify --tool ${tool.id}. Then approve it with: verify --tool ${tool.id} --approve\n`,
    );
    return false;
  }
  if (isVerified(listed)) return true;
  terminal.err(
    `${tool.id} was not verified on this machine as it stands: running its ${tool.examples.length} examples\n`,
  );
  const verified = await verifyHere(workbench, { ...listed, isApproved: true }, surroundings);
  if (!verified || verified.holds) return verified !== undefined;
  terminal.err(
    tool.examples.length === 0
      ? `${tool.id} has no examples, so nothing vouches for it, and it is not applied. Make it again from a few solved problems.\n`
      : `${verified.score.passed} of the ${verified.score.total} examples of ${tool.id} pass, so it is not applied. Restore it as it was, or make it again.\n${failedExamples(tool, verified.verdicts)}`,
  );
  return false;
}

/**
 * The approved ones of these tools with what is known of them here; where one was not verified as it stands, its
 * examples are run first. Says what does not hold.
 */
export async function verifiedTools(
  workbench: Workbench,
  tools: readonly LibraryTool[],
  surroundings: Surroundings,
): Promise<readonly LibraryTool[]> {
  const { terminal, signal } = surroundings;
  const approved = tools.filter(({ isApproved }) => isApproved);
  const left = tools.filter(({ isApproved }) => !isApproved).map(({ tool }) => tool.id);
  if (left.length > 0)
    terminal.err(
      `Left out, as not made on this machine as they stand and not approved here: ${left.join(', ')}. Read one with: verify --tool NAME\n`,
    );
  const unknown = approved.filter(({ verification }) => !verification);
  if (unknown.length > 0)
    terminal.err(
      `${counted(unknown.length, 'tool')} not verified on this machine as ${unknown.length === 1 ? 'it stands' : 'they stand'}: running ${unknown.length === 1 ? 'its' : 'their'} examples\n`,
    );
  const known: LibraryTool[] = [];
  for (const listed of approved) {
    const verified =
      listed.verification || signal.aborted ? undefined : await verifyHere(workbench, listed, surroundings);
    const now = verified ? { ...listed, verification: verified.record } : listed;
    const { verification } = now;
    if (verification && !holds(verification))
      terminal.err(
        `${verification.passed} of the ${verification.total} examples of ${listed.tool.id} pass, so it is left out\n`,
      );
    known.push(now);
  }
  return known;
}
