import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { Indexing } from '../engine/dispatching/index-store';
import { createIndexMaker } from '../node/dispatching/index-maker';
import { createIndexFile } from '../node/store/index-file';

/** Where this workspace keeps the index of its tools; the user's, where no folder is open. And what makes it. */
export function indexingOf({
  storageUri,
  globalStorageUri,
  extensionPath,
}: Pick<vscode.ExtensionContext, 'storageUri' | 'globalStorageUri' | 'extensionPath'>): Indexing {
  return {
    store: createIndexFile(join((storageUri ?? globalStorageUri).fsPath, 'index', 'tools.index')),
    make: createIndexMaker(join(extensionPath, 'dist', 'index-worker.js')),
  };
}
