import * as vscode from 'vscode';
import { groupsOf, type InboxGroup } from '../../engine/inbox/groups';
import type { InboxProblem } from '../../engine/inbox/inbox';
import { shortLine } from '../words/shown';
import { groupText } from './tree';
import type { InboxNode } from '../view-rows';

/** Which groups a command is for, and what to say where there is none. */
export interface FittingGroups {
  readonly title: string;
  readonly fits: (group: InboxGroup) => boolean;
  readonly none: string;
}

/**
 * The group that a command is about, as it is now: that of the row it was called on, else one that the person chooses.
 */
export async function groupFor(
  kept: readonly InboxProblem[],
  node: InboxNode | undefined,
  { title, fits, none }: FittingGroups,
): Promise<InboxGroup | undefined> {
  const groups = groupsOf(kept);
  if (node) {
    const group = groups.find((one) =>
      node.kind === 'group'
        ? one.shape === node.group.shape
        : one.problems.some(({ problem }) => problem === node.problem.problem),
    );
    if (group && fits(group)) return group;
    void vscode.window.showInformationMessage(group ? none : 'This is no longer in the inbox.');
    return undefined;
  }
  const fitting = groups.filter(fits);
  if (fitting.length === 0) {
    void vscode.window.showInformationMessage(kept.length === 0 ? 'The inbox is empty.' : none);
    return undefined;
  }
  const choices = fitting.map((group) => ({
    label: shortLine(group.problems[0].problem),
    description: groupText(group),
    group,
  }));
  return (await vscode.window.showQuickPick(choices, { title, placeHolder: 'Which group?' }))?.group;
}
