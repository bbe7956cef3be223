import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { IndexStore } from '../engine/dispatching/index-store';
import { createIndexFile } from '../node/store/index-file';

/** Where this workspace keeps the index of its tools; the user's, where no folder is open. */
export function indexStoreOf({
  storageUri,
  globalStorageUri,
}: Pick<vscode.ExtensionContext, 'storageUri' | 'globalStorageUri'>): IndexStore {
  return createIndexFile(join((storageUri ?? globalStorageUri).fsPath, 'index', 'tools.json'));
}
