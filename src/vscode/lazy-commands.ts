import * as vscode from 'vscode';
import { registerCommand, type CommandArguments } from './commands';

/**
 * The commands of a feature that is loaded when the first of them is called. Until then a stand-in holds each name;
 * `load` fetches the feature's code, and what it resolves with registers the commands themselves under the same names.
 */
export function lazyCommands(
  names: readonly (keyof CommandArguments)[],
  log: vscode.LogOutputChannel,
  load: () => Promise<() => vscode.Disposable>,
): vscode.Disposable {
  let loaded: Promise<void> | undefined;
  const replaceStandIns = async (): Promise<void> => {
    const register = await load();
    held.dispose();
    held = register();
  };
  let held = vscode.Disposable.from(
    ...names.map((name) =>
      registerCommand(name, log, async (...args) => {
        await (loaded ??= replaceStandIns());
        await vscode.commands.executeCommand(name, ...args);
      }),
    ),
  );
  return new vscode.Disposable(() => void held.dispose());
}
