import * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import { backTo } from '../../engine/making/revise';
import { ensureApproved } from '../asking/approve';
import { toolFor } from '../asking/choose-tool';
import { reviseHere } from '../asking/revise-here';
import { registerCommand, runCommand } from '../commands';
import type { Parts } from '../parts';
import { shownLine } from '../words/shown';
import { codePath, codeScheme, type CodeAddress } from './code-path';

/** What a person does with the code of a tool: open it, and compare an earlier version with it. */
export function registerCodeCommands(parts: Parts): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand('toolsmith.openToolCode', parts.log, async (address) => {
      const listed = await toolFor(parts, address, 'Open Tool Code');
      const found = listed && (await ensureApproved(parts, listed));
      if (!found) return;
      await vscode.window.showTextDocument(codeUri({ place: found.place, id: found.tool.id, version: null }), {
        preview: false,
      });
    }),
    registerCommand('toolsmith.compareVersions', parts.log, async (address, version) => {
      const listed = await toolFor(parts, address, 'Compare Tool Versions', {
        fits: ({ tool }) => tool.versions.length > 1,
        none: 'There is one version of it. A version comes with each repair, and when its code is edited and saved.',
      });
      const found = listed && (await ensureApproved(parts, listed));
      if (!found) return;
      const number = version ?? (await chooseVersion(found, 'Which version is to be compared with the current code?'));
      if (number === undefined) return;
      const { place, tool } = found;
      await vscode.commands.executeCommand(
        'vscode.diff',
        codeUri({ place, id: tool.id, version: number }),
        codeUri({ place, id: tool.id, version: null }),
        `“${shownLine(tool.name)}”: version ${number} ↔ current`,
      );
    }),
    registerCommand('toolsmith.goBackToVersion', parts.log, async (address, version) => {
      const listed = await toolFor(parts, address, 'Go Back to Earlier Version', {
        fits: ({ tool }) => tool.versions.length > 1,
        none: 'There is one version of it, so there is none to go back to.',
      });
      const found = listed && (await ensureApproved(parts, listed));
      const number =
        found && (version ?? (await chooseVersion(found, 'Which version is to be the current one again?')));
      if (found && number !== undefined) await goBack(parts, found, number);
    }),
  );
}

/** Makes an earlier version the current one again, as it was, and says how many of its examples pass. */
async function goBack(parts: Parts, found: LibraryTool, number: number): Promise<void> {
  const { tool, place } = found;
  const name = shownLine(tool.name);
  const earlier = await parts.library.readState({ place, id: tool.id }, number);
  if (!earlier?.isApproved) {
    void vscode.window.showInformationMessage(
      earlier
        ? `Version ${number} of “${name}” was not approved on this machine as it is stored. Compare it with the current code, and edit that.`
        : `Version ${number} of “${name}” was not kept whole. Compare it with the current code, and edit that.`,
    );
    return;
  }
  const revised = await reviseHere(parts, found, backTo(tool, earlier, new Date()));
  if (revised.kind === 'cancelled') return;
  if (revised.kind === 'refused') {
    void vscode.window.showWarningMessage(revised.reason);
    return;
  }
  const { record } = revised.revision;
  const isDraft = revised.revision.tool.stage === 'draft';
  // A draft answers nothing.
  if (!isDraft) await runCommand('toolsmith.review.answerAnew', { place, id: tool.id });
  const kept = isDraft ? ' Answers that are open for review are still those of the later version.' : '';
  void vscode.window.showInformationMessage(
    `“${name}” is as version ${number} was: ${record.passed} of ${record.total} examples pass. Version ${tool.versions.at(-1)?.number ?? 1} stays, and can be gone back to.${kept}`,
  );
}

function codeUri(address: CodeAddress): vscode.Uri {
  return vscode.Uri.from({ scheme: codeScheme, path: codePath(address) });
}

async function chooseVersion({ tool }: LibraryTool, placeHolder: string): Promise<number | undefined> {
  const choices = tool.versions
    .slice(0, -1)
    .reverse()
    .map(({ number, createdAt, origin }) => ({
      label: `Version ${number}`,
      description: shownLine(`${origin.model} · ${new Date(createdAt).toLocaleString()}`),
      number,
    }));
  return (await vscode.window.showQuickPick(choices, { title: 'Tool Versions', placeHolder }))?.number;
}
