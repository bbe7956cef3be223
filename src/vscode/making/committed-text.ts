import * as vscode from 'vscode';
import type { CommittedText } from './edits-since';

/**
 * As much of the built-in Git extension's API, version 1, as is used (`extensions/git/src/api/git.d.ts` of VS Code).
 */
interface GitExtension {
  /** False where the setting `git.enabled` is off, or no Git was found. */
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<'uninitialized' | 'initialized'>;
  getRepository(uri: vscode.Uri): Repository | null;
}

interface Repository {
  /** The content of a file at a revision; rejects where it holds no such file. */
  buffer(revision: string, path: string): Promise<Uint8Array>;
}

/** How long the extension may look for the repositories of a window that was just opened, in milliseconds. */
const patience = 10_000;

/**
 * The text of a document in the last commit, as VS Code's own Git extension has it. It alone runs Git, and knows
 * whether it may.
 */
export async function committedText(document: vscode.TextDocument): Promise<CommittedText> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension || document.uri.scheme !== 'file') return none("the editor's Git support does not reach it");
  const git = await extension.activate();
  if (!git.enabled) return none('Git is switched off in the editor, or not installed');
  const api = git.getAPI(1);
  await initialized(api);
  const repository = api.getRepository(document.uri);
  if (!repository) return none('it is in no Git repository that the editor has open');
  try {
    return {
      kind: 'text',
      text: await vscode.workspace.decode(await repository.buffer('HEAD', document.uri.fsPath), {
        encoding: document.encoding,
      }),
    };
  } catch {
    return none('the last commit does not hold it');
  }
}

function none(reason: string): CommittedText {
  return { kind: 'none', reason };
}

async function initialized(api: GitApi): Promise<void> {
  if (api.state === 'initialized') return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(end, patience);
    const listener = api.onDidChangeState(end);
  });
}
