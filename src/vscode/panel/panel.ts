import * as vscode from 'vscode';
import type { ToolAddress } from '../../engine/library/library';
import { parsePanelMessage, parseSavedPage, receiver } from '../../protocol';
import { registerCommand } from '../commands';
import type { Parts } from '../parts';
import { toolFor } from '../asking/choose-tool';
import { pageHtml, pageOptions } from './panel-page';
import { shownLine } from '../words/shown';

const viewType = 'toolsmith.tool';

/** The panels of tools, one for each; they come back after the window was reloaded. */
export function registerPanels(parts: Parts): vscode.Disposable {
  const { extensionUri } = parts.context;
  const open = new Map<string, vscode.WebviewPanel>();

  /** Shows a tool in a panel, which may be closed before the code for it is loaded. */
  const show = async ({ place, id }: ToolAddress, panel: vscode.WebviewPanel): Promise<void> => {
    const key = `${place}:${id}`;
    open.set(key, panel);
    const closed = new AbortController();
    panel.onDidDispose(() => {
      closed.abort();
      if (open.get(key) === panel) open.delete(key);
    });
    const { panelSession } = await import('./panel-session');
    if (closed.signal.aborted) return;
    const session = panelSession(
      parts,
      { place, id },
      {
        post: (message) => void panel.webview.postMessage(message),
        rename: (name) => (panel.title = shownLine(name)),
        close: () => void panel.dispose(),
      },
    );
    const receive = receiver(parsePanelMessage, session.handlers);
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (!receive(message)) parts.log.warn('panel', 'a message that is none of ours was ignored');
    });
    panel.onDidDispose(() => session.dispose());
    panel.webview.html = pageHtml(extensionUri, panel.webview, { place, id });
  };

  return vscode.Disposable.from(
    registerCommand('toolsmith.openTool', parts.log, async (address) => {
      const found = await toolFor(parts, address, 'Open Tool');
      if (!found) return;
      parts.milestones.reached('toolOpened');
      const existing = open.get(`${found.place}:${found.tool.id}`);
      if (existing) existing.reveal();
      else
        await show(
          { place: found.place, id: found.tool.id },
          vscode.window.createWebviewPanel(viewType, shownLine(found.tool.name), vscode.ViewColumn.Active, {
            ...pageOptions(extensionUri),
            enableFindWidget: true,
          }),
        );
    }),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        // The page's saved state is data from outside like any other.
        const saved = parseSavedPage(state);
        if (!saved || !(await parts.library.find(saved))) {
          panel.dispose();
          return;
        }
        panel.webview.options = pageOptions(extensionUri);
        await show(saved, panel);
      },
    }),
  );
}
