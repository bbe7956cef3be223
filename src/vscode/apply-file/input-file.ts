import { extname } from 'node:path';
import * as vscode from 'vscode';
import { shownFile } from '../words/shown';
import type { Parts } from '../parts';

/** The files that tools are applied to as a whole. */
const extensions: readonly string[] = ['csv', 'tsv', 'jsonl', 'txt', 'md'];

/**
 * The file to answer, saved and on the disk: the one given, as by the explorer, else the one in front, else one that
 * the person chooses. `undefined` where there is none and it was said.
 */
export async function inputFile(parts: Parts, uri: vscode.Uri | undefined): Promise<string | undefined> {
  const given = uri ?? (await fileInFront(parts));
  const [chosen] = given
    ? [given]
    : ((await vscode.window.showOpenDialog({
        title: 'Apply a Tool to Which File?',
        openLabel: 'Apply Tool',
        filters: { 'Rows of text': [...extensions] },
      })) ?? []);
  if (!chosen) return undefined;
  if (chosen.scheme !== 'file') {
    void vscode.window.showErrorMessage(
      'This file is not on the disk, and its answers go into a file beside it. Open it in an editor and apply the tool to its text.',
    );
    return undefined;
  }
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === chosen.toString());
  if (open?.isDirty === true && !(await open.save())) {
    void vscode.window.showErrorMessage(
      `${shownFile(chosen.fsPath)} has changes that could not be saved. Save it, then apply the tool.`,
    );
    return undefined;
  }
  return chosen.fsPath;
}

async function fileInFront({ lastText }: Parts): Promise<vscode.Uri | undefined> {
  const document = (await lastText.editor())?.document;
  return document?.uri.scheme === 'file' && extensions.includes(extname(document.fileName).slice(1))
    ? document.uri
    : undefined;
}
