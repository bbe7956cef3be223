import * as vscode from 'vscode';
import { isVerified, verificationLabel, type LibraryListing, type LibraryTool, type Place, type ToolAddress } from '../../engine/library/library';
import type { Parts } from '../parts';
import { placeNames } from './places';
import { shownLine } from './shown';

/** A row of the library view: a place, a tool, or what could not be read as one. */
export type LibraryNode =
  | { readonly kind: 'place'; readonly place: Place }
  | (ToolAddress & { readonly kind: 'tool'; readonly listed: LibraryTool })
  | { readonly kind: 'damaged'; readonly place: Place; readonly folder: string; readonly reason: string };

/** The library as a tree: the places as groups only where several hold something. */
export class LibraryTree implements vscode.TreeDataProvider<LibraryNode> {
  private readonly changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly parts: Parts;
  private listing: Promise<LibraryListing> | undefined;
  /** What the rows say, so that a change that none of them shows is none. */
  private shown: string | undefined;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /**
   * Reads the library anew, and tells the editor only when that is done and a row differs: the editor forgets all rows
   * until it has new ones, and a command on one of them gets none meanwhile.
   */
  async refresh(): Promise<void> {
    // Nobody has looked yet.
    if (!this.listing) return;
    const next = this.parts.library.list();
    this.listing = next;
    const shown = rowsOf(await next);
    if (this.listing !== next || this.shown === shown) return;
    this.shown = shown;
    this.changes.fire(undefined);
  }

  dispose(): void {
    this.changes.dispose();
  }

  async getChildren(node?: LibraryNode): Promise<LibraryNode[]> {
    const listing = await (this.listing ??= this.parts.library.list());
    if (node?.kind === 'place') return nodesOf(listing, node.place);
    if (node) return [];
    this.shown = rowsOf(listing);
    const places = (['folder', 'workspace', 'user'] as const).filter((place) => nodesOf(listing, place).length > 0);
    return places.length > 1 ? places.map((place) => ({ kind: 'place', place })) : places.flatMap((place) => nodesOf(listing, place));
  }

  getTreeItem(node: LibraryNode): vscode.TreeItem {
    switch (node.kind) {
      case 'place': {
        const item = new vscode.TreeItem(placeNames[node.place], vscode.TreeItemCollapsibleState.Expanded);
        item.id = `place:${node.place}`;
        item.contextValue = 'place';
        return item;
      }
      case 'tool':
        return toolItem(node.listed);
      case 'damaged': {
        const item = new vscode.TreeItem(shownLine(node.folder), vscode.TreeItemCollapsibleState.None);
        item.id = `damaged:${node.place}:${node.folder}`;
        item.description = shownLine(node.reason);
        item.tooltip = `${shownLine(node.folder)} was set aside: ${shownLine(node.reason)}.\nIts files are in the library, untouched.`;
        item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
        item.contextValue = 'damaged';
        item.accessibilityInformation = { label: `Damaged: ${shownLine(node.folder)}, ${shownLine(node.reason)}` };
        return item;
      }
    }
  }
}

/** Everything of a listing that rows show or do. */
function rowsOf({ tools, damaged }: LibraryListing): string {
  return JSON.stringify([tools.map(({ tool, place, fingerprint, verification }) => [place, tool.id, fingerprint, verification]), damaged]);
}

function nodesOf(listing: LibraryListing, place: Place): LibraryNode[] {
  const tools = listing.tools.filter((listed) => listed.place === place).sort((a, b) => a.tool.name.localeCompare(b.tool.name));
  return [
    ...tools.map((listed): LibraryNode => ({ kind: 'tool', place, id: listed.tool.id, listed })),
    ...listing.damaged.filter((damaged) => damaged.place === place).map((damaged): LibraryNode => ({ kind: 'damaged', ...damaged })),
  ];
}

function toolItem(listed: LibraryTool): vscode.TreeItem {
  const { tool, place } = listed;
  const name = shownLine(tool.name);
  const label = verificationLabel(listed);
  const verified = isVerified(listed);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.None);
  item.id = `tool:${place}:${tool.id}`;
  item.description = label;
  // Plain text: names and descriptions were written by a model, or by a stranger.
  item.tooltip = `${name}\n${shownLine(tool.description)}\n\n${label}`;
  item.iconPath = !listed.isApproved ? new vscode.ThemeIcon('shield', new vscode.ThemeColor('list.warningForeground')) : tool.stage === 'draft' ? new vscode.ThemeIcon('edit') : verified ? new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')) : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = `${tool.stage}:${place}${tool.stage === 'tool' && !verified ? ':unverified' : ''}${listed.isApproved ? '' : ':unapproved'}`;
  item.command = { command: 'toolsmith.openTool', title: 'Open Tool', arguments: [{ place, id: tool.id } satisfies ToolAddress] };
  item.accessibilityInformation = { label: `${name}, ${label}` };
  return item;
}
