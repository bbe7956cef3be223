import * as vscode from 'vscode';
import type { ReviewedRow } from '../../engine/using/review';
import { formGroups, kindGroups, type FormGroup, type KindGroup } from '../../engine/using/review-groups';
import type { ReviewNode } from '../view-rows';
import { counted } from '../words/amounts';
import { shortLine, shownLine, shownText } from '../words/shown';
import { lessonsOf } from './lessons';
import { askableRows, chosenAnswers, isAskable, type Output, type Review } from './review';
import { askLabel, kindNames, rowText } from './review-words';

/** A review with what writing it comes to. */
export interface OpenReview {
  readonly review: Review;
  readonly output: Output;
}

/** The most rows that are listed under one form: the others are seen in the document. */
const mostRows = 200;

/** The rows of the review in front as a tree: by kind, then by form, with one row that stands for each form. */
export class ReviewTree implements vscode.TreeDataProvider<ReviewNode> {
  private readonly changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly current: () => OpenReview | undefined;

  constructor(current: () => OpenReview | undefined) {
    this.current = current;
  }

  /** Shows the review in front anew. */
  refresh(): void {
    this.changes.fire(undefined);
  }

  dispose(): void {
    this.changes.dispose();
  }

  getChildren(node?: ReviewNode): ReviewNode[] {
    const open = this.current();
    if (!open) return [];
    switch (node?.kind) {
      case undefined:
        return firstNodes(open);
      case 'kind':
        return formGroups(node.group).map((group) => {
          const [first, ...others] = group.rows;
          return others.length === 0 ? { kind: 'row', row: first } : { kind: 'form', group };
        });
      case 'form': {
        const rows = node.group.rows.slice(0, mostRows).map((row): ReviewNode => ({ kind: 'row', row }));
        const more = node.group.rows.length - rows.length;
        return more > 0 ? [...rows, { kind: 'more', rows: node.group.rows.slice(mostRows) }] : rows;
      }
      case 'row':
      case 'more':
      case 'write':
      case 'ask':
      case 'teach':
        return [];
    }
  }

  getTreeItem(node: ReviewNode): vscode.TreeItem {
    const open = this.current();
    switch (node.kind) {
      case 'write':
        return writeItem(node.answers);
      case 'ask':
        return askItem(node.rows);
      case 'teach':
        return teachItem(node);
      case 'kind':
        return kindItem(node.group, open);
      case 'form':
        return formItem(node.group, open);
      case 'row':
        return rowItem(node.row, open);
      case 'more':
        return new vscode.TreeItem(`${counted(node.rows.length, 'row')} more, in the document`);
    }
  }
}

/** The rows that a node stands for. */
export function rowsOfNode(node: ReviewNode): readonly ReviewedRow[] {
  switch (node.kind) {
    case 'kind':
    case 'form':
      return node.group.rows;
    case 'row':
      return [node.row];
    case 'ask':
    case 'more':
      return node.rows;
    case 'teach':
      return node.lesson.rows;
    case 'write':
      return [];
  }
}

function firstNodes({ review, output }: OpenReview): ReviewNode[] {
  const askable = askableRows(review);
  const kinds = kindGroups(review.rows, output.refused).map((group): ReviewNode => ({ kind: 'kind', group }));
  const answers = chosenAnswers(review).size - output.refused.size;
  return [
    ...(answers > 0 ? [{ kind: 'write' as const, answers }] : []),
    ...(askable.length > 0 ? [{ kind: 'ask' as const, rows: askable }] : []),
    ...lessonsOf(review).map((lesson): ReviewNode => ({ kind: 'teach', lesson })),
    ...kinds,
  ];
}

function writeItem(answers: number): vscode.TreeItem {
  const label = `Write ${counted(answers, 'Answer')}`;
  const item = new vscode.TreeItem(label);
  item.iconPath = new vscode.ThemeIcon('check', new vscode.ThemeColor('testing.iconPassed'));
  item.command = { command: 'toolsmith.review.write', title: label };
  item.tooltip = 'Writes them into the document as one edit, which one undo takes back.';
  return item;
}

