import * as vscode from 'vscode';
import { isDispatchable } from '../../engine/dispatching/tool-index';
import type { LibraryTool } from '../../engine/library/library';
import { shownLine } from '../library/shown';
import { counted } from '../making/words';
import type { Parts } from '../parts';
import { ensureVerified } from './ensure-verified';

/** The most names that fit a line. */
const namesShown = 3;

/**
 * The tools that problems may be dispatched to: those that were verified on this machine as they stand. Where there
 * are others that nobody has tried here, the person says whether their examples are to be run first. `undefined`: given up.
 */
export async function verifiedTools(parts: Parts, tools: readonly LibraryTool[]): Promise<readonly LibraryTool[] | undefined> {
  const untried = tools.filter(({ verification }) => verification === undefined);
  if (untried.length === 0) return tools.filter(isDispatchable);
  const names = `${untried.slice(0, namesShown).map(({ tool }) => `“${shownLine(tool.name)}”`).join(', ')}${untried.length > namesShown ? ' …' : ''}`;
  const verify = { label: `$(beaker) Verify ${untried.length === 1 ? 'It' : 'Them'} First`, detail: `Runs the examples of ${names} in the sandbox. No model is asked.` };
  const without = { label: '$(circle-slash) Go On without', detail: `${counted(tools.length - untried.length, 'other tool')} ${tools.length - untried.length === 1 ? 'takes' : 'take'} part.` };
  const chosen = await vscode.window.showQuickPick([verify, without], { title: `${counted(untried.length, 'tool')} not verified on this machine`, placeHolder: 'Only what was verified here answers problems by itself.', ignoreFocusOut: true });
  if (!chosen) return undefined;
  if (chosen === verify) for (const listed of untried) await ensureVerified(parts, listed);
  return (await parts.library.list()).tools.filter(isDispatchable);
}
