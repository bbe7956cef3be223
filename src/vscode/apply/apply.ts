import * as vscode from 'vscode';
import type { LibraryTool, ToolAddress } from '../../engine/library/library';
import type { Reading, Source } from '../../engine/problem/notation';
import { readSource } from '../../engine/problem/read';
import { registerCommand, runCommand } from '../commands';
import type { Parts } from '../parts';
import { ensureVerified } from './ensure-verified';
import { bestReading, pickTool, type Choice } from './pick-tool';
import { registerPreview } from './preview';
import { restOf } from './rest';
import { runTask } from './run-task';
import { sourceOf } from './selection';
import { openItems, type OpenItem, type Task } from './task';

const lastToolKey = 'toolsmith.lastTool';

/** The commands that apply tools. */
export function registerApply(parts: Parts): vscode.Disposable {
  const preview = registerPreview(parts);
  const memory = parts.context.workspaceState;

  /** From a chosen tool to the preview. */
  const apply = async ({ tool, reading }: Choice, document: vscode.TextDocument, source: Source, items: { readonly open: readonly OpenItem[]; readonly anew: boolean }): Promise<void> => {
    const documentVersion = document.version;
    if (!(await ensureVerified(parts, tool))) return;
    await memory.update(lastToolKey, { place: tool.place, id: tool.tool.id } satisfies ToolAddress);
    const task: Task = { tool, document, documentVersion, source, reading, ...items };
    const answered = await runTask(parts, task);
    if (!answered) return;
    if (answered.every(({ outcome }) => outcome.kind === 'notRead' || outcome.kind === 'cancelled')) {
      const choice = await vscode.window.showInformationMessage(`“${tool.tool.name}” reads none of these ${answered.length} problems; nothing was changed. They may be of another class: solve a few of them and make a tool from those.`, 'Make Tool from Selection');
      if (choice) await runCommand('toolsmith.makeTool');
      return;
    }
    await preview.show(task, answered);
  };

  const selected = (): { readonly editor: vscode.TextEditor; readonly source: Source } | undefined => {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      void vscode.window.showInformationMessage('No editor is open. Open a text and highlight problems in it, then apply a tool.');
      return undefined;
    }
    const source = sourceOf(editor);
    const result = source ? readSource(source) : undefined;
    if (source && result?.kind === 'read') return { editor, source };
    const [first] = result?.kind === 'unreadable' ? result.complaints : [];
    void vscode.window.showErrorMessage(first ? `The selection could not be read, line ${first.line}: ${first.reason}` : 'Nothing is selected and there is no text around the cursor. Highlight problems, then apply a tool.');
    return undefined;
  };

  const applyFromPicker = async (): Promise<void> => {
    const tools = await applicableTools(parts);
    if (!tools) return;
    const here = selected();
    if (!here) return;
    const choice = await pickTool(tools, here.source, parts.workshop());
    if (choice) await apply(choice, here.editor.document, here.source, openItems(choice.reading));
  };

  const applyOne = async (address: ToolAddress): Promise<void> => {
    const tool = await parts.library.find(address);
    if (tool?.tool.stage !== 'tool') {
      await applyFromPicker();
      return;
    }
    const here = selected();
    if (!here) return;
    const best = await bestReading(tool, here.source, parts.workshop(), new AbortController().signal);
    if (best) await apply(best.choice, here.editor.document, here.source, openItems(best.choice.reading));
  };

  return vscode.Disposable.from(
    preview,
    registerCommand('toolsmith.applyTool', parts.log, applyFromPicker),
    registerCommand('toolsmith.applyThisTool', parts.log, (address) => (address ? applyOne(address) : applyFromPicker())),
    registerCommand('toolsmith.applyLastTool', parts.log, async () => {
      const last = memory.get<ToolAddress>(lastToolKey);
      await (last ? applyOne(last) : applyFromPicker());
    }),
    registerCommand('toolsmith.applyToRest', parts.log, async (address, uri) => {
      const tool = await parts.library.find(address);
      const document = await vscode.workspace.openTextDocument(uri);
      const rest = tool ? restOf(tool.tool, document) : undefined;
      if (tool && rest) await apply({ tool, reading: rest.reading satisfies Reading }, document, rest.source, rest);
      else void vscode.window.showInformationMessage('Nothing is left in this document but the examples.');
    }),
  );
}

/** The tools that can be applied; `undefined` where there is none and it was said. */
async function applicableTools(parts: Parts): Promise<readonly LibraryTool[] | undefined> {
  const tools = (await parts.library.list()).tools.filter(({ tool }) => tool.stage === 'tool');
  if (tools.length > 0) return tools;
  const choice = await vscode.window.showInformationMessage('There is no tool yet. Highlight a few solved problems and make one from them.', 'Make Tool from Selection');
  if (choice) await runCommand('toolsmith.makeTool');
  return undefined;
}
