import * as vscode from 'vscode';

/** The scheme of a preview's two sides. */
export const previewScheme = 'toolsmith-preview';

/** Which preview a tab shows, if it shows one. */
export function previewKeyOf(tab: vscode.Tab | undefined): string | undefined {
  const input: unknown = tab?.input;
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === previewScheme
    ? input.modified.authority
    : undefined;
}

/** Every tab that shows a preview. */
export function previewTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => previewKeyOf(tab) !== undefined);
}
