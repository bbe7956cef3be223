import * as vscode from 'vscode';
import { lazyCommands } from '../lazy-commands';
import type { Parts } from '../parts';
import { previewTabs } from './preview-tabs';

/** The commands that apply tools and those of a preview; what they do is loaded when the first of them is called. */
export function registerApply(parts: Parts): vscode.Disposable {
  // Tabs that outlived a restart of the extensions show what nobody knows any more.
  void vscode.window.tabGroups.close(previewTabs());
  return lazyCommands(
    [
      'toolsmith.applyTool',
      'toolsmith.applyThisTool',
      'toolsmith.applyLastTool',
      'toolsmith.applyBestTool',
      'toolsmith.forgetChosenTools',
      'toolsmith.applyToRest',
      'toolsmith.preview.fill',
      'toolsmith.preview.replace',
      'toolsmith.preview.below',
      'toolsmith.preview.newDocument',
      'toolsmith.preview.copy',
      'toolsmith.preview.selectUnanswered',
      'toolsmith.preview.discard',
    ],
    parts.log,
    async () => {
      const { registerApplying } = await import('./apply');
      return () => registerApplying(parts);
    },
  );
}
