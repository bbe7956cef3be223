import { join } from 'node:path';
import * as vscode from 'vscode';
import type { InboxProblem } from '../../engine/inbox/inbox';
import { createInboxFile } from '../../node/store/inbox-file';
import { registerCommand } from '../commands';
import type { Parts } from '../parts';
import { keepAnswer } from '../asking/keep-consent';
import type { MakeFromExamples } from './make-from-group';
import { InboxTree } from './tree';

/**
 * So long after the library has changed the inbox is looked through, in milliseconds: a making changes it several
 * times.
 */
const sweepDelay = 500;

/**
 * The inbox: its view in the sidebar and its commands; what they do is loaded when the first of them is called. `make`
 * makes a tool from what was answered.
 */
export function registerInbox(parts: Parts, make: MakeFromExamples): vscode.Disposable {
  const { context, library, log } = parts;
  const inbox = createInboxFile(
    join((context.storageUri ?? context.globalStorageUri).fsPath, 'inbox', 'problems.json'),
    () => new Date(),
  );
  const consent = keepAnswer(() => context.globalState);
  const load = () => import('./inbox-commands');
  const kept = async (): Promise<readonly InboxProblem[]> => {
    const { problems, damage } = await inbox.read();
    if (damage !== null) {
      log.warn('inbox', damage);
      void vscode.window.showWarningMessage(damage);
    }
    return problems;
  };
  const tree = new InboxTree(kept);
  const view = vscode.window.createTreeView('toolsmith.inbox', { treeDataProvider: tree, showCollapseAll: false });

  const guarded = (task: Promise<void>): void => void task.catch((error: unknown) => log.error('inbox', String(error)));
  let swept: string | undefined;
  let soon: NodeJS.Timeout | undefined;
  const sweep = async (): Promise<void> => {
    // Most inboxes are empty most of the time.
    if ((await kept()).length > 0) swept = await (await load()).sweepInbox(parts, inbox, swept);
  };
  const endWatch = library.onChange(() => {
    clearTimeout(soon);
    soon = setTimeout(() => guarded(sweep()), sweepDelay);
  });
  const tellEmptiness = async (): Promise<void> => {
    const { problems, damage } = await inbox.read();
    // Of an inbox that could not be read its commands say why.
    const isEmpty = problems.length === 0 && damage === null;
    await vscode.commands.executeCommand('setContext', 'toolsmith.inboxIsEmpty', isEmpty);
  };
  guarded(tellEmptiness());
  const endChanges = inbox.onChange(() => {
    tree.refresh();
    guarded(tellEmptiness());
  });
  return vscode.Disposable.from(
    tree,
    view,
    {
      dispose: () => {
        clearTimeout(soon);
        endWatch();
        endChanges();
      },
    },
    registerCommand('toolsmith.inbox.offer', log, async (problems, notation) =>
      (await load()).offerToKeep(inbox, consent, problems, notation),
    ),
    registerCommand('toolsmith.inbox.keep', log, async (problems, notation) =>
      (await load()).keepAloud(inbox, problems, notation),
    ),
    registerCommand('toolsmith.inbox.askAgain', log, async () => {
      await consent.forget();
      void vscode.window.showInformationMessage(
        'The next time that no tool fits a problem, you are asked whether to keep it.',
      );
    }),
    registerCommand('toolsmith.inbox.makeTool', log, async (node) =>
      (await load()).makeFromGroup(make, await kept(), node),
    ),
    registerCommand('toolsmith.inbox.typeAnswers', log, async (node) =>
      (await load()).typeAnswers(inbox, await kept(), node),
    ),
    registerCommand('toolsmith.inbox.askModel', log, async (node) =>
      (await load()).answerWithModel(parts, inbox, await kept(), node),
    ),
    registerCommand('toolsmith.inbox.acceptAnswers', log, async (node) =>
      (await load()).acceptAnswers(inbox, await kept(), node),
    ),
    registerCommand('toolsmith.inbox.remove', log, async (node) =>
      (await load()).removeKept(inbox, await kept(), node),
    ),
    registerCommand('toolsmith.inbox.clear', log, async () => (await load()).clearInbox(inbox, await kept())),
    registerCommand('toolsmith.inbox.refresh', log, () => tree.refresh()),
    registerCommand('toolsmith.whichToAnswer', log, async () => (await load()).showWhichToAnswer(parts)),
  );
}
