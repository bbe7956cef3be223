import * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import { runCommand } from '../commands';
import type { Parts } from '../parts';

/** The tools that can be applied; `undefined` where there is none and it was said. */
export async function applicableTools(parts: Parts): Promise<readonly LibraryTool[] | undefined> {
  const tools = (await parts.library.list()).tools.filter(({ tool }) => tool.stage === 'tool');
  if (tools.length > 0) return tools;
  const choice = await vscode.window.showInformationMessage(
    'There is no tool yet. Highlight a few solved problems and make one from them.',
    'Make Tool from Selection',
  );
  if (choice) await runCommand('toolsmith.makeTool');
  return undefined;
}
