import * as vscode from 'vscode';
import type { Inbox, NoRoom } from '../../engine/inbox/inbox';
import { withProblems } from '../../engine/inbox/keeping';
import type { Notation } from '../../engine/notation/notation';
import { counted } from '../words/amounts';
import type { KeepAnswer } from '../asking/keep-consent';
import { fullText } from './no-room';

/** How long a status bar says that problems were kept, in milliseconds. */
const statusMilliseconds = 8_000;

/** Keeps problems that no tool fits, after asking once; the answer is remembered. */
export async function offerToKeep(
  inbox: Inbox,
  consent: KeepAnswer,
  problems: readonly string[],
  notation: Notation,
): Promise<void> {
  const count = new Set(problems).size;
  switch (consent.now()) {
    case 'never':
    case 'notNow':
      return;
    case 'keep':
      vscode.window.setStatusBarMessage(
        `$(inbox) ${keptText(count, await keep(inbox, problems, notation))}`,
        statusMilliseconds,
      );
      return;
    case 'ask': {
      const one = count === 1;
      const choice = await vscode.window.showInformationMessage(
        `No tool fits ${counted(count, 'problem')}. Keep ${one ? 'it' : 'them'} for later? ${one ? 'It stays' : 'They stay'} on this machine, in the editor's storage.`,
        'Keep',
        'Never',
        'Not Now',
      );
      await consent.set(choice === 'Keep' ? 'keep' : choice === 'Never' ? 'never' : 'notNow');
      if (choice === 'Keep') await keepAloud(inbox, problems, notation);
    }
  }
}

/** Keeps problems because the person said so. */
export async function keepAloud(inbox: Inbox, problems: readonly string[], notation: Notation): Promise<void> {
  const noRoom = await keep(inbox, problems, notation);
  const choice = await vscode.window.showInformationMessage(
    `${keptText(new Set(problems).size, noRoom)}, on this machine.`,
    'Show Inbox',
  );
  if (choice) await vscode.commands.executeCommand('toolsmith.inbox.focus');
}

function keep(inbox: Inbox, problems: readonly string[], notation: Notation): Promise<NoRoom> {
  return inbox.change((kept) => withProblems(kept, problems, notation, new Date()));
}

/** What came of keeping so many problems. */
function keptText(count: number, { problems, evicted }: NoRoom): string {
  const left = [
    ...(problems > 0 ? [`${problems.toLocaleString('en-US')} more did not fit`] : []),
    ...(evicted > 0
      ? [`the ${evicted === 1 ? 'oldest one' : `${evicted.toLocaleString('en-US')} oldest`} without an answer left it`]
      : []),
  ];
  return `Kept ${counted(count - problems, 'problem')} in the inbox${left.length > 0 ? ` (${left.join('; ')}: ${fullText})` : ''}`;
}
