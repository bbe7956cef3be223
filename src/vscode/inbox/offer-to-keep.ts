import * as vscode from 'vscode';
import type { Inbox } from '../../engine/inbox/inbox';
import { inboxCaps, withProblems } from '../../engine/inbox/keeping';
import type { Notation } from '../../engine/problem/notation';
import { counted } from '../making/words';
import type { KeepAnswer } from './keep-consent';

/** How long a status bar says that problems were kept, in milliseconds. */
const statusMilliseconds = 8_000;

/** Keeps problems that no tool fits, after asking once; the answer is remembered. */
export async function offerToKeep(inbox: Inbox, consent: KeepAnswer, problems: readonly string[], notation: Notation): Promise<void> {
  const count = new Set(problems).size;
  switch (consent.now()) {
    case 'never':
    case 'notNow':
      return;
    case 'keep':
      vscode.window.setStatusBarMessage(`$(inbox) ${keptText(await keep(inbox, problems, notation), count)}`, statusMilliseconds);
      return;
    case 'ask': {
      const one = count === 1;
      const choice = await vscode.window.showInformationMessage(`No tool fits ${counted(count, 'problem')}. Keep ${one ? 'it' : 'them'} for later? ${one ? 'It stays' : 'They stay'} on this machine, in the editor's storage.`, 'Keep', 'Never', 'Not Now');
      await consent.set(choice === 'Keep' ? 'keep' : choice === 'Never' ? 'never' : 'notNow');
      if (choice === 'Keep') await keepAloud(inbox, problems, notation);
    }
  }
}

/** Keeps problems because the person said so. */
export async function keepAloud(inbox: Inbox, problems: readonly string[], notation: Notation): Promise<void> {
  const kept = await keep(inbox, problems, notation);
  const choice = await vscode.window.showInformationMessage(`${keptText(kept, new Set(problems).size)}, on this machine.`, 'Show Inbox');
  if (choice) await vscode.commands.executeCommand('toolsmith.inbox.focus');
}

/** Keeps problems; returns how many of them are in the inbox then. */
async function keep(inbox: Inbox, problems: readonly string[], notation: Notation): Promise<number> {
  await inbox.change((kept) => withProblems(kept, problems, notation, new Date()));
  const there = new Set((await inbox.read()).problems.map(({ problem }) => problem));
  return [...new Set(problems)].filter((problem) => there.has(problem)).length;
}

function keptText(kept: number, count: number): string {
  const left = kept < count ? ` (${count - kept} more did not fit: it holds ${inboxCaps.problems.toLocaleString('en-US')} problems and ${inboxCaps.bytes / 1_000_000} MB; remove some)` : '';
  return `Kept ${counted(kept, 'problem')} in the inbox${left}`;
}
