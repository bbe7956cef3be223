/** Moves in editors: selections, the context menu, texts, diffs, webviews, buttons of the title bar. */
import { until } from '../until.mjs';
import { exactly, patient } from './choose.mjs';

/**
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof import('../reader.mjs').hostReader>} inHost
 * @param {ReturnType<typeof import('./menu.mjs').menuMoves>} menus
 */
export function editorMoves(page, inHost, menus) {
  const group = page.locator('.editor-group-container.active');

  const focusEditor = async () => {
    await inHost((vscode) =>
      vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup').then(() => true),
    );
    await page.locator('.monaco-editor.focused').first().waitFor(patient);
  };
  /**
   * Waits until the window shows the selection of the extension host. The host knows of a selection that it has set
   * before the window does. What is typed in between goes to where the cursors were.
   */
  const drawnSelections = () =>
    until('the status bar tells the selections that the extension host holds', async () => {
      const selections = await moves.selections();
      const shown = (await page.locator('[id="status.editor.selection"]').first().textContent({ timeout: 500 })) ?? '';
      const isSelected = selections.some(({ text }) => text !== '');
      if (shown.includes('selected') !== isSelected) return undefined;
      const wanted = selections.length > 1 ? `${selections.length} selections` : `Ln ${selections[0]?.active},`;
      return shown.includes(wanted) && { selections };
    });
  /** Right-clicks on what is selected, or at the cursor: a click elsewhere would move it. */
  const rightClick = async () => {
    await focusEditor();
    const editor = page.locator('.monaco-editor.focused').first();
    const box = await until('the selection or the cursor is in sight', async () => {
      for (const place of [
        editor.locator('.selected-text').first(),
        editor.locator('.cursors-layer .cursor').first(),
      ]) {
        const found = (await place.count()) > 0 && (await place.boundingBox({ timeout: 500 }));
        if (found && found.height > 0) return found;
      }
      return undefined;
    });
    await page.mouse.click(box.x + Math.min(box.width / 2, 40), box.y + box.height / 2, { button: 'right' });
  };

  const moves = {
    /**
     * Selects in the active editor: `select(1, 4)` whole lines, `select([1, 4], [6, 9])` several ranges of lines,
     * `select({ from: [line, column], to: [line, column] }, …)` exact ranges. All count from 1.
     */
    select: async (...ranges) => {
      const wanted = (typeof ranges[0] === 'number' ? [[ranges[0], ranges[1] ?? ranges[0]]] : ranges).map((range) =>
        Array.isArray(range) ? { from: [range[0], 1], to: [range[1] ?? range[0], undefined] } : range,
      );
      await inHost(async (vscode, selections) => {
        const editor = vscode.window.activeTextEditor;
        if (!editor) throw new Error('No text editor is active.');
        editor.selections = selections.map(
          ({ from, to }) =>
            new vscode.Selection(
              from[0] - 1,
              from[1] - 1,
              to[0] - 1,
              to[1] === undefined || to[1] === null ? editor.document.lineAt(to[0] - 1).text.length : to[1] - 1,
            ),
        );
        editor.revealRange(editor.selections[0]);
        return true;
      }, wanted);
      await focusEditor();
      await drawnSelections();
    },
    /** Types where the cursors stand, as soon as the window shows them there. */
    typeInEditor: async (text) => {
      await focusEditor();
      await drawnSelections();
      await page.keyboard.insertText(text);
    },
    /**
     * The selections of the active editor: `[{ from: [line, column], to: [line, column], active: line, text }]`, from
     * 1.
     */
    selections: () =>
      inHost((vscode) => {
        const editor = vscode.window.activeTextEditor;
        return (editor?.selections ?? []).map((s) => ({
          from: [s.start.line + 1, s.start.character + 1],
          to: [s.end.line + 1, s.end.character + 1],
          active: s.active.line + 1,
          text: editor.document.getText(s),
        }));
      }),
    /** Waits until exactly these texts are selected in the active editor, and returns the selections. */
    waitForSelections: (texts) =>
      until(`selected is ${texts.join(' | ')}`, async () => {
        const selections = await moves.selections();
        return JSON.stringify(selections.map(({ text }) => text)) === JSON.stringify(texts) && selections;
      }),
    /**
     * Right-clicks the selection and walks the menu by its labels, as `contextMenu('Toolsmith', 'Make Tool from
     * Selection')`.
     */
    contextMenu: (...labels) => menus.menu(rightClick, ...labels),
    /** The labels of the context menu, or of a submenu of it. */
    contextMenuLabels: (...path) => menus.menuLabels(rightClick, ...path),
    /** The exact text of the active editor; in a diff, of its right side. */
    editorText: () =>
      inHost(async (vscode) => {
        const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
        const uri = input?.modified ?? input?.uri ?? vscode.window.activeTextEditor?.document.uri;
        if (!uri) throw new Error('No text editor is active.');
        return (await vscode.workspace.openTextDocument(uri)).getText();
      }),
    /** Waits until the text of the active editor matches, and returns it. */
    waitForText: async (pattern) => {
      const { text } = await until(`the text of the editor matches ${pattern}`, async () => {
        const text = await moves.editorText();
        return (pattern instanceof RegExp ? pattern.test(text) : text.includes(pattern)) && { text };
      });
      return text;
    },
    /**
     * Waits for a read-only document of the extension's with this title that contains a text, wherever it is shown, and
     * returns all of it. Nothing may ask to be saved for it.
     */
    shownText: async (title, wanted = '') => {
      const { text } = await until(`“${title}” is shown and contains ${wanted}`, () =>
        inHost(
          (vscode, { path, part }) => {
            const { textDocuments } = vscode.workspace;
            const dirty = textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString());
            if (dirty.length > 0) throw new Error(`unsaved: ${dirty.join(', ')}`);
            const text = textDocuments
              .find(({ uri }) => uri.scheme === 'toolsmith-text' && uri.path === path)
              ?.getText();
            return text?.includes(part) && { text };
          },
          { path: `/${title}`, part: wanted },
        ),
      );
      return text;
    },
    /** The diff in the active tab, `{ title, original, modified }` with the exact texts; undefined where it is none. */
    diffEditor: () =>
      inHost(async (vscode) => {
        const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
        if (!tab?.input?.original || !tab.input.modified) return undefined;
        const text = async (uri) => (await vscode.workspace.openTextDocument(uri)).getText();
        return { title: tab.label, original: await text(tab.input.original), modified: await text(tab.input.modified) };
      }),
    /** Waits for a diff editor that is drawn, and returns its texts. */
    waitForDiff: async (title = /./) => {
      const diff = await until('a diff editor is active', async () => {
        const found = await moves.diffEditor();
        return found && exactly(title).test(found.title) && found;
      });
      await page.locator('.monaco-diff-editor .editor.modified .view-line').first().waitFor(patient);
      return diff;
    },
    /** The text on the right side of the open diff. */
    diffText: async () => (await moves.waitForDiff()).modified,
    /** The titles of all tabs, in their order, those with unsaved changes marked: `[{ title, active, dirty }]`. */
    tabs: () =>
      inHost((vscode) =>
        vscode.window.tabGroups.all.flatMap((tabGroup) =>
          tabGroup.tabs.map((tab) => ({ title: tab.label, active: tab.isActive, dirty: tab.isDirty })),
        ),
      ),
    /** Brings a tab to the front by its title. */
    openTab: async (title) => {
      await page
        .locator('.tabs-container .tab')
        .filter({ has: page.locator('.label-name', { hasText: exactly(title) }) })
        .first()
        .click(patient);
      await until(`the tab ${title} is active`, async () =>
        (await moves.tabs()).some((tab) => tab.active && exactly(title).test(tab.title)),
      );
    },
    /** Saves the active editor and waits until it is saved. */
    save: async () => {
      await page.keyboard.press('Control+S');
      await until('the editor is saved', () =>
        inHost((vscode) => vscode.window.activeTextEditor?.document.isDirty !== true),
      );
    },
    /** Presses a button of the editor's title bar, or takes it from the menu of those that had no room. */
    titleButton: async (label) => {
      const button = group.locator('.editor-actions').getByRole('button', { name: label }).first();
      const more = group.locator('.editor-actions').getByRole('button', { name: 'More Actions...' }).first();
      // The menu's own button is there before the others are drawn.
      if (
        await button.waitFor({ timeout: 8_000 }).then(
          () => true,
          () => false,
        )
      )
        return button.click(patient);
      return menus.menu(() => more.click(patient), label);
    },
    /** Takes an entry of the menu of the editor's title bar. */
    titleMenu: async (label) =>
      menus.menu(
        () => group.locator('.editor-actions').getByRole('button', { name: 'More Actions...' }).first().click(patient),
        label,
      ),
    /** The page of the webview in sight, for locators: `window.webview().getByRole('button', …)`. */
    webview: () => page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame'),
    /** Opens a part of the panel that is folded away, unless it is open. */
    unfold: async (title) => {
      const part = moves.webview().locator('details', { has: page.locator('summary', { hasText: exactly(title) }) });
      await part.waitFor(patient);
      if (!(await part.evaluate((element) => element.open))) await part.locator('summary').first().click(patient);
    },
    /** The text on the clipboard. */
    clipboard: () => inHost((vscode) => vscode.env.clipboard.readText()),
    /** Puts text on the clipboard. */
    setClipboard: (text) => inHost((vscode, value) => vscode.env.clipboard.writeText(value).then(() => true), text),
  };
  return { ...moves, panel: moves.webview };
}
