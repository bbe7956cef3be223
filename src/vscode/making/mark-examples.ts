import * as vscode from 'vscode';
import type { Item } from '../../engine/notation/notation';
import type { ToolExample } from '../../engine/tool/tool';

/** What the maker sees of an example, as it is written behind it. */
const marks: Readonly<Record<'shown' | 'heldOut', { readonly text: string; readonly color: string }>> = {
  shown: { text: 'shown to the model', color: 'editor.findMatchHighlightBackground' },
  heldOut: { text: 'held out', color: 'editor.wordHighlightBackground' },
};

/**
 * Marks the examples in their document as long as the person is asked about them: what the model is shown, and what is
 * held out to check the tool with. `seen`: of each item, in their order; `undefined`: it is no example.
 */
export function markExamples(
  document: vscode.TextDocument,
  items: readonly Item[],
  seen: readonly (ToolExample['seen'] | undefined)[],
): vscode.Disposable {
  const types = (['shown', 'heldOut'] as const).map((kind) => {
    const type = vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor(marks[kind].color),
      overviewRulerColor: new vscode.ThemeColor(marks[kind].color),
      after: {
        contentText: `  ${marks[kind].text}`,
        color: new vscode.ThemeColor('editorCodeLens.foreground'),
        fontStyle: 'italic',
      },
    });
    const ranges = items.flatMap(({ span: { start, end } }, at) =>
      seen[at] !== undefined && (seen[at] === 'heldOut') === (kind === 'heldOut')
        ? [new vscode.Range(document.positionAt(start), document.positionAt(end))]
        : [],
    );
    for (const editor of vscode.window.visibleTextEditors)
      if (editor.document === document) editor.setDecorations(type, ranges);
    return type;
  });
  return vscode.Disposable.from(...types);
}
