import * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import { ensureApproved } from '../asking/approve';
import { toolFor } from '../asking/choose-tool';
import { registerCommand } from '../commands';
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
      const number = version ?? (await chooseVersion(found));
      if (number === undefined) return;
      const { place, tool } = found;
      await vscode.commands.executeCommand(
        'vscode.diff',
        codeUri({ place, id: tool.id, version: number }),
        codeUri({ place, id: tool.id, version: null }),
        `“${shownLine(tool.name)}”: version ${number} ↔ current`,
      );
    }),
  );
}

function codeUri(address: CodeAddress): vscode.Uri {
  return vscode.Uri.from({ scheme: codeScheme, path: codePath(address) });
}

async function chooseVersion({ tool }: LibraryTool): Promise<number | undefined> {
  const choices = tool.versions
    .slice(0, -1)
    .reverse()
    .map(({ number, createdAt, origin }) => ({
      label: `Version ${number}`,
      description: shownLine(`${origin.model} · ${new Date(createdAt).toLocaleString()}`),
      number,
    }));
  const chosen = await vscode.window.showQuickPick(choices, {
    title: 'Compare Tool Versions',
    placeHolder: 'Which version is to be compared with the current code?',
  });
  return chosen?.number;
}
