import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Place } from '../../engine/library/library';
import type { Parts } from '../parts';

const places: readonly Place[] = ['workspace', 'user', 'folder'];

/** The tools of this window's library as a server of the Model Context Protocol, where the person wants that. */
export function registerServer(parts: Parts): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    // The first tool makes the folder of a library.
    { dispose: parts.library.onChange(() => changed.fire()) },
    parts.settings.onDidChange(() => changed.fire()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.lm.registerMcpServerDefinitionProvider('toolsmith.library', {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () => definitions(parts),
    }),
  );
}

/** None in Restricted Mode: agents there work on texts that nobody trusts yet. */
async function definitions({ context, settings, libraryFolder }: Parts): Promise<vscode.McpStdioServerDefinition[]> {
  if (!settings.serveTools() || !vscode.workspace.isTrusted) return [];
  const there = await Promise.all(
    places.map(async (place) => {
      const folder = libraryFolder(place);
      const info = folder === undefined ? undefined : await stat(folder).catch(() => undefined);
      return folder !== undefined && info?.isDirectory() === true ? [folder] : [];
    }),
  );
  const folders = there.flat();
  if (folders.length === 0) return [];
  const version = (context.extension.packageJSON as { readonly version?: unknown }).version;
  return [
    new vscode.McpStdioServerDefinition(
      'Toolsmith',
      process.execPath,
      [join(context.extensionPath, 'dist', 'cli.js'), 'mcp', ...folders.flatMap((folder) => ['--library', folder])],
      // The editor's own program runs as Node then.
      { ELECTRON_RUN_AS_NODE: '1' },
      typeof version === 'string' ? version : undefined,
    ),
  ];
}
