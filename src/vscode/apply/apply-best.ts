import * as vscode from 'vscode';
import { askForTools, openProblem, type AskedTool, type OpenProblem } from '../../engine/dispatching/ask-for-tool';
import { dispatchBestReading } from '../../engine/dispatching/best-reading';
import { createDispatcher, type Dispatched } from '../../engine/dispatching/dispatch';
import { livingPreferences, type Preference } from '../../engine/dispatching/preferences';
import { openToolIndex } from '../../engine/dispatching/tool-index';
import type { LibraryTool } from '../../engine/library/library';
import { headerOverProblems } from '../../engine/problem/answer-place';
import type { Reading } from '../../engine/notation/notation';
import { byAttention, reviewRows, type ReviewedRow } from '../../engine/using/review';
import { abortSignalOf } from '../abort';
import { runCommand } from '../commands';
import { bookUse } from '../ledger/book';
import { indexStoreOf } from '../index-store';
import { shownLine } from '../words/shown';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import type { AnsweredItem } from './answered';
import { askToChoose } from '../asking/ask-to-choose';
import { assignmentOf, type Assignment } from './assignment';
import { chooseMeant } from '../asking/choose-meant';
import { ensureVerified } from '../asking/ensure-verified';
import type { Preview } from './preview';
import { readingsForTools } from '../../engine/dispatching/readings-for-tools';
import { preferencesFor, rememberPreferences } from '../asking/remembered-preferences';
import { runTask, sayModelFailures, withCounts } from './run-task';
import { openItems, type OpenItem } from '../text/open-items';
import type { OpenDocument, ReadDocument } from './task';
import { verifiedTools } from '../asking/verified-tools';

/** An item with its tool, or why it has none. */
type AssignedItem = OpenItem & { readonly to: Assignment };

/**
 * Answers each problem of a selection with the tool that fits it. Told without a model where that can be; what the
 * person alone can tell is asked once; what is undecided, or no tool reads, goes to the light model, with consent.
 */
export async function applyBest(
  parts: Parts,
  preview: Preview,
  tools: readonly LibraryTool[],
  here: ReadDocument,
): Promise<void> {
  const verified = await verifiedTools(parts, tools);
  if (!verified) return;
  if (verified.length === 0) {
    void vscode.window.showInformationMessage(
      'No tool is verified on this machine. Open one to see which of its examples fail, or make one from a few solved problems.',
    );
    return;
  }
  const preferences = await livingPreferencesFor(parts, here.document.uri, tools);
  const found = await dispatchSelection(parts, verified, here, preferences);
  if (!found) return;
  const { open, anew } = openItems(found.reading);
  const settled = await chooseMeant(
    parts,
    here.document,
    preferences,
    found.dispatched,
    open.map(({ item }) => item.problem),
  );
  const asked = settled && (await askAboutTheRest(parts, settled, open));
  if (!asked) return;
  const assigned = open.map((item, at): AssignedItem => ({
    ...item,
    to: assignmentOf(settled[at] ?? { kind: 'cancelled' }, asked.get(at)),
  }));
  await answerAll(parts, preview, { ...here, reading: found.reading, open, anew }, assigned);
  const unfit = assigned.flatMap(({ to, item }) => (!to.tool && !to.fits ? [item.problem] : []));
  // Not awaited: the question may stand as long as it likes.
  if (unfit.length > 0) void runCommand('toolsmith.inbox.offer', unfit, found.reading.notation);
}

/** Has the document in front ask again which of several fitting tools is meant. */
export async function forgetChosenTools(parts: Parts): Promise<void> {
  const document = (await parts.lastText.editor())?.document;
  const memory = parts.context.workspaceState;
  const known = document !== undefined && preferencesFor(memory, document.uri).length > 0;
  if (known) await rememberPreferences(memory, document.uri, []);
  const name = document ? vscode.workspace.asRelativePath(document.uri) : 'this document';
  void vscode.window.showInformationMessage(
    known
      ? `Where several tools fit the problems of ${name}, “Apply Best Tool” asks again which is meant.`
      : `No tool was chosen for ${name}.`,
  );
}

/** What was chosen for a document, as far as the tools are still there; the others are forgotten. */
async function livingPreferencesFor(
  { context }: Parts,
  document: vscode.Uri,
  tools: readonly LibraryTool[],
): Promise<readonly Preference[]> {
  const remembered = preferencesFor(context.workspaceState, document);
  const living = livingPreferences(remembered, tools);
  if (JSON.stringify(living) !== JSON.stringify(remembered))
    await rememberPreferences(context.workspaceState, document, living);
  return living;
}

/**
 * The selection in the reading that suits the tools best, with where its problems go as far as no model is needed.
 * `undefined`: stopped.
 */
