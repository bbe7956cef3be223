import * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import { foreignClasses } from '../../engine/making/foreign-classes';
import { revise, type Change, type Revision } from '../../engine/making/revise';
import { parseTool, toolManifest } from '../../engine/tool/parse-tool';
import { abortSignalOf } from '../abort';
import type { Parts } from '../parts';
import { shownLine } from '../words/shown';

/** What came of a person's change of a tool; a reason is a sentence or two with what to do. */
export type Revised =
  | { readonly kind: 'stored'; readonly revision: Revision }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'cancelled' };

/**
 * Runs a tool as a person changed it on its examples, and stores it with what came of them. Asks no model. The tool
 * must be approved.
 */
export async function reviseHere(parts: Parts, before: LibraryTool, change: Change): Promise<Revised> {
  const name = shownLine(before.tool.name);
  if (!before.isApproved)
    return { kind: 'refused', reason: `“${name}” is not approved on this machine. Review and approve it first.` };
  // What is written must be what is read again.
  const parsed = parseTool(toolManifest(change.tool), change.tool.code);
  if (parsed.kind === 'damaged')
    return { kind: 'refused', reason: `“${name}” cannot be stored like that: ${shownLine(parsed.reason)}.` };
  const foreign = foreignClasses((await parts.library.list()).tools, before.tool);
  const revision = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Toolsmith: verifying “${name}”`, cancellable: true },
    (progress, token) =>
      revise(change, foreign, parts.workshop(), abortSignalOf(token), new Date(), (done, total) =>
        progress.report({ message: `${done} of ${total}`, increment: 100 / total }),
      ),
  );
  if (!revision) return { kind: 'cancelled' };
  if (!(await parts.library.revise(before, revision.tool)))
    return {
      kind: 'refused',
      reason: `“${name}” was changed or deleted meanwhile, and nothing was stored. Open it again and repeat the change.`,
    };
  await parts.library.recordVerification(revision.tool, revision.record);
  return { kind: 'stored', revision };
}
