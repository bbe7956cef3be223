import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ToolAddress } from '../../engine/library/library';

/** What a page may load: its script and its styles, and nothing else of this machine. */
export function pageOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist'), vscode.Uri.joinPath(extensionUri, 'media')],
  };
}

/**
 * The page, without a word of the tool: that comes in messages and is set as text. The component toolkit makes style
 * elements of its own and takes their nonce from the meta element.
 */
export function pageHtml(extensionUri: vscode.Uri, webview: vscode.Webview, { place, id }: ToolAddress): string {
  const nonce = randomBytes(18).toString('base64url');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'panel.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'media', 'panel.css')).toString();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; style-src ${webview.cspSource} 'nonce-${nonce}'; script-src 'nonce-${nonce}';">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Tool</title>
<script nonce="${nonce}" src="${script}" defer></script>
</head>
<body data-place="${place}" data-id="${id}">
<main id="root"></main>
</body>
</html>`;
}