async function dispatchSelection(
  parts: Parts,
  tools: readonly LibraryTool[],
  { source }: ReadDocument,
  preferences: readonly Preference[],
): Promise<{ readonly reading: Reading; readonly dispatched: readonly Dispatched[] } | undefined> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: 'Toolsmith: looking for the tool of each problem',
      cancellable: true,
    },
    async (progress, token) => {
      const index = await openToolIndex(tools, indexStoreOf(parts.context), (done, total) => {
        if (done % 1_000 === 0)
          progress.report({ message: `${done.toLocaleString('en-US')} of ${counted(total, 'tool')} read` });
      });
      const found = await dispatchBestReading(
        readingsForTools(tools, source),
        {
          problemsOf: (reading) => openItems(reading).open.map(({ item }) => item.problem),
          headerOf: headerOverProblems,
        },
        createDispatcher(index, parts.workshop()),
        abortSignalOf(token),
        {
          preferences,
          onCount: (done, total) => {
            if (done % 100 === 0 || done === total) progress.report({ message: `${done} of ${total}` });
          },
        },
      );
      return token.isCancellationRequested ? undefined : found;
    },
  );
}

/** Puts what has no tool to the light model, after the person agreed; what it said, by index. `undefined`: given up. */
async function askAboutTheRest(
  parts: Parts,
  dispatched: readonly Dispatched[],
  open: readonly OpenItem[],
): Promise<ReadonlyMap<number, AskedTool> | undefined> {
  const rest = dispatched.flatMap((one, at): (OpenProblem & { readonly at: number; readonly item: OpenItem })[] => {
    const item = open[at];
    const asking = item && openProblem(item.item.problem, one);
    return asking ? [{ at, item, ...asking }] : [];
  });
  const asked = new Map<number, AskedTool>();
  const consent = rest.length > 0 ? await askToChoose(parts, rest, open.length) : 'leave';
  if (consent === undefined) return undefined;
  if (consent === 'leave') return asked;
  // Stopped half-way, what was answered by then is taken.
  await withCounts(
    `Toolsmith: ${shownLine(consent.identity.model)} chooses tools`,
    rest.map(({ item }) => item),
    async (_, signal, onOutcome) => {
      await askForTools(rest, consent, parts.settings.modelUse().inFlight, signal, (index, outcome) => {
        const one = rest[index];
        if (one) asked.set(one.at, outcome);
        onOutcome();
      });
      return [];
    },
  );
  return asked;
}

/** Every problem through its tool, and all of them into one preview. */
async function answerAll(
  parts: Parts,
  preview: Preview,
  document: OpenDocument,
  assigned: readonly AssignedItem[],
): Promise<void> {
  const rows: ReviewedRow[] = [];
  const without = assigned.flatMap(({ to, index, item }) => (to.tool ? [] : [{ index, item, outcome: to.outcome }]));
  const byTool = new Map<LibraryTool, OpenItem[]>();
  for (const { to, index, item } of assigned)
    if (to.tool) byTool.set(to.tool, [...(byTool.get(to.tool) ?? []), { index, item }]);
  const answering: string[] = [];
  let stopped = false;
  for (const [tool, open] of byTool) {
    const answered: readonly AnsweredItem[] | undefined =
      stopped || !(await ensureVerified(parts, tool)) ? undefined : await runTask(parts, { ...document, tool, open });
    // Given up: what other tools have answered by then may have been paid for, and is shown.
    stopped ||= answered === undefined;
    if (answered) {
      await bookUse(parts, tool.tool, answered);
      answering.push(tool.tool.name);
    }
    const name = shownLine(tool.tool.name);
    rows.push(
      ...reviewRows(
        tool.tool,
        answered ?? open.map((item) => ({ ...item, outcome: { kind: 'cancelled' as const } })),
      ).map((row) => ({ ...row, by: name })),
    );
  }
  rows.push(...reviewRows({ examples: [] }, without).map((row) => ({ ...row, by: null })));
  sayModelFailures(parts, parts.models.identity('user')?.model ?? 'the light model', without);
  if (rows.some(({ outcome }) => outcome.kind === 'answer')) {
    const [only] = answering;
    const toolOf = new Map(assigned.map(({ index, to }) => [index, to.tool?.tool]));
    await preview.show(
      document,
      byAttention(rows),
      answering.length === 1 && only !== undefined ? only : counted(answering.length, 'tool'),
      (index) => toolOf.get(index),
    );
    return;
  }
  if (!stopped) sayNothingAnswered(parts, assigned);
}

function sayNothingAnswered({ log }: Parts, assigned: readonly AssignedItem[]): void {
  const unfit = assigned.filter(({ to }) => !to.tool && !to.fits).length;
  if (unfit === 0) return;
  const message =
    unfit === assigned.length
      ? `No tool fits ${unfit === 1 ? 'this problem' : `these ${counted(unfit, 'problem')}`}; nothing was changed. Solve a few and make a tool from those.`
      : `Nothing was answered, and nothing was changed. No tool fits ${unfit} of ${counted(assigned.length, 'problem')}.`;
  void vscode.window.showInformationMessage(message, 'Make Tool from Selection').then(
    async (choice) => {
      if (choice) await runCommand('toolsmith.makeTool');
    },
    (error: unknown) => log.error(String(error)),
  );
}
