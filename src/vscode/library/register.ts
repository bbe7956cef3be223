import * as vscode from 'vscode';
import type { Parts } from '../parts';
import { registerLibraryCommands } from './commands';
import { registerPanels } from './panel';
import { LibraryTree } from './tree';

/** The library: its view in the sidebar, its panels and its commands. */
export function registerLibrary(parts: Parts): vscode.Disposable {
  const tree = new LibraryTree(parts);
  const endWatch = parts.library.onChange(() => tree.refresh());
  return vscode.Disposable.from(
    tree,
    vscode.window.createTreeView('toolsmith.library', { treeDataProvider: tree, showCollapseAll: false }),
    { dispose: endWatch },
    registerPanels(parts),
    registerLibraryCommands(parts),
  );
}
