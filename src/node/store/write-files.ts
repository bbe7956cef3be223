import { dirname, join } from 'node:path';
import type { ExportedFile } from '../../engine/exporting/exported-file';
import { namedFile } from './named-file';
import { plainFolder } from './plain-folder';

/**
 * Writes files below a folder that a person named, each whole or not at all, and within that folder through no link.
 * Throws `StoreError`.
 */
export async function writeFiles(folder: string, files: readonly ExportedFile[]): Promise<void> {
  for (const { path, text } of files) {
    const root = dirname((await namedFile(join(folder, 'file'))).path);
    await plainFolder(root, 'shared').replace(join(root, ...path.split('/')), text);
  }
}
