import { extname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Answerer } from '../../engine/applying/answerer';
import { lackingKinds } from '../../engine/applying/no-tool';
import { inboxCaps } from '../../engine/inbox/keeping';
import { countedUseEntry } from '../../engine/ledger/use-entry';
import type { LibraryTool } from '../../engine/library/library';
import type { PlanChoice } from '../../engine/problem/plan';
import type { Notation } from '../../engine/notation/notation';
import { answerFile, problemsLeft, type FileProgress } from '../../node/batch/answer-file';
import type { PaidReplies } from '../../node/batch/answer-journal';
import { saidOfEarlierRun } from '../../node/batch/earlier-run';
import { planBatch, type BatchPlan, type ChoosePlan } from '../../node/batch/plan-batch';
import type { BatchOutcome } from '../../node/batch/run-batch';
import { createRuns, type Runs } from '../../node/batch/runs';
import { StoreError } from '../../node/store/store-error';
import { exists } from '../../node/store/exists';
import { isSameFile } from '../../node/store/same-file';
import { stateFolder } from '../../node/store/state-folder';
import { abortSignalOf } from '../abort';
import { runCommand } from '../commands';
import { book } from '../ledger/book';
import { sentence, shownFile, shownLine } from '../words/shown';
import type { Parts } from '../parts';
import { askPlan } from '../asking/choose-column';
import { sayOutcome } from './file-outcome';
import { countsText, rateOf } from './file-words';

const elsewhereLabel = 'Choose Another Place…';

/** What answers a file. */
export interface FileTask {
  /** The tools that may answer rows. */
  readonly tools: readonly LibraryTool[];
  readonly answerer: Answerer;
}

/** What the person wants next: the same once more, the answers in another place, or no more. */
type Next = 'again' | 'elsewhere' | 'enough';

/**
 * Answers a file into a new one beside it, with progress, and says what came of it. The input stays as it is. `open`
 * is asked anew where the person wants the rest tried again: there may be other tools by then; `undefined` gives up.
 */
