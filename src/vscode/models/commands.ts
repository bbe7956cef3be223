import * as vscode from 'vscode';
import type { Role } from '../../engine/model/chat-model';
import { registerCommand } from '../commands';
import { shownLine } from '../words/shown';
import type { Parts } from '../parts';
import type { ByHandDesk } from './by-hand/desk';
import type { Keys } from './keys';

/** The commands that set models up and forget keys. */
export function registerModels(parts: Parts, keys: Keys, desk: ByHandDesk): vscode.Disposable {
  return vscode.Disposable.from(
    desk,
    registerCommand('toolsmith.byHand.copy', parts.log, async (prompt) => {
      await vscode.env.clipboard.writeText(prompt);
      void vscode.window.setStatusBarMessage('The prompt is on the clipboard.', 5_000);
    }),
    registerCommand('toolsmith.byHand.take', parts.log, (document) => desk.take(document)),
    registerCommand('toolsmith.setUpModels', parts.log, async () => {
      const role = await chooseRole(parts);
      if (role) await parts.models.setUp(role);
    }),
    registerCommand('toolsmith.removeKeys', parts.log, () => removeKeys(keys)),
    registerCommand('toolsmith.showLog', parts.log, () => parts.log.show()),
  );
}

async function chooseRole(parts: Parts): Promise<Role | undefined> {
  const described = (role: Role): string => {
    const identity = parts.models.identity(role);
    return identity
      ? shownLine(`${identity.model} at ${identity.host}`)
      : parts.models.forbidden(role) === null
        ? 'not set up'
        : 'may not be asked: toolsmith.allowedHosts';
  };
  const choices = [
    {
      label: 'Tool Maker',
      description: described('maker'),
      detail: 'A strong model: writes a tool once, from your examples.',
      role: 'maker' as const,
    },
    {
      label: 'Tool User',
      description: described('user'),
      detail: 'A light model, optional: reads problems that a tool cannot read by itself. Asked only after you agree.',
      role: 'user' as const,
    },
  ];
  return (await vscode.window.showQuickPick(choices, { title: 'Set Up Models', placeHolder: 'Which of the two?' }))
    ?.role;
}

async function removeKeys(keys: Keys): Promise<void> {
  const origins = await keys.origins();
  if (origins.length === 0) {
    void vscode.window.showInformationMessage('No keys are stored.');
    return;
  }
  const chosen = await vscode.window.showQuickPick(
    origins.map((origin) => ({ label: origin, picked: true })),
    { title: 'Remove Stored Keys', placeHolder: 'Keys of which servers?', canPickMany: true },
  );
  for (const { label } of chosen ?? []) await keys.remove(label);
  if (chosen && chosen.length > 0)
    void vscode.window.showInformationMessage(
      `Removed ${chosen.length === 1 ? 'the key' : 'the keys'} of ${chosen.map(({ label }) => label).join(', ')}.`,
    );
}
