import * as vscode from 'vscode';
import type { ExportedFile } from '../../engine/exporting/exported-file';
import { holdsAsModule } from '../../engine/exporting/hold-as-module';
import { moduleFiles } from '../../engine/exporting/module-text';
import { skillFiles } from '../../engine/exporting/skill-files';
import type { LibraryTool } from '../../engine/library/library';
import { writeFiles } from '../../node/store/write-files';
import { ensureVerified } from '../asking/ensure-verified';
import type { Parts } from '../parts';
import { saveFile } from '../save-file';
import { counted } from '../words/amounts';
import { shownLine } from '../words/shown';

/** The forms in which a tool's code runs outside of this extension. */
const forms = {
  module: { files: moduleFiles, what: 'an ES module' },
  skill: { files: skillFiles, what: 'a skill for agents' },
} as const;

/** Writes a tool as code, with its examples as a check, below a folder that the person names. */
export async function exportCode(parts: Parts, listed: LibraryTool, form: keyof typeof forms): Promise<void> {
  const { tool } = listed;
  const { files, what } = forms[form];
  const name = shownLine(tool.name);
  if (!(await ensureVerified(parts, listed))) return;
  if ((await holdsAsModule(tool, parts.workshop(), new AbortController().signal)) !== true) {
    void vscode.window.showErrorMessage(
      `“${name}” does not answer its examples as a module, whose code is strict, so it was not exported as one. Make it again with the hint “strict mode”, or export it with Export….`,
    );
    return;
  }
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: `Export “${name}” as ${what} into a folder`,
      openLabel: 'Export',
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: false,
    })) ?? [];
  if (!folder) return;
  const written = files(tool);
  await writeBelow(folder, written);
  const [first] = written;
  const choice = await vscode.window.showInformationMessage(
    `Exported “${name}” as ${what}. The files hold its code and its ${counted(tool.examples.length, 'example')}: look before you pass them on. Outside of Toolsmith the code runs without a sandbox, with all the rights of whoever runs it.`,
    'Open',
  );
  if (choice && first) await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, ...first.path.split('/')));
}

async function writeBelow(folder: vscode.Uri, files: readonly ExportedFile[]): Promise<void> {
  if (folder.scheme === 'file') return writeFiles(folder.fsPath, files);
  for (const { path, text } of files) await saveFile(vscode.Uri.joinPath(folder, ...path.split('/')), text);
}
