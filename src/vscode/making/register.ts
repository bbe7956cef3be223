import * as vscode from 'vscode';
import { registerCommand } from '../commands';
import type { Parts } from '../parts';
import { openSample } from './open-sample';

/**
 * The commands that make tools: from a selection or from edits, and on from a draft. The making itself is loaded at
 * first use.
 */
export function registerMaking(parts: Parts): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand('toolsmith.makeTool', parts.log, async () => (await import('./make')).makeFromSelection(parts)),
    registerCommand('toolsmith.makeToolHere', parts.log, async (uri) => (await import('./make')).makeHere(parts, uri)),
    registerCommand('toolsmith.trySample', parts.log, async () => (await import('./try-sample')).trySample(parts)),
    registerCommand('toolsmith.makeToolFromEdits', parts.log, async () =>
      (await import('./from-edits')).makeFromEdits(parts),
    ),
    registerCommand('toolsmith.openSample', parts.log, () => openSample(parts.context.extensionUri)),
    registerCommand('toolsmith.extendTool', parts.log, async (address, problems) =>
      (await import('./make')).extendToProblems(parts, address, problems),
    ),
    registerCommand('toolsmith.continueMaking', parts.log, async (address) =>
      (await import('./make')).continueMaking(parts, address),
    ),
  );
}
