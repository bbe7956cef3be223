import * as vscode from 'vscode';
import { examplesForTool, examplesOf, groupsOf, unsettledOf } from '../../engine/inbox/groups';
import type { Inbox, InboxProblem } from '../../engine/inbox/inbox';
import { withAnswer } from '../../engine/inbox/keeping';
import { whichToAnswer } from '../../engine/form/which-to-answer';
import { runCommand } from '../commands';
import { counted } from '../words/amounts';
import { groupFor } from './choose-group';
import { sayNoRoom } from './no-room';
import type { InboxNode } from '../view-rows';
import { shortLine } from '../words/shown';

/** So many different ones come first; the others follow as they were kept. */
const mostDifferent = 12;

/**
 * Asks the person for answers, one problem after another, those first whose answers show most. Each is kept as it is
 * typed.
 */
export async function typeAnswers(inbox: Inbox, kept: readonly InboxProblem[], node?: InboxNode): Promise<void> {
  const group = await groupFor(kept, node, {
    title: 'Type the Answers',
    fits: (one) => unsettledOf(one).length > 0,
    none: 'Every problem of this group is answered.',
  });
  if (!group) return;
  const open = node?.kind === 'problem' ? [node.problem] : unsettledOf(group);
  const first = whichToAnswer(
    open.map(({ problem }) => problem),
    mostDifferent,
  );
  const order = [...first, ...open.flatMap(({ problem }) => (first.includes(problem) ? [] : [problem]))];
  const had = new Map(kept.map(({ problem, answer }) => [problem, answer]));
  for (const [at, problem] of order.entries()) {
    const text = await vscode.window.showInputBox({
      title: `Answer ${at + 1} of ${order.length}`,
      prompt: shortLine(problem, 300),
      placeHolder: 'The answer. Enter alone skips this one, Escape ends.',
      value: had.get(problem)?.text ?? '',
      ignoreFocusOut: true,
    });
    if (text === undefined) break;
    if (text.trim() === '') continue;
    const { answers } = await inbox.change((now) => withAnswer(now, problem, { from: 'person', text: text.trim() }));
    sayNoRoom(answers);
    if (answers > 0) break;
  }
  const now = groupsOf((await inbox.read()).problems).find(({ shape }) => shape === group.shape);
  if (!now) return;
  const answered = examplesOf(now).length;
  if (answered < examplesForTool) {
    if (answered > examplesOf(group).length)
      void vscode.window.showInformationMessage(
        `${counted(answered, 'problem')} of this group answered. ${examplesForTool} make a tool.`,
      );
    return;
  }
  const choice = await vscode.window.showInformationMessage(
    `${counted(answered, 'problem')} of this group answered: enough to make a tool.`,
    'Make Tool from This Group',
  );
  if (choice) await runCommand('toolsmith.inbox.makeTool', { kind: 'group', group: now });
}
