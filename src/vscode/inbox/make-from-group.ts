import { examplesForTool, examplesOf } from '../../engine/inbox/groups';
import type { InboxProblem } from '../../engine/inbox/inbox';
import type { Parts } from '../parts';
import { groupFor } from './choose-group';
import type { InboxNode } from './tree';

/** Makes a tool from the answered problems of a group. They leave the inbox once the tool is there. */
export async function makeFromGroup(parts: Parts, kept: readonly InboxProblem[], node?: InboxNode): Promise<void> {
  const group = await groupFor(kept, node, {
    title: 'Make Tool from a Group of the Inbox',
    fits: (one) => examplesOf(one).length >= examplesForTool,
    none: `A tool is made from at least ${examplesForTool} answered problems of one group. “Type the Answers…” asks for them.`,
  });
  if (!group) return;
  await (await import('../making/make')).makeFromExamples(parts, examplesOf(group), group.problems[0].notation);
}
