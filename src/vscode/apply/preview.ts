import * as vscode from 'vscode';
import type { Placement } from '../../engine/problem/notation';
import { placementsOf } from '../../engine/problem/write';
import { reviewRows, type ReviewedRow } from '../../engine/using/review';
import { registerCommand, type CommandArguments } from '../commands';
import { counted } from '../making/words';
import type { Parts } from '../parts';
import { previewTexts, type PreviewTexts } from './preview-text';
import type { AnsweredItem } from './run-task';
import type { Task } from './task';
import { answersOf, openAsNewDocument, selectUnanswered, writeInto } from './write-answers';

const scheme = 'toolsmith-preview';

/** Shows answers before they are written. */
export interface Preview {
  show(task: Task, answered: readonly AnsweredItem[]): Promise<void>;
}

interface Shown {
  readonly task: Task;
  readonly rows: readonly ReviewedRow[];
  readonly texts: PreviewTexts;
}

const placementNames: Readonly<Record<Placement, string>> = { fill: 'Fill In the Answers', replace: 'Replace the Problems', below: 'Insert Below Each Problem' };

/** The preview in the editor's own diff, with its commands in the title bar. One preview for each document. */
export function registerPreview(parts: Parts): Preview & vscode.Disposable {
  const shown = new Map<string, Shown>();
  let next = 1;

  const active = (): { readonly key: string; readonly preview: Shown } | undefined => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (!(input instanceof vscode.TabInputTextDiff) || input.modified.scheme !== scheme) return undefined;
    const preview = shown.get(input.modified.authority);
    return preview && { key: input.modified.authority, preview };
  };

  const updateContext = (): void => {
    const current = active();
    const set = (name: string, value: unknown): void => void vscode.commands.executeCommand('setContext', name, value);
    set('toolsmith.previewActive', current !== undefined);
    set('toolsmith.previewPlacements', current ? placementsOf(current.preview.task.reading).join(',') : '');
    set('toolsmith.previewHasUnanswered', current?.preview.rows.some((row) => row.outcome.kind !== 'answer') ?? false);
  };

  const close = async (key: string): Promise<void> => {
    shown.delete(key);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.scheme === scheme && tab.input.modified.authority === key);
    await vscode.window.tabGroups.close(tabs);
  };

  const place = async (key: string, { task, rows }: Shown, placement: Placement): Promise<void> => {
    const answers = answersOf(rows);
    if (!(await writeInto(task, answers, placement))) return;
    await close(key);
    await vscode.window.showTextDocument(task.document, { preview: false });
    const left = rows.length - answers.size;
    const choice = await vscode.window.showInformationMessage(`Wrote ${counted(answers.size, 'answer')}.${left > 0 ? ` ${counted(left, 'row')} without one ${left === 1 ? 'stays' : 'stay'} as ${left === 1 ? 'it was' : 'they were'}.` : ''} Undo takes it back.`, ...(left > 0 ? ['Select Them'] : []));
    if (choice) await selectUnanswered(task, rows);
  };

  const command = (name: keyof CommandArguments & `toolsmith.preview.${string}`, run: (key: string, preview: Shown) => Promise<void>): vscode.Disposable =>
    registerCommand(name, parts.log, async () => {
      const current = active();
      if (current) await run(current.key, current.preview);
      else void vscode.window.showInformationMessage('No preview of answers is open. Apply a tool first.');
    });

  const copy = async ({ rows }: Shown): Promise<void> => {
    const inOrder = [...rows].sort((a, b) => a.index - b.index);
    await vscode.env.clipboard.writeText(inOrder.map((row) => (row.outcome.kind === 'answer' ? row.outcome.answer : '')).join('\n'));
    void vscode.window.showInformationMessage(`Copied ${counted(answersOf(rows).size, 'answer')}, a line each; rows without one are empty lines.`);
  };

  const provider: vscode.TextDocumentContentProvider = {
    provideTextDocumentContent: (uri) => {
      const preview = shown.get(uri.authority);
      return preview ? (uri.path.startsWith('/before') ? preview.texts.before : preview.texts.after) : '';
    },
  };

  const registrations = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    vscode.window.tabGroups.onDidChangeTabs(updateContext),
    vscode.window.tabGroups.onDidChangeTabGroups(updateContext),
    command('toolsmith.preview.fill', (key, preview) => place(key, preview, 'fill')),
    command('toolsmith.preview.replace', (key, preview) => place(key, preview, 'replace')),
    command('toolsmith.preview.below', (key, preview) => place(key, preview, 'below')),
    command('toolsmith.preview.newDocument', async (key, { task, rows }) => {
      await close(key);
      await openAsNewDocument(task, answersOf(rows));
    }),
    command('toolsmith.preview.copy', (_, preview) => copy(preview)),
    command('toolsmith.preview.selectUnanswered', (_, { task, rows }) => selectUnanswered(task, rows)),
    command('toolsmith.preview.discard', (key) => close(key)),
  );

  return {
    show: async (task, answered) => {
      const rows = reviewRows(task.tool.tool, answered);
      const key = `p${next++}`;
      shown.set(key, { task, rows, texts: previewTexts(task.source.text, rows) });
      const uri = (side: 'before' | 'after'): vscode.Uri => vscode.Uri.from({ scheme, authority: key, path: `/${side}.txt` });
      await vscode.commands.executeCommand('vscode.diff', uri('before'), uri('after'), `${task.tool.tool.name}: ${counted(rows.length, 'problem')} (before ↔ after)`, { preview: true });
      updateContext();
      const preview = shown.get(key);
      const placements = placementsOf(task.reading);
      // Not awaited: the message stays for as long as the person looks at the preview.
      void vscode.window.showInformationMessage(summary(rows, task), ...placements.slice(0, 2).map((placement) => placementNames[placement]), 'Copy').then(async (choice) => {
        if (!preview || !shown.has(key) || choice === undefined) return;
        const chosen = placements.find((placement) => placementNames[placement] === choice);
        if (chosen) await place(key, preview, chosen);
        else await copy(preview);
      });
    },
    dispose: () => registrations.dispose(),
  };
}

/** `388 answered, 6 not read, 12 novel. Nothing is written yet.` */
function summary(rows: readonly ReviewedRow[], task: Task): string {
  const count = (test: (row: ReviewedRow) => boolean): number => rows.filter(test).length;
  const parts = [
    [count((row) => row.outcome.kind === 'answer'), 'answered'],
    [count((row) => row.attention === 'failed'), 'failed'],
    [count((row) => row.attention === 'noAnswer'), 'without an answer'],
    [count((row) => row.attention === 'notRead'), 'not read'],
    [count((row) => row.attention === 'byModel'), 'by the light model'],
    [count((row) => row.novel), 'novel'],
  ] as const;
  const told = parts.filter(([number], index) => number > 0 || index === 0).map(([number, word]) => `${number} ${word}`);
  return `${task.tool.tool.name}: ${told.join(', ')}. Nothing is written yet.${task.anew ? ' Every row had an answer already: these are new ones.' : ''}`;
}
