import * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import type { Parts } from '../parts';
import { shownText } from '../words/shown';
import { codeScheme, parseCodePath, type CodeAddress } from './code-path';

/** Stores code that a person wrote; throws a `FileSystemError` with the reason where it is not stored. */
export type SaveCode = (found: LibraryTool, code: string) => Promise<void>;

/**
 * The code of tools as documents. The current code is edited like any file: saving runs the tool's examples, and makes
 * a version of its own. Earlier versions are there to be read. Nothing of a tool that is not approved is shown here,
 * since its code may hide what it does: it is reviewed first.
 */
export class CodeFiles implements vscode.FileSystemProvider {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;
  private readonly library: Parts['library'];
  private readonly saveCode: SaveCode;

  constructor(library: Parts['library'], saveCode: SaveCode) {
    this.library = library;
    this.saveCode = saveCode;
  }

  /** Has the editor look again at what it shows. */
  changed(): void {
    const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === codeScheme);
    if (open.length > 0) this.changes.fire(open.map(({ uri }) => ({ type: vscode.FileChangeType.Changed, uri })));
  }

  dispose(): void {
    this.changes.dispose();
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    // Of a tool that is not approved, too: what cannot be saved would else be taken for what is not there yet.
    const { address, found } = await this.find(uri);
    const text = await this.textOf(address, found);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    const { versions } = found.tool;
    const version = versions.find(({ number }) => number === address.version) ?? versions.at(-1);
    const time = Date.parse(version?.createdAt ?? '');
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: Number.isNaN(time) ? 0 : time,
      size: Buffer.byteLength(text),
      ...(address.version === null ? {} : { permissions: vscode.FilePermission.Readonly }),
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { address, found } = await this.find(uri);
    refuseUnapproved(found);
    const text = await this.textOf(address, found);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const { address, found } = await this.find(uri);
    refuseUnapproved(found);
    if (address.version !== null) throw vscode.FileSystemError.Unavailable('An earlier version is only read.');
    const code = decoded(content);
    if (code !== found.tool.code) await this.saveCode(found, code);
  }

  /** The library says by itself what changed. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.FileNotADirectory(uri);
  }

  createDirectory(): never {
    throw onlyCode();
  }

  delete(): never {
    throw onlyCode();
  }

  rename(): never {
    throw onlyCode();
  }

  private async find(uri: vscode.Uri): Promise<{ readonly address: CodeAddress; readonly found: LibraryTool }> {
    const address = parseCodePath(uri.path);
    const found = address && (await this.library.find(address));
    if (!address || !found) throw vscode.FileSystemError.FileNotFound(uri);
    return { address, found };
  }

  private async textOf(address: CodeAddress, { tool }: LibraryTool): Promise<string | undefined> {
    if (address.version === null) return tool.code;
    const earlier = await this.library.readCode(address, address.version);
    // An approval covers the current code and not the files of earlier ones.
    return earlier === undefined ? undefined : shownText(earlier);
  }
}

function refuseUnapproved({ isApproved }: LibraryTool): void {
  if (!isApproved)
    throw vscode.FileSystemError.Unavailable(
      'This tool comes from elsewhere or was changed. Review and approve it from its row in the sidebar.',
    );
}

/** A text as it stands, a mark of its encoding included; throws where it is in another encoding. */
function decoded(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw vscode.FileSystemError.Unavailable('Code is stored as UTF-8. Use “Save with Encoding”, and choose UTF-8.');
  }
}

function onlyCode(): vscode.FileSystemError {
  return vscode.FileSystemError.NoPermissions('The code of tools is edited here, and nothing else.');
}
