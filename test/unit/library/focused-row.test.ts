import assert from 'node:assert/strict';
import { test } from 'node:test';
import { focusedRow } from '../../../src/vscode/library/focused-row';

type Listener = (event: { selection: readonly string[] }) => void;

/** A tree whose selection is told as the editor does. */
function played(): { readonly select: (...rows: string[]) => void; readonly row: () => string | undefined } {
  const listeners: Listener[] = [];
  const view = {
    selection: [],
    onDidChangeSelection: (listener: Listener) => {
      listeners.push(listener);
      return { dispose: () => undefined };
    },
  };
  const focused = focusedRow<string>(view, (row) => row.toLowerCase());
  return {
    select: (...selection) => listeners.forEach((listener) => listener({ selection })),
    row: () => focused.row(),
  };
}

test('the row in focus is the one by which the selection differs once it was toggled', () => {
  const { select, row } = played();
  assert.equal(row(), undefined);
  select('a');
  assert.equal(row(), 'a', 'it came to the selection');
  select('a', 'b');
  assert.equal(row(), 'b', 'the focus is not where the selection was');
  select('b');
  assert.equal(row(), 'a', 'it left the selection');
  select();
  assert.equal(row(), 'b');
});

test('a row that was read anew is the same row', () => {
  const { select, row } = played();
  select('a');
  select('A', 'b');
  assert.equal(row(), 'b');
});
