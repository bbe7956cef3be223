import * as vscode from 'vscode';
import { lazyCommands } from '../lazy-commands';
import type { Parts } from '../parts';
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

/** The library: its view in the sidebar and its commands. */
export function registerLibrary(parts: Parts): vscode.Disposable {
  const tree = new LibraryTree(parts);
  const endWatch = parts.library.onChange(() => {
    tree
      .refresh()
      .catch((error: unknown) =>
        parts.log.error('library', error instanceof Error ? (error.stack ?? error.message) : String(error)),
      );
  });
  return vscode.Disposable.from(
    tree,
    vscode.window.createTreeView('toolsmith.library', { treeDataProvider: tree, showCollapseAll: false }),
    { dispose: endWatch },
    lazyCommands(libraryCommands, parts.log, async () => {
      const { registerLibraryCommands } = await import('./library-commands');
      return () => registerLibraryCommands(parts);
    }),
  );
}
