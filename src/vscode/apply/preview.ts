import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { guardFor, type Guard } from '../../engine/notation/table/spreadsheet';
import { placementsOf, type Placement } from '../../engine/problem/write';
import type { Tool } from '../../engine/tool/tool';
import type { ReviewedRow } from '../../engine/using/review';
import { registerCommand, runCommand, type CommandArguments } from '../commands';
import { mayOfferKeeping } from '../asking/keep-consent';
import { shownLine } from '../words/shown';
import { counted, guardedText } from '../words/amounts';
import { reached } from '../milestones';
import type { Parts } from '../parts';
import { revealDocument } from '../text/reveal-document';
import { answersOf } from '../../engine/applying/row';
import { copyText } from './answered';
import { foresee, type Foreseen } from './foresee';
import { keepLabel, summaryText, unreadProblems, writtenText } from './outcome-words';
import { previewKeyOf, previewScheme, previewTabs } from './preview-tabs';
import { previewTexts, type PreviewTexts } from './preview-text';
import type { OpenDocument } from './task';
import { openAsNewDocument, selectUnanswered, writeInto } from './write-answers';

/** Shows answers before they are written. */
export interface Preview {
  /** `name`: what answered, the tool's name or how many tools; `toolOf`: the tool that answered an item. */
  show(
    task: OpenDocument,
    rows: readonly ReviewedRow[],
    name: string,
    toolOf: (index: number) => Tool | undefined,
  ): Promise<void>;
}

interface Shown {
  readonly task: OpenDocument;
  readonly name: string;
  readonly rows: readonly ReviewedRow[];
  readonly texts: PreviewTexts;
  readonly guard: Guard;
  readonly foreseen: Foreseen;
}

const placementNames: Readonly<Record<Placement, string>> = {
  fill: 'Fill In the Answers',
  replace: 'Replace the Problems',
  below: 'Insert Below Each Problem',
};

/** Writes the answers also where something stands in their places. */
const overwriteLabel = 'Overwrite';

