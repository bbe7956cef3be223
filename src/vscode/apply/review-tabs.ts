import * as vscode from 'vscode';

/** The scheme of the documents with answers: `toolsmith-answers://KEY/NAME`. */
export const answersScheme = 'toolsmith-answers';

/** The address of a review's document with answers; it ends like the one that it is for, and so has its language. */
export function answersUri(key: string, name: string): vscode.Uri {
  return vscode.Uri.from({ scheme: answersScheme, authority: key, path: `/${name}` });
}

/** Which review an address is of. */
export function reviewKeyOf({ authority }: Pick<vscode.Uri, 'authority'>): string {
  return authority;
}

/** Which review a tab shows, if it shows one. */
export function reviewOfTab(tab: vscode.Tab | undefined): string | undefined {
  const input: unknown = tab?.input;
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === answersScheme
    ? reviewKeyOf(input.modified)
    : undefined;
}

/** Every tab that shows a review. */
export function reviewTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => reviewOfTab(tab) !== undefined);
}
