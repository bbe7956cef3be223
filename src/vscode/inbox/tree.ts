import * as vscode from 'vscode';
import { examplesForTool, examplesOf, groupsOf, proposedOf, type InboxGroup } from '../../engine/inbox/groups';
import type { InboxProblem } from '../../engine/inbox/inbox';
import { shortLine, shownLine, shownText } from '../words/shown';
import { counted } from '../words/amounts';
import type { InboxNode } from '../view-rows';

/** The inbox as a tree: kept problems grouped by their shape, the largest group first. */
export class InboxTree implements vscode.TreeDataProvider<InboxNode> {
  private readonly changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly kept: () => Promise<readonly InboxProblem[]>;

  constructor(kept: () => Promise<readonly InboxProblem[]>) {
    this.kept = kept;
  }

  /** Reads the inbox anew. */
  refresh(): void {
    this.changes.fire(undefined);
  }

  dispose(): void {
    this.changes.dispose();
  }

  async getChildren(node?: InboxNode): Promise<InboxNode[]> {
    if (node?.kind === 'group') return node.group.problems.map((problem) => ({ kind: 'problem', problem }));
    return node ? [] : groupsOf(await this.kept()).map((group) => ({ kind: 'group', group }));
  }

  getTreeItem(node: InboxNode): vscode.TreeItem {
    return node.kind === 'group' ? groupItem(node.group) : problemItem(node.problem);
  }
}

function groupItem(group: InboxGroup): vscode.TreeItem {
  const [first] = group.problems;
  const item = new vscode.TreeItem(shortLine(first.problem), vscode.TreeItemCollapsibleState.Collapsed);
  const examples = examplesOf(group).length;
  const proposed = proposedOf(group).length;
  const ready = examples >= examplesForTool;
  item.id = `group:${group.shape}`;
  item.description = groupText(group);
  item.tooltip = `${group.problems
    .slice(0, 3)
    .map(({ problem }) => shownText(problem, 300))
    .join(
      '\n',
    )}${group.problems.length > 3 ? '\n…' : ''}\n\n${ready ? 'Enough are answered to make a tool from them.' : `${examplesForTool} answered ones make a tool.`} They are kept on this machine only.`;
  item.iconPath = new vscode.ThemeIcon(ready ? 'checklist' : 'list-flat');
  item.contextValue = `group:${ready ? 'ready' : 'open'}${proposed > 0 ? ':proposed' : ''}`;
  item.accessibilityInformation = { label: `${shortLine(first.problem)}, ${groupText(group)}` };
  return item;
}

/** `6 problems`, `6 problems, 4 answered, 2 to accept`. */
export function groupText(group: InboxGroup): string {
  const examples = examplesOf(group).length;
  const proposed = proposedOf(group).length;
  return [
    counted(group.problems.length, 'problem'),
    ...(examples > 0 ? [`${examples} answered`] : []),
    ...(proposed > 0 ? [`${proposed} to accept`] : []),
  ].join(', ');
}

function problemItem({ problem, answer }: InboxProblem): vscode.TreeItem {
  const item = new vscode.TreeItem(shortLine(problem), vscode.TreeItemCollapsibleState.None);
  const proposed = answer?.from === 'model' && !answer.accepted;
  const origin =
    answer?.from !== 'model'
      ? ''
      : answer.accepted
        ? ` (${answer.model}, accepted)`
        : ` (${answer.model}, not accepted)`;
  // The side bar is narrow: who answered is in the tooltip, and what matters beside the answer.
  item.description = answer ? `${proposed ? 'to accept · ' : ''}⇒ ${shortLine(answer.text)}` : '';
  // Plain text: problems and answers may be anybody's.
  item.tooltip = `${shownText(problem, 2_000)}${answer ? `\n⇒ ${shownText(answer.text, 2_000)}${shownLine(origin)}` : ''}`;
  item.iconPath = new vscode.ThemeIcon(!answer ? 'question' : proposed ? 'sparkle' : 'check');
  item.contextValue = 'problem';
  item.accessibilityInformation = {
    label: `${shortLine(problem)}${answer ? `, answered ${shortLine(answer.text)}${shownLine(origin)}` : ', not answered'}`,
  };
  return item;
}
