import * as vscode from 'vscode';
import type { Place } from '../../engine/library/library';
import type { Tool } from '../../engine/tool/tool';
import { runCommand } from '../commands';
import type { Parts } from '../parts';
import { surveyRest } from '../text/rest';
import { shownLine } from '../words/shown';
import type { Material } from './material';

/** Says what was made, and offers the next step. What was chosen, besides that, is returned. */
export async function announce(
  parts: Parts,
  tool: Tool,
  place: Place,
  message: string,
  { document, edits, isSample }: Material,
  further: readonly string[] = [],
): Promise<string | undefined> {
  const address = { place, id: tool.id };
  if (document) await parts.toolsOfDocuments.remember(document.uri, address);
  if (document && isSample) {
    await runCommand('toolsmith.applyToRest', address, document.uri);
    return undefined;
  }
  const rest =
    document && !document.isClosed
      ? await surveyRest(tool, document, parts.workshop(), new AbortController().signal, edits?.findRest)
      : { total: 0, read: 0, left: [] };
  const apply = `Apply to ${rest.total.toLocaleString('en-US')} More`;
  const extend = `Extend to ${rest.left.length.toLocaleString('en-US')} It Leaves…`;
  const choice = await vscode.window.showInformationMessage(
    message,
    ...(rest.total > 0 && tool.reader === 'parser' ? [apply, ...(rest.left.length > 0 ? [extend] : [])] : []),
    'Open Tool',
    ...further,
  );
  if (choice === extend) await runCommand('toolsmith.extendTool', address, rest.left);
  if (choice === 'Open Tool') await runCommand('toolsmith.openTool', address);
  if (choice === apply && document) await runCommand('toolsmith.applyToRest', address, document.uri, edits?.findRest);
  return choice;
}

/** Says why a making failed, and offers to go on with the draft that is left of it. */
export async function offerDraft(
  parts: Parts,
  draft: Tool | undefined,
  place: Place,
  message: string,
  ...further: readonly string[]
): Promise<void> {
  // A server's own words are in it, and the editor makes links of some.
  const shown = shownLine(message);
  const text = draft
    ? `${shown} The last candidate is kept as a draft: add examples or a hint to go on.`
    : `${shown} Nothing was kept.`;
  parts.log.warn(text);
  const choice = await vscode.window.showWarningMessage(
    text,
    ...(draft ? ['Continue…', 'Open Draft'] : []),
    ...further,
  );
  if (choice === 'Set Up Models…') await runCommand('toolsmith.setUpModels');
  if (choice === 'Open Settings')
    await vscode.commands.executeCommand('workbench.action.openSettings', 'toolsmith.limits');
  if (!draft) return;
  if (choice === 'Continue…') await runCommand('toolsmith.continueMaking', { place, id: draft.id });
  if (choice === 'Open Draft') await runCommand('toolsmith.openTool', { place, id: draft.id });
}
