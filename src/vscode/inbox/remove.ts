import * as vscode from 'vscode';
import type { Inbox, InboxProblem } from '../../engine/inbox/inbox';
import { withoutProblems } from '../../engine/inbox/keeping';
import { counted } from '../words/amounts';
import { groupFor } from './choose-group';
import type { InboxNode } from '../view-rows';
import { shortLine } from '../words/shown';

/** Removes one problem, or a whole group, after a question where answers would go with it. */
export async function removeKept(inbox: Inbox, kept: readonly InboxProblem[], node?: InboxNode): Promise<void> {
  const group =
    node?.kind === 'problem'
      ? undefined
      : await groupFor(kept, node, { title: 'Remove from Inbox', fits: () => true, none: '' });
  const problems: readonly InboxProblem[] = node?.kind === 'problem' ? [node.problem] : (group?.problems ?? []);
  const [first] = problems;
  if (!first) return;
  const answered = problems.filter(({ answer }) => answer !== null).length;
  if (answered > 0 || problems.length > 1) {
    const detail = `${answered > 0 ? `With ${counted(answered, 'answer')}. ` : ''}This cannot be undone.`;
    const choice = await vscode.window.showWarningMessage(
      problems.length === 1
        ? `Remove “${shortLine(first.problem)}” from the inbox?`
        : `Remove the ${problems.length} problems like “${shortLine(first.problem)}” from the inbox?`,
      { modal: true, detail },
      'Remove',
    );
    if (!choice) return;
  }
  await inbox.change((now) => withoutProblems(now, new Set(problems.map(({ problem }) => problem))));
}

/** Deletes all that the inbox holds, after a question that says how much that is. */
export async function clearInbox(inbox: Inbox, kept: readonly InboxProblem[]): Promise<void> {
  if (kept.length > 0) {
    const answered = kept.filter(({ answer }) => answer !== null).length;
    const choice = await vscode.window.showWarningMessage(
      `Delete the ${counted(kept.length, 'problem')} in the inbox for good?`,
      { modal: true, detail: `${answered > 0 ? `With ${counted(answered, 'answer')}. ` : ''}This cannot be undone.` },
      'Clear Inbox',
    );
    if (!choice) return;
  }
  await inbox.clear();
  void vscode.window.showInformationMessage('The inbox is empty now.');
}
