import * as vscode from 'vscode';
import { isVerified, type LibraryTool, type ToolAddress } from '../../engine/library/library';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import { placeNames } from '../words/places';
import { LibraryRows, type LibraryNode } from './rows';
import { damagedRemedy } from './show-damaged';
import { shownLine } from '../words/shown';
import { shortVerification, spokenVerification } from '../words/verification';

/** The library as a tree: the places as groups only where several hold something, a long place in pages. */
export class LibraryTree implements vscode.TreeDataProvider<LibraryNode> {
  private readonly changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly rows: LibraryRows;

  constructor(parts: Parts) {
    this.rows = new LibraryRows(parts.library);
  }

  /**
   * Reads anew what is shown. It tells the editor only when that is done and a row differs, since the editor forgets
   * all rows until it has new ones. A command on a row would get none meanwhile.
   */
  async refresh(): Promise<void> {
    if (await this.rows.refresh()) this.changes.fire(undefined);
  }

  dispose(): void {
    this.changes.dispose();
  }

  async getChildren(node?: LibraryNode): Promise<LibraryNode[]> {
    return [...(await this.rows.childrenOf(node))];
  }

  getTreeItem(node: LibraryNode): vscode.TreeItem {
    switch (node.kind) {
      case 'place': {
        const item = new vscode.TreeItem(placeNames[node.place], vscode.TreeItemCollapsibleState.Expanded);
        item.id = `place:${node.place}`;
        item.contextValue = 'place';
        return item;
      }
      case 'page':
        return pageItem(node);
      case 'tool':
        return toolItem(node.listed);
      case 'damaged': {
        const item = new vscode.TreeItem(shownLine(node.folder), vscode.TreeItemCollapsibleState.None);
        item.id = `damaged:${node.place}:${node.folder}`;
        item.description = shownLine(node.reason);
        item.tooltip = `${shownLine(node.folder)} was set aside: ${shownLine(node.reason)}.\n\n${damagedRemedy}`;
        item.command = { command: 'toolsmith.showDamaged', title: 'Show What Is Wrong', arguments: [node] };
        item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
        item.contextValue = 'damaged';
        item.accessibilityInformation = { label: `Damaged: ${shownLine(node.folder)}, ${shownLine(node.reason)}` };
        return item;
      }
    }
  }
}

/** A page by its first and its last name, as a dictionary's. */
function pageItem({ place, from, names }: LibraryNode & { readonly kind: 'page' }): vscode.TreeItem {
  const [first = from, last = from] = [names[0], names.at(-1)].map((name) => shownLine(name ?? from));
  const item = new vscode.TreeItem(
    first === last ? first : `${first} … ${last}`,
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = `page:${place}:${from}`;
  item.description = counted(names.length, 'tool');
  item.tooltip = `${counted(names.length, 'tool')} in folders from ${first} to ${last}`;
  item.contextValue = 'page';
  item.accessibilityInformation = { label: `${counted(names.length, 'tool')} from ${first} to ${last}` };
  return item;
}

function toolItem(listed: LibraryTool): vscode.TreeItem {
  const { tool, place } = listed;
  const name = shownLine(tool.name);
  const label = shownLine(spokenVerification(listed));
  const verified = isVerified(listed);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.None);
  item.id = `tool:${place}:${tool.id}`;
  item.description = shortVerification(listed);
  // Plain text: names and descriptions were written by a model, or by a stranger.
  item.tooltip = `${name}\n${shownLine(tool.description)}\n\n${label}`;
  item.iconPath = !listed.isApproved
    ? new vscode.ThemeIcon('shield', new vscode.ThemeColor('list.warningForeground'))
    : tool.stage === 'draft'
      ? new vscode.ThemeIcon('edit')
      : verified
        ? new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'))
        : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = `${tool.stage}:${place}${tool.stage === 'tool' && !verified ? ':unverified' : ''}${listed.isApproved ? '' : ':unapproved'}`;
  item.command = {
    command: 'toolsmith.openTool',
    title: 'Open Tool',
    arguments: [{ place, id: tool.id } satisfies ToolAddress],
  };
  item.accessibilityInformation = { label: `${name}, ${label}` };
  return item;
}
