import * as vscode from 'vscode';
import { examplesForTool, examplesOf, groupsOf, proposedOf } from '../../engine/inbox/groups';
import type { Inbox, InboxProblem } from '../../engine/inbox/inbox';
import { withAccepted } from '../../engine/inbox/keeping';
import { runCommand } from '../commands';
import { counted } from '../words/amounts';
import { groupFor } from './choose-group';
import type { InboxNode } from '../view-rows';
import { shortLine } from '../words/shown';

/** Has the person accept answers that a model gave: only then are they examples. None is chosen beforehand. */
export async function acceptAnswers(inbox: Inbox, kept: readonly InboxProblem[], node?: InboxNode): Promise<void> {
  const group = await groupFor(kept, node, {
    title: 'Accept Answers',
    fits: (one) => proposedOf(one).length > 0,
    none: 'No answer of this group waits to be accepted.',
  });
  if (!group) return;
  const choices = proposedOf(group).map(({ problem, answer }) => ({
    label: shortLine(problem),
    detail: `⇒ ${shortLine(answer?.text ?? '', 200)}`,
    problem,
  }));
  const accepted = await vscode.window.showQuickPick(choices, {
    title: `Accept ${counted(choices.length, 'Answer')} of the Strong Model`,
    placeHolder: 'Choose those that are right. The others stay as they are; “Type the Answers…” corrects them.',
    canPickMany: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (!accepted || accepted.length === 0) return;
  await inbox.change((now) => withAccepted(now, new Set(accepted.map(({ problem }) => problem))));
  const now = groupsOf((await inbox.read()).problems).find(({ shape }) => shape === group.shape);
  const answered = now ? examplesOf(now).length : 0;
  const enough = answered >= examplesForTool;
  const choice = await vscode.window.showInformationMessage(
    `${counted(answered, 'problem')} of this group answered${enough ? ': enough to make a tool.' : `. ${examplesForTool} make a tool.`}`,
    ...(enough ? ['Make Tool from This Group'] : []),
  );
  if (choice && now) await runCommand('toolsmith.inbox.makeTool', { kind: 'group', group: now });
}