/** The preview in the editor's own diff, with its commands in the title bar. A preview lives as long as its tab. */
export function registerPreview(parts: Parts): Preview & vscode.Disposable {
  const shown = new Map<string, Shown>();

  const active = (): { readonly key: string; readonly preview: Shown } | undefined => {
    const key = previewKeyOf(vscode.window.tabGroups.activeTabGroup.activeTab);
    const preview = key === undefined ? undefined : shown.get(key);
    return key !== undefined && preview ? { key, preview } : undefined;
  };

  const updateContext = (): void => {
    const current = active();
    const set = (name: string, value: unknown): void => void vscode.commands.executeCommand('setContext', name, value);
    set('toolsmith.previewActive', current !== undefined);
    set('toolsmith.previewPlacements', current ? placementsOf(current.preview.task.reading).join(',') : '');
    set('toolsmith.previewHasUnanswered', current?.preview.rows.some((row) => row.outcome.kind !== 'answer') ?? false);
  };

  /** Closing the tab is discarding the preview, whichever way it is closed. */
  const forgetClosed = (closed: readonly vscode.Tab[]): void => {
    const open = new Set(previewTabs().map(previewKeyOf));
    for (const key of closed.map(previewKeyOf)) if (key !== undefined && !open.has(key)) shown.delete(key);
  };

  const close = async (key: string): Promise<void> => {
    shown.delete(key);
    await vscode.window.tabGroups.close(previewTabs().filter((tab) => previewKeyOf(tab) === key));
  };

  const place = async (
    key: string,
    { task, rows, guard }: Shown,
    placement: Placement,
    overwrite = task.anew,
  ): Promise<void> => {
    const answers = answersOf(rows);
    const written = await writeInto(task, answers, placement, { overwrite, guard });
    if (!written) return;
    reached('answersTaken');
    await close(key);
    await revealDocument(task.document);
    const { refused, guarded } = written;
    const left = rows.length - answers.size;
    const unread = mayOfferKeeping(parts.context.globalState) ? unreadProblems(rows) : [];
    const choice = await vscode.window.showInformationMessage(
      writtenText(task, { answers: answers.size - refused.length, left, refused, guarded }),
      ...(left > 0 ? ['Select Them'] : []),
      ...(unread.length > 0 ? [keepLabel] : []),
    );
    if (choice === keepLabel) await runCommand('toolsmith.inbox.keep', unread, task.reading.notation);
    else if (choice) await selectUnanswered(task, rows, written.edits);
  };

  const copy = async ({ rows, guard }: Shown): Promise<void> => {
    const { text, guarded } = copyText(rows, guard);
    await vscode.env.clipboard.writeText(text);
    reached('answersTaken');
    const asTheyAre = 'Copy Without Apostrophes';
    const choice = await vscode.window.showInformationMessage(
      `Copied ${counted(answersOf(rows).size, 'answer')}, a line each; rows without one are empty lines.${guardedText(guarded)}`,
      ...(guarded > 0 ? [asTheyAre] : []),
    );
    if (choice === asTheyAre) await vscode.env.clipboard.writeText(copyText(rows, (answer) => answer).text);
  };

  const command = (
    name: keyof CommandArguments & `toolsmith.preview.${string}`,
    run: (key: string, preview: Shown) => Promise<void>,
  ): vscode.Disposable =>
    registerCommand(name, parts.log, async () => {
      const current = active();
      if (current) await run(current.key, current.preview);
      else void vscode.window.showInformationMessage('No preview of answers is open. Apply a tool first.');
    });

  /** The same commands as a message; not awaited, since it stays for as long as the person looks at the preview. */
  const offer = async (key: string, { task, rows, name, foreseen }: Shown): Promise<void> => {
    const placements = placementsOf(task.reading);
    const isTaken = [...foreseen.refused.values()].some((refusal) => refusal.isTaken);
    const choice = await vscode.window.showInformationMessage(
      summaryText(name, task, rows, foreseen),
      ...placements.slice(0, 2).map((placement) => placementNames[placement]),
      ...(isTaken ? [overwriteLabel] : []),
      'Copy',
    );
    if (choice === undefined) return;
    const preview = shown.get(key);
    if (!preview) {
      void vscode.window.showInformationMessage(
        'That preview was closed: nothing more was written from it. Apply the tool again.',
      );
      return;
    }
    if (choice === overwriteLabel) return place(key, preview, placements[0] ?? 'fill', true);
    const chosen = placements.find((placement) => placementNames[placement] === choice);
    await (chosen ? place(key, preview, chosen) : copy(preview));
  };

  const provider: vscode.TextDocumentContentProvider = {
    provideTextDocumentContent: (uri) => {
      const preview = shown.get(uri.authority);
      return preview ? (uri.path.startsWith('/before') ? preview.texts.before : preview.texts.after) : '';
    },
  };

  const registrations = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(previewScheme, provider),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      forgetClosed(closed);
      updateContext();
    }),
    vscode.window.tabGroups.onDidChangeTabGroups(updateContext),
    command('toolsmith.preview.fill', (key, preview) => place(key, preview, 'fill')),
    command('toolsmith.preview.replace', (key, preview) => place(key, preview, 'replace')),
    command('toolsmith.preview.below', (key, preview) => place(key, preview, 'below')),
    command('toolsmith.preview.newDocument', async (key, { task, rows, guard }) => {
      await close(key);
      const said = guardedText(await openAsNewDocument(task, answersOf(rows), guard));
      reached('answersTaken');
      if (said !== '') void vscode.window.showInformationMessage(said.trim());
    }),
    command('toolsmith.preview.copy', (_, preview) => copy(preview)),
    command('toolsmith.preview.selectUnanswered', (_, { task, rows }) => selectUnanswered(task, rows)),
    command('toolsmith.preview.discard', (key) => close(key)),
  );

  const show: Preview['show'] = async (task, rows, name, toolOf) => {
    const key = randomUUID();
    const guard = guardFor([task.document.fileName], toolOf);
    const foreseen = foresee(task, rows, guard);
    const texts = previewTexts(task.source.text, rows, foreseen.refused);
    const preview: Shown = { task, name, rows, texts, guard, foreseen };
    shown.set(key, preview);
    const uri = (side: 'before' | 'after'): vscode.Uri =>
      vscode.Uri.from({ scheme: previewScheme, authority: key, path: `/${side}.txt` });
    // Not a tab that the next file replaces, and none that replaces the file which the problems are in.
    await vscode.commands.executeCommand(
      'vscode.diff',
      uri('before'),
      uri('after'),
      `${shownLine(name)}: ${counted(rows.length, 'problem')} (before ↔ after)`,
      { preview: false },
    );
    updateContext();
    offer(key, preview).catch((error: unknown) => parts.log.error(String(error)));
  };
  return Object.assign(registrations, { show });
}