function askItem(rows: readonly ReviewedRow[]): vscode.TreeItem {
  const item = new vscode.TreeItem(askLabel(rows.length));
  item.iconPath = new vscode.ThemeIcon('sparkle');
  item.command = { command: 'toolsmith.review.askAll', title: askLabel(rows.length) };
  item.tooltip = 'Shows first what would be sent, to whom and at which price. Nothing is sent before you agree.';
  return item;
}

function teachItem(node: Extract<ReviewNode, { kind: 'teach' }>): vscode.TreeItem {
  const { name, rows } = node.lesson;
  const label = `Teach the Tool ${counted(rows.length, 'Correction')}…`;
  const item = new vscode.TreeItem(label);
  item.description = shownLine(name);
  item.iconPath = new vscode.ThemeIcon('mortar-board');
  item.command = { command: 'toolsmith.review.teach', title: label, arguments: [node] };
  item.tooltip = 'They are its examples from then on. You see what else changes before you take its next version.';
  return item;
}

function kindItem({ kind, rows }: KindGroup, open: OpenReview | undefined): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(kindNames[kind], kind === 'none' ? Collapsed : Expanded);
  item.id = `${open?.review.key ?? ''}:${kind}`;
  item.description = rows.length.toLocaleString('en-US');
  item.contextValue = contextOf('group', rows);
  item.accessibilityInformation = { label: `${kindNames[kind]}, ${counted(rows.length, 'row')}` };
  return item;
}

function formItem({ kind, form, rows }: FormGroup, open: OpenReview | undefined): vscode.TreeItem {
  const [first] = rows;
  const item = new vscode.TreeItem(shortLine(first.item.problem, 60), vscode.TreeItemCollapsibleState.Collapsed);
  const said = open ? rowText(first, open.review, open.output) : '';
  item.id = `${open?.review.key ?? ''}:${kind}:${form}`;
  item.description = `${rows.length.toLocaleString('en-US')} of this form · ${said}`;
  item.contextValue = contextOf(kind === 'novel' ? 'form' : 'group', rows);
  item.accessibilityInformation = {
    label: `${counted(rows.length, 'row')} such as ${shortLine(first.item.problem, 60)}, ${said}`,
  };
  return item;
}

function rowItem(row: ReviewedRow, open: OpenReview | undefined): vscode.TreeItem {
  const { problem, span } = row.item;
  const label = shortLine(problem, 60);
  const item = new vscode.TreeItem(label);
  const said = open ? rowText(row, open.review, open.output) : '';
  const line = open ? `line ${open.review.task.document.positionAt(span.start).line + 1}` : '';
  const by = row.by === undefined ? '' : ` · ${row.by ?? 'no tool'}`;
  item.id = `${open?.review.key ?? ''}:${row.index}`;
  item.description = `${said} · ${line}${by}`;
  // Plain text: problems and answers may be anybody's.
  item.tooltip = `${shownText(problem, 2_000)}\n${said}\n${line}${by}`;
  item.iconPath = new vscode.ThemeIcon(iconOf(row, open));
  item.contextValue = contextOf('row', [row]);
  item.command = {
    command: 'toolsmith.review.reveal',
    title: 'Show in the Document',
    arguments: [{ kind: 'row', row }],
  };
  item.accessibilityInformation = { label: `${line}, ${label}, ${said}${by}` };
  return item;
}

function iconOf({ index, attention }: ReviewedRow, open: OpenReview | undefined): string {
  const decision = open?.review.decisions.get(index);
  if (decision) return { keep: 'check', leave: 'circle-slash', correct: 'edit' }[decision.kind];
  if (open?.output.refused.has(index)) return 'warning';
  return {
    failed: 'error',
    noAnswer: 'circle-slash',
    notRead: 'question',
    byModel: 'sparkle',
    unchanged: 'dash',
    novel: 'eye',
    none: 'check',
  }[attention];
}

/** What the row commands look at: `row:answer`, `group:answer:askable`; `form`: of what is unlike any example. */
function contextOf(level: 'row' | 'group' | 'form', rows: readonly ReviewedRow[]): string {
  return [
    level,
    ...(rows.some(({ outcome }) => outcome.kind === 'answer') ? ['answer'] : []),
    ...(rows.some(isAskable) ? ['askable'] : []),
  ].join(':');
}
