import { examplesForTool, examplesOf } from '../../engine/inbox/groups';
import type { InboxProblem } from '../../engine/inbox/inbox';
import type { Example } from '../../engine/making/split';
import type { Notation } from '../../engine/notation/notation';
import { groupFor } from './choose-group';
import type { InboxNode } from '../view-rows';

/** Makes a tool from solved problems. */
export type MakeFromExamples = (examples: readonly Example[], notation: Notation) => Promise<void>;

/** Makes a tool from the answered problems of a group. They leave the inbox once the tool is there. */
export async function makeFromGroup(
  make: MakeFromExamples,
  kept: readonly InboxProblem[],
  node?: InboxNode,
): Promise<void> {
  const group = await groupFor(kept, node, {
    title: 'Make Tool from a Group of the Inbox',
    fits: (one) => examplesOf(one).length >= examplesForTool,
    none: `A tool is made from at least ${examplesForTool} answered problems of one group. “Type the Answers…” asks for them.`,
  });
  if (!group) return;
  await make(examplesOf(group), group.problems[0].notation);
}