export async function answerInput(
  parts: Parts,
  input: string,
  open: () => Promise<FileTask | undefined>,
): Promise<void> {
  const runs = createRuns(join(stateFolder(process.env), 'runs'), () => new Date());
  let output: string | undefined = await freeName(input, runs);
  const paid: PaidReplies = new Map();
  const choose = planChooser(input, parts.context.workspaceState);
  for (let next: Next = 'again'; next !== 'enough';) {
    if (next === 'elsewhere') output = await anotherPlace(input, output);
    const place = output;
    const task = place === undefined ? undefined : await open();
    if (!task || place === undefined) return;
    const planned = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Toolsmith: reading ${shownFile(input)}`,
        cancellable: true,
      },
      (_, token) => planBatch(task.answerer, input, place, abortSignalOf(token), choose),
    );
    if (planned.kind === 'cancelled') return;
    if (planned.kind === 'unreadable') {
      void vscode.window.showErrorMessage(`Nothing was written. ${sentence(shownLine(planned.message))}`);
      return;
    }
    next = await answerOnce(parts, task, planned.plan, runs, paid);
  }
}

/** Asks where the answers should go, as where the file's own folder takes none. Never over the file itself. */
async function anotherPlace(input: string, output: string | undefined): Promise<string | undefined> {
  const chosen = await vscode.window.showSaveDialog({
    title: 'Where Should the Answers Go?',
    saveLabel: 'Write the Answers',
    ...(output === undefined ? {} : { defaultUri: vscode.Uri.file(output) }),
  });
  if (chosen?.scheme !== 'file') return undefined;
  if (!(await isSameFile(input, chosen.fsPath))) return chosen.fsPath;
  void vscode.window.showErrorMessage(
    `The answers cannot go over ${shownFile(input)} itself: nothing was written. Apply the tool to the file again, and name another file.`,
  );
  return undefined;
}

/** Asks for the plan once: what is tried again is tried with the same. */
function planChooser(input: string, memory: vscode.Memento): ChoosePlan {
  let chosen: string | undefined;
  const keyOf = ({ plan }: Pick<PlanChoice, 'plan'>): string => JSON.stringify(plan.reading.notation);
  return async (question) => {
    const plan =
      question.choices.find((choice) => keyOf(choice) === chosen)?.plan ??
      (await askPlan(question, `Apply Tool to ${shownFile(input)}`, { memory, document: vscode.Uri.file(input) }));
    chosen = plan && keyOf({ plan });
    return plan;
  };
}

/** One run over the file. */
async function answerOnce(
  parts: Parts,
  { tools, answerer }: FileTask,
  plan: BatchPlan,
  runs: Runs,
  paid: PaidReplies,
): Promise<Next> {
  const earlier = await saidOfEarlierRun(plan.output);
  if (earlier !== undefined) void vscode.window.showInformationMessage(shownLine(earlier));
  const outcome = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Toolsmith: answering ${shownFile(plan.input)}`,
      cancellable: true,
    },
    async (progress, token): Promise<BatchOutcome | StoreError> => {
      const report = reporter(progress);
      try {
        return await answerFile(plan, answerer, runs, abortSignalOf(token), report, paid);
      } catch (error) {
        if (error instanceof StoreError) return error;
        throw error;
      }
    },
  );
  if (outcome instanceof StoreError) {
    const choice = await vscode.window.showErrorMessage(
      `${shownLine(outcome.message)} Apply the tool to the file again to go on from there.`,
      elsewhereLabel,
    );
    return choice === elsewhereLabel ? 'elsewhere' : 'enough';
  }
  const did =
    outcome.kind === 'done'
      ? tools.flatMap(({ tool, fingerprint }) =>
          outcome.tools[fingerprint] ? [{ tool, counts: outcome.tools[fingerprint] }] : [],
        )
      : [];
  for (const { tool, counts } of did) await book(parts, countedUseEntry(tool, counts, new Date()));
  if (outcome.kind === 'done' && outcome.failures !== null && answerer.namesTools)
    await offerUnfit(outcome.failures, plan.notation);
  const byTool = answerer.namesTools
    ? countsText(did.map(({ tool, counts }) => ({ name: shownLine(tool.name), answered: counts.answered })))
    : '';
  return (await sayOutcome(parts, plan, outcome, byTool)) ? 'again' : 'enough';
}

/** Offers what no tool is made for to the inbox. Not awaited: the question may stand as long as it likes. */
async function offerUnfit(failures: string, notation: Notation): Promise<void> {
  const unfit = await problemsLeft(failures, lackingKinds, inboxCaps.problems);
  if (unfit.length > 0)
    void runCommand(
      'toolsmith.inbox.offer',
      unfit.map(({ problem }) => problem),
      notation,
    );
}

/** Shows counts and rate; every report crosses to the window, so a few a second are enough. */
function reporter(progress: vscode.Progress<{ message?: string; increment?: number }>): (at: FileProgress) => void {
  const start = performance.now();
  let shownAt = 0;
  let shown = 0;
  return (at) => {
    const now = performance.now();
    if (now - shownAt < 200) return;
    shownAt = now;
    if (at.stage === 'model') {
      progress.report({ message: `the light model reads ${at.done} of ${at.total}` });
      return;
    }
    const percent = at.share * 100;
    progress.report({ message: rateOf(at, now - start), increment: Math.max(0, percent - shown) });
    shown = Math.max(shown, percent);
  };
}

/**
 * A name beside the input that no file has: `rows.answered.csv`, `rows.answered-2.csv`… If a run was killed while a
 * model was asked, its name is taken again: what was paid for is kept with it.
 */
async function freeName(input: string, runs: Runs): Promise<string> {
  const extension = extname(input);
  const stem = input.slice(0, input.length - extension.length);
  for (let number = 1; ; number += 1) {
    const name = `${stem}.answered${number === 1 ? '' : `-${number}`}${extension}`;
    if (!(await exists(name)) || (await exists((await runs.of(name)).answers))) return name;
  }
}
