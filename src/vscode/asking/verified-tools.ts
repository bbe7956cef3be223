import * as vscode from 'vscode';
import { isDispatchable } from '../../engine/dispatching/tool-index';
import type { LibraryTool } from '../../engine/library/library';
import { shownLine } from '../words/shown';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import { ensureVerified } from './ensure-verified';

/** The most names that fit a line. */
const namesShown = 3;

const leftOutKey = 'toolsmith.leftOutTools';

/** So many tools that the person left out are remembered. */
const mostLeftOut = 1_000;

/**
 * The tools that problems may be dispatched to: those that were verified on this machine as they stand. Where there
 * are others that nobody has tried or approved here, the person says, once, whether they are to be verified first.
 * `undefined`: given up.
 */
export async function verifiedTools(
  parts: Parts,
  tools: readonly LibraryTool[],
): Promise<readonly LibraryTool[] | undefined> {
  const memory = parts.context.workspaceState;
  const leftOut = new Set(leftOutIn(memory));
  const untried = tools.filter(
    ({ verification, isApproved, fingerprint }) =>
      (verification === undefined || !isApproved) && !leftOut.has(fingerprint),
  );
  if (untried.length === 0) return tools.filter(isDispatchable);
  const names = `${untried
    .slice(0, namesShown)
    .map(({ tool }) => `“${shownLine(tool.name)}”`)
    .join(', ')}${untried.length > namesShown ? ' …' : ''}`;
  const verify = {
    label: `$(beaker) Verify ${untried.length === 1 ? 'It' : 'Them'} First`,
    detail: `Runs the examples of ${names} in the sandbox; what comes from elsewhere is shown to you for approval. No model is asked.`,
  };
  const without = {
    label: '$(circle-slash) Go On without',
    detail: 'They are left out here until they are verified from their row in the sidebar.',
  };
  const chosen = await vscode.window.showQuickPick([verify, without], {
    title: `${counted(untried.length, 'tool')} not verified or not approved on this machine`,
    placeHolder: 'Only tools that are both answer problems by themselves.',
    ignoreFocusOut: true,
  });
  if (!chosen) return undefined;
  // Not asked about again, as long as they stay as they are.
  if (chosen === without)
    await memory.update(leftOutKey, [...leftOut, ...untried.map(({ fingerprint }) => fingerprint)].slice(-mostLeftOut));
  if (chosen === verify) for (const listed of untried) await ensureVerified(parts, listed);
  return (await parts.library.list()).tools.filter(isDispatchable);
}

/** The fingerprints of the tools that the person left out; none where what is stored is not that. */
function leftOutIn(memory: vscode.Memento): readonly string[] {
  const stored = memory.get<unknown>(leftOutKey);
  return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
}
