import * as vscode from 'vscode';
import { registerCommand } from '../commands';
import type { Parts } from '../parts';
import { registerEditsLens } from './edits-lens';
import { openSample } from './open-sample';

/**
 * The commands that make tools: from a selection or from edits, and on from a draft; and the offer to make one from
 * edits. The making itself is loaded at first use.
 */
export function registerMaking(parts: Parts): vscode.Disposable {
  return vscode.Disposable.from(
    registerEditsLens(parts),
    registerCommand('toolsmith.makeTool', parts.log, async () => (await import('./making')).makeFromSelection(parts)),
    registerCommand('toolsmith.makeToolHere', parts.log, async (uri) =>
      (await import('./making')).makeHere(parts, uri),
    ),
    registerCommand('toolsmith.trySample', parts.log, async () => (await import('./making')).trySample(parts)),
    registerCommand('toolsmith.makeToolFromEdits', parts.log, async () =>
      (await import('./making')).makeFromEdits(parts),
    ),
    registerCommand('toolsmith.openSample', parts.log, () => openSample(parts.context.extensionUri)),
    registerCommand('toolsmith.extendTool', parts.log, async (address, problems) =>
      (await import('./making')).extendToProblems(parts, address, problems),
    ),
    registerCommand('toolsmith.teachTool', parts.log, async (address, given, rows) =>
      (await import('./making')).teachTool(parts, address, given, rows),
    ),
    registerCommand('toolsmith.continueMaking', parts.log, async (address) =>
      (await import('./making')).continueMaking(parts, address),
    ),
  );
}
