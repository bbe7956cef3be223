import * as vscode from 'vscode';
import { reviewKeyOf } from './review-tabs';

/** The documents with answers, as the editor reads them; it knows them as files that nobody can write. */
export interface AnswersFiles extends vscode.FileSystemProvider {
  /** Sets the text of a review's document, at `uri`, and has the editor read it anew. */
  put(uri: vscode.Uri, text: string): void;
  /** Forgets a review's document. */
  drop(key: string): void;
  dispose(): void;
}

/**
 * A file system of nothing but those documents: unlike what a content provider shows, they are there again after the
 * window was loaded anew. `restore` is asked for one that is not known, and puts it.
 */
export function answersFiles(restore: (key: string) => Promise<void>): AnswersFiles {
  const texts = new Map<string, { readonly bytes: Uint8Array; readonly time: number }>();
  const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const known = async (uri: vscode.Uri): Promise<{ readonly bytes: Uint8Array; readonly time: number }> => {
    const key = reviewKeyOf(uri);
    if (!texts.has(key)) await restore(key);
    const text = texts.get(key);
    if (!text) throw vscode.FileSystemError.FileNotFound('These answers were discarded. Apply the tool again.');
    return text;
  };
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions('Answers are changed in their review.');
  };
  return {
    onDidChangeFile: changes.event,
    put: (uri, text) => {
      const key = reviewKeyOf(uri);
      // A file of the same time counts as unchanged.
      const time = Math.max(Date.now(), (texts.get(key)?.time ?? 0) + 1);
      texts.set(key, { bytes: new TextEncoder().encode(text), time });
      changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    },
    drop: (key) => void texts.delete(key),
    watch: () => new vscode.Disposable(() => undefined),
    stat: async (uri) => {
      const { bytes, time } = await known(uri);
      return {
        type: vscode.FileType.File,
        ctime: time,
        mtime: time,
        size: bytes.length,
        permissions: vscode.FilePermission.Readonly,
      };
    },
    readFile: async (uri) => (await known(uri)).bytes,
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
    dispose: () => changes.dispose(),
  };
}
