import type * as vscode from 'vscode';

/** Which row of a tree has the focus. */
export interface FocusedRow<Row> {
  row(): Row | undefined;
  dispose(): void;
}

/**
 * The row in focus of a tree, of which the editor tells only what is selected: arrow keys move the focus and leave the
 * selection where it was. The keys of our commands run `list.toggleSelection` first, so that the row in focus is the one
 * by which the selection then differs.
 */
export function focusedRow<Row>(
  view: Pick<vscode.TreeView<Row>, 'selection' | 'onDidChangeSelection'>,
  nameOf: (row: Row) => string,
): FocusedRow<Row> {
  let before: readonly Row[] = [];
  let now: readonly Row[] = view.selection;
  const listener = view.onDidChangeSelection(({ selection }) => {
    before = now;
    now = selection;
  });
  const only = (rows: readonly Row[], others: readonly Row[]): Row | undefined => {
    const names = new Set(others.map(nameOf));
    return rows.find((row) => !names.has(nameOf(row)));
  };
  return {
    row: () => only(now, before) ?? only(before, now),
    dispose: () => void listener.dispose(),
  };
}
