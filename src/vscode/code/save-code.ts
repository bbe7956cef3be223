import * as vscode from 'vscode';
import { withCode } from '../../engine/making/revise';
import { reviseHere } from '../asking/revise-here';
import { runCommand } from '../commands';
import type { Parts } from '../parts';
import { shownLine } from '../words/shown';
import type { SaveCode } from './code-files';

/** Saves code that a person wrote, and says how many examples pass with it. */
export function codeSaver(parts: Parts): SaveCode {
  return async (found, code) => {
    const revised = await reviseHere(parts, found, withCode(found.tool, code, new Date()));
    if (revised.kind === 'cancelled')
      throw vscode.FileSystemError.Unavailable('Verifying was cancelled, so nothing was saved.');
    if (revised.kind === 'refused') throw vscode.FileSystemError.Unavailable(revised.reason);
    const { tool, record } = revised.revision;
    const name = shownLine(tool.name);
    const points = `${record.passed} of ${record.total} examples pass`;
    if (tool.stage === 'tool') {
      // Not awaited: the file is saved, however long a review takes.
      void runCommand('toolsmith.review.answerAnew', { place: found.place, id: tool.id });
      void vscode.window.setStatusBarMessage(`$(pass) “${name}” verified: ${points}`, 10_000);
      return;
    }
    // Not awaited: the file is saved, however long the message stays.
    void vscode.window
      .showWarningMessage(`“${name}” is saved as a draft, which is not applied: ${points}.`, 'Show What Failed')
      .then(async (choice) => {
        if (choice) await runCommand('toolsmith.openTool', { place: found.place, id: tool.id });
      });
  };
}
