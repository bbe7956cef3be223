import * as vscode from 'vscode';
import type { Answerer } from '../../engine/applying/answerer';
import { mayLackATool } from '../../engine/applying/no-tool';
import type { PlannedText } from '../../engine/applying/plan-text';
import { rowsByTool, toolsOf } from '../../engine/applying/row';
import type { LibraryTool } from '../../engine/library/library';
import { abortSignalOf } from '../abort';
import { bestAnswerer } from '../asking/answerers';
import { askPlan } from '../asking/choose-column';
import { forgetChoices } from '../asking/remembered-preferences';
import { verifiedTools } from '../asking/verified-tools';
import { runCommand } from '../commands';
import type { Parts } from '../parts';
import { counted } from '../words/amounts';
import { shownLine } from '../words/shown';
import { answerDocument } from './answer-document';
import { isWorthReview, mayAsk, reviewOf } from './review-of';
import type { Reviews } from './reviews';
import { reviewedRows } from './reviewed-rows';
import { lookingTitle } from './shown-work';
import { itemsOf, planFrom } from './say-unplanned';
import type { ReadDocument } from './task';

/**
 * Answers each problem of a selection with the tool that fits it. Most of it is told without a model. What the person
 * alone can tell is asked once. What is undecided, or what no tool reads, goes to the light model, with consent.
 */
export async function applyBest(
  parts: Parts,
  reviews: Pick<Reviews, 'show'>,
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
  const { answerer, planned } = await planSelection(parts, verified, here);
  const about = { memory: parts.context.workspaceState, document: here.document.uri };
  const plan =
    planned.kind === 'question' ? await askPlan(planned.question, 'Apply Best Tool', about) : planFrom(planned);
  if (!plan) return;
  const items = await itemsOf(plan);
  if (!items) return;
  const { reading } = plan;
  const task = { ...here, reading, ...items };
  const rows = await answerDocument(parts, task, answerer, 'left');
  if (!rows) return;
  const unfit = rows.flatMap(({ outcome, item }) =>
    outcome.kind === 'noTool' && mayLackATool(outcome.why) ? [item.problem] : [],
  );
  const answered = reviewedRows(rows, true);
  if (isWorthReview(answered, mayAsk(parts) && unfit.length < rows.length)) {
    const [only, ...others] = [...rowsByTool(rows).keys()];
    const name = only && others.length === 0 ? only.tool.name : counted(others.length + 1, 'tool');
    await reviews.show(reviewOf(task, { kind: 'best' }, name, answered, toolsOf(rows)));
  } else sayNothingAnswered(parts, unfit.length, rows.length);
  // Not awaited: the question may stand as long as it likes.
  if (unfit.length > 0) void runCommand('toolsmith.inbox.offer', unfit, reading.notation);
}

/** Has the document in front ask again which of several fitting tools, or ways to read it, is meant. */
export async function forgetChosenTools(parts: Parts): Promise<void> {
  const document = (await parts.lastText.editor())?.document;
  const known = document !== undefined && (await forgetChoices(parts.context.workspaceState, document.uri));
  const name = document ? shownLine(vscode.workspace.asRelativePath(document.uri)) : 'this document';
  void vscode.window.showInformationMessage(
    known
      ? `Where several tools fit the problems of ${name}, or it can be read in several ways, you are asked again which is meant.`
      : `No tool was chosen for ${name}, and no way to read it.`,
  );
}

/** The selection in the reading that suits the tools best. */
async function planSelection(
  parts: Parts,
  tools: readonly LibraryTool[],
  { document, source }: ReadDocument,
): Promise<{ readonly answerer: Answerer; readonly planned: PlannedText }> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: lookingTitle, cancellable: true },
    async (progress, token) => {
      const answerer = await bestAnswerer(
        parts,
        document.uri,
        tools,
        { text: 'inMemory', models: 'left' },
        (done, total) => {
          if (done % 1_000 === 0)
            progress.report({ message: `${done.toLocaleString('en-US')} of ${counted(total, 'tool')} read` });
        },
      );
      return { answerer, planned: await answerer.plan({ source, name: document.fileName }, abortSignalOf(token)) };
    },
  );
}

function sayNothingAnswered({ log }: Parts, unfit: number, total: number): void {
  if (unfit === 0) return;
  const message =
    unfit === total
      ? `No tool fits ${unfit === 1 ? 'this problem' : `these ${counted(unfit, 'problem')}`}; nothing was changed. Solve a few and make a tool from those.`
      : `Nothing was answered, and nothing was changed. No tool fits ${unfit} of ${counted(total, 'problem')}.`;
  void vscode.window.showInformationMessage(message, 'Make Tool from Selection').then(
    async (choice) => {
      if (choice) await runCommand('toolsmith.makeTool');
    },
    (error: unknown) => log.error(String(error)),
  );
}
