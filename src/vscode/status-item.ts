import * as vscode from 'vscode';

/** What stands in the status bar: one item, which says what waits, with a menu. */
export interface StatusItem {
  /** Says how many answers wait to be looked at; `undefined`: no review is open. */
  review(toLookAt: number | undefined): void;
  /** What waits, as the item says it. */
  waits(): string | undefined;
  dispose(): void;
}

/** The item in the status bar. */
export function statusItem(): StatusItem {
  const item = vscode.window.createStatusBarItem('toolsmith.status', vscode.StatusBarAlignment.Right, 0);
  let waiting: string | undefined;
  const show = (): void => {
    item.text = waiting === undefined ? '$(tools)' : `$(tools) ${waiting}`;
    item.tooltip = waiting === undefined ? 'Toolsmith' : `Toolsmith: ${waiting}`;
    item.accessibilityInformation = { label: item.tooltip };
  };
  item.name = 'Toolsmith';
  item.command = 'toolsmith.menu';
  show();
  item.show();
  return {
    review: (toLookAt) => {
      waiting = toLookAt === undefined ? undefined : toLookAt === 0 ? 'answers to write' : `${toLookAt} to look at`;
      show();
    },
    waits: () => waiting,
    dispose: () => item.dispose(),
  };
}
