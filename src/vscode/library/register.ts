import * as vscode from 'vscode';
import { lazyCommands } from '../lazy-commands';
import type { Parts } from '../parts';
import { registerCommand, runCommand, type CommandArguments } from '../commands';
import { focusedRow } from './focused-row';
import { rowName } from './rows';
import { LibraryTree } from './tree';

/** What a person can do with tools, loaded when the first of it is done. */
const libraryCommands = [
  'toolsmith.renameTool',
  'toolsmith.duplicateTool',
  'toolsmith.deleteTool',
  'toolsmith.showDamaged',
  'toolsmith.restoreTool',
  'toolsmith.emptyTrash',
  'toolsmith.exportTool',
  'toolsmith.exportModule',
  'toolsmith.exportSkill',
  'toolsmith.importTools',
  'toolsmith.reviewTool',
  'toolsmith.verifyTool',
  'toolsmith.keepForAllWorkspaces',
  'toolsmith.keepInFolder',
  'toolsmith.deleteEverything',
  'toolsmith.copyCommandLine',
] as const;

/** What a key of the view does with the tool in focus. */
type FocusedCommand = Extract<keyof CommandArguments, 'toolsmith.renameTool' | 'toolsmith.deleteTool'>;

/** The library: its view in the sidebar and its commands. */
export function registerLibrary(parts: Parts): vscode.Disposable {
  const tree = new LibraryTree(parts);
  const view = vscode.window.createTreeView('toolsmith.library', { treeDataProvider: tree, showCollapseAll: false });
  const focused = focusedRow(view, rowName);
  const guarded = (task: Promise<void>): void =>
    void task.catch((error: unknown) =>
      parts.log.error('library', error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
  const tellEmptiness = async (): Promise<void> => {
    const places = await parts.library.names();
    const isEmpty = places.every(({ names }) => names.length === 0);
    await vscode.commands.executeCommand('setContext', 'toolsmith.libraryIsEmpty', isEmpty);
  };
  guarded(tellEmptiness());
  const endWatch = parts.library.onChange(() => {
    guarded(tree.refresh());
    guarded(tellEmptiness());
  });
  /** A key of the view: the command is about the tool in focus, and never about another one. */
  const onFocused = (
    key: 'toolsmith.renameFocusedTool' | 'toolsmith.deleteFocusedTool',
    command: FocusedCommand,
  ): vscode.Disposable =>
    registerCommand(key, parts.log, async () => {
      const row = focused.row();
      if (row?.kind === 'tool') await runCommand(command, { place: row.place, id: row.id });
    });
  return vscode.Disposable.from(
    tree,
    view,
    focused,
    onFocused('toolsmith.renameFocusedTool', 'toolsmith.renameTool'),
    onFocused('toolsmith.deleteFocusedTool', 'toolsmith.deleteTool'),
    { dispose: endWatch },
    lazyCommands(libraryCommands, parts.log, async () => {
      const { registerLibraryCommands } = await import('./library-commands');
      return () => registerLibraryCommands(parts);
    }),
  );
}
