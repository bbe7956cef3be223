import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ToolAddress } from '../../engine/library/library';
import { score, verifyTool, type Verdict } from '../../engine/making/verify';
import { estimateArgumentsTokens } from '../../engine/using/ask-for-arguments';
import { useModel, useParser, type UseOutcome } from '../../engine/using/use-tool';
import type { Tool } from '../../engine/tool/tool';
import { dispatch, parsePanelMessage, type HostMessage } from '../../protocol';
import { registerCommand, runCommand } from '../commands';
import type { Parts } from '../parts';
import { toolFor } from './choose';
import { panelState } from './panel-state';

const viewType = 'toolsmith.tool';

/** The panels of tools, one for each; they come back after the window was reloaded. */
export function registerPanels(parts: Parts): vscode.Disposable {
  const open = new Map<string, vscode.WebviewPanel>();

  const show = (address: ToolAddress, panel: vscode.WebviewPanel): void => {
    const key = `${address.place}:${address.id}`;
    open.set(key, panel);
    panel.onDidDispose(() => open.delete(key));
    attach(parts, address, panel);
  };

  return vscode.Disposable.from(
    registerCommand('toolsmith.openTool', parts.log, async (address) => {
      const found = await toolFor(parts, address, 'Open Tool');
      if (!found) return;
      const existing = open.get(`${found.place}:${found.tool.id}`);
      if (existing) existing.reveal();
      else show({ place: found.place, id: found.tool.id }, vscode.window.createWebviewPanel(viewType, found.tool.name, vscode.ViewColumn.Active, webviewOptions(parts)));
    }),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        const address = addressIn(state);
        if (address && (await parts.library.find(address))) {
          panel.webview.options = webviewOptions(parts);
          show(address, panel);
        } else panel.dispose();
      },
    }),
  );
}

function webviewOptions(parts: Parts): vscode.WebviewOptions {
  const { extensionUri } = parts.context;
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist'), vscode.Uri.joinPath(extensionUri, 'media')] };
}

/** The page's saved state is data from outside like any other. */
function addressIn(state: unknown): ToolAddress | undefined {
  if (typeof state !== 'object' || state === null || !('place' in state) || !('id' in state) || typeof state.id !== 'string') return undefined;
  const { place, id } = state;
  return place === 'workspace' || place === 'user' || place === 'folder' ? { place, id } : undefined;
}

function attach(parts: Parts, address: ToolAddress, panel: vscode.WebviewPanel): void {
  const closed = new AbortController();
  let verdicts: readonly Verdict[] | undefined;
  const send = (message: HostMessage): void => void panel.webview.postMessage(message);

  const refresh = async (): Promise<void> => {
    const found = await parts.library.find(address);
    if (!found) {
      panel.dispose();
      return;
    }
    panel.title = found.tool.name;
    const transcript = (await parts.library.readTranscript(address, found.tool.versions.at(-1)?.number ?? 1)) ?? [];
    send({ kind: 'state', state: panelState(found, verdicts, transcript) });
  };

  const verify = async (): Promise<void> => {
    const found = await parts.library.find(address);
    if (!found) return;
    verdicts = await verifyTool(found.tool, parts.workshop(), closed.signal);
    if (verdicts && found.tool.stage === 'tool') await parts.library.recordVerification(found.tool, { ...score(found.tool.examples, verdicts), acceptedForeign: found.verification?.acceptedForeign ?? 0, at: new Date().toISOString() });
    await refresh();
  };

  const tried = (id: number, tool: Tool, problem: string, outcome: UseOutcome): void => {
    const identity = parts.models.identity('user');
    const offer = outcome.kind === 'notRead' && identity ? `${identity.model} at ${identity.host}, about ${estimateArgumentsTokens(tool, problem).toLocaleString('en-US')} tokens` : null;
    send({ kind: 'tried', id, text: outcomeText(outcome), good: outcome.kind === 'answer', offer });
  };

  const use = async (id: number, problem: string, run: (tool: Tool) => Promise<UseOutcome>): Promise<void> => {
    const found = await parts.library.find(address);
    if (found) tried(id, found.tool, problem, await run(found.tool));
  };

  const guarded = (work: Promise<void>): void =>
    void work.catch((error: unknown) => {
      parts.log.error('panel', error instanceof Error ? (error.stack ?? error.message) : String(error));
    });

  panel.webview.onDidReceiveMessage((raw: unknown) => {
    const message = parsePanelMessage(raw);
    if (!message) return;
    dispatch(message, {
      ready: () => guarded(refresh()),
      verify: () => guarded(verify()),
      apply: () => guarded(runCommand('toolsmith.applyThisTool', address)),
      try: ({ id, problem }) => guarded(use(id, problem, (tool) => useParser(tool, problem.trim(), parts.workshop(), closed.signal))),
      askModel: ({ id, problem }) =>
        guarded(
          use(id, problem, async (tool) => {
            const model = await parts.models.open('user');
            return model ? useModel(tool, problem.trim(), model, parts.workshop(), closed.signal) : { kind: 'notRead', reason: 'no light model is set up' };
          }),
        ),
    });
  });
  const endWatch = parts.library.onChange(() => guarded(refresh()));
  panel.onDidDispose(() => {
    closed.abort();
    endWatch();
  });
  panel.webview.html = page(parts, panel.webview, address);
}

function outcomeText(outcome: UseOutcome): string {
  switch (outcome.kind) {
    case 'answer':
      return outcome.answer;
    case 'notRead':
      return `Not read${outcome.reason === null ? ': this problem is not of the tool’s class' : `: ${outcome.reason}`}.`;
    case 'noAnswer':
      return 'The tool says that there is no answer.';
    case 'failed':
      return `Failed: ${outcome.reason}`;
    case 'cancelled':
      return 'Cancelled.';
  }
}

function page(parts: Parts, webview: vscode.Webview, address: ToolAddress): string {
  const { extensionUri } = parts.context;
  const nonce = randomBytes(16).toString('base64url');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'panel.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'media', 'panel.css')).toString();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource} 'nonce-${nonce}'; script-src 'nonce-${nonce}'; font-src ${webview.cspSource};">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Tool</title>
</head>
<body data-place="${address.place}" data-id="${address.id}">
<main id="root"></main>
<script nonce="${nonce}" src="${script}" defer></script>
</body>
</html>`;
}
