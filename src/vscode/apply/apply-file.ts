import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { extname } from 'node:path';
import * as vscode from 'vscode';
import { countedUseEntry } from '../../engine/ledger/use-entry';
import { readSource } from '../../engine/problem/read';
import { wholeOf } from '../../engine/problem/text';
import { answerFile, type FileProgress } from '../../node/batch/answer-file';
import { planBatch, type BatchPlan } from '../../node/batch/plan-batch';
import { failuresOf, type BatchOutcome } from '../../node/batch/run-batch';
import { StoreError } from '../../node/store/atomic-file';
import { abortSignalOf } from '../abort';
import { runCommand } from '../commands';
import { book } from '../ledger/book';
import { sentence, shownFile, shownLine } from '../library/shown';
import type { Parts } from '../parts';
import { askConsent } from './ask-consent';
import type { Choice } from './best-reading';
import { ensureVerified } from './ensure-verified';
import { rateOf } from './file-words';
import { pickTool } from './pick-tool';

/** The files that tools are applied to from the explorer. */
const extensions = ['csv', 'tsv', 'jsonl', 'txt', 'md'] as const;

/** Characters at a file's beginning on which the tools are tried. */
const headCharacters = 64_000;

/**
 * Applies a tool to a whole file: its answers go into a new file beside it, the input stays as it is. What was
 * stopped half-way is gone on with by applying the same tool to the same file again.
 */
export async function applyToFile(parts: Parts, uri: vscode.Uri | undefined): Promise<void> {
  const input = await inputFile(uri);
  if (!input) return;
  const choice = await chooseToolFor(parts, input);
  if (!choice || !(await ensureVerified(parts, choice.tool))) return;
  const output = await freeName(input);
  const planned = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Toolsmith: reading ${shownFile(input)}`, cancellable: true }, (_, token) =>
    planBatch(choice.tool.tool, choice.tool.fingerprint, input, output, parts.workshop(), abortSignalOf(token)),
  );
  if (planned.kind === 'cancelled') return;
  if (planned.kind === 'unreadable') {
    void vscode.window.showErrorMessage(`Nothing was written. ${sentence(shownLine(planned.message))}`);
    return;
  }
  for (let again = true; again; ) again = await answerOnce(parts, choice, planned.plan);
}

/** One run over the file; true where the person wants what failed tried again. */
async function answerOnce(parts: Parts, { tool }: Choice, plan: BatchPlan): Promise<boolean> {
  const name = shownLine(tool.tool.name);
  const outcome = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Toolsmith: “${name}” on ${shownFile(plan.input)}`, cancellable: true }, async (progress, token): Promise<BatchOutcome | StoreError> => {
    const report = reporter(progress);
    try {
      return await answerFile(
        plan,
        {
          tool: tool.tool,
          identity: tool.fingerprint,
          workshop: parts.workshop(),
          modelUse: parts.settings.modelUse(),
          consent: async (problems, rows) => {
            const answer = await askConsent(parts, tool.tool, problems, rows);
            return answer === undefined || answer === 'leave' ? null : answer;
          },
        },
        abortSignalOf(token),
        report,
      );
    } catch (error) {
      if (error instanceof StoreError) return error;
      throw error;
    }
  });
  if (outcome instanceof StoreError) {
    void vscode.window.showErrorMessage(`${shownLine(outcome.message)} Apply the tool to the file again to go on from there.`);
    return false;
  }
  if (outcome.kind === 'done') await book(parts, countedUseEntry(tool.tool, outcome.counts, new Date()));
  return sayOutcome(parts, plan, outcome);
}

async function sayOutcome(parts: Parts, plan: BatchPlan, outcome: BatchOutcome): Promise<boolean> {
  const counted = (count: number): string => count.toLocaleString('en-US');
  switch (outcome.kind) {
    case 'inputChanged':
      void vscode.window.showWarningMessage(`${shownFile(plan.input)} was changed meanwhile: nothing was written. Apply the tool again.`);
      return false;
    case 'stopped':
      void vscode.window.showInformationMessage(`Stopped after ${counted(outcome.counts.rows)} rows. Apply the same tool to ${shownFile(plan.input)} again to go on from there.`);
      return false;
    case 'done': {
      const { answered, byModel, failed, unread, guarded } = outcome.counts;
      const without = failed + unread;
      parts.log.info(`${shownFile(plan.input)}: ${answered} answered, ${byModel} by a model, ${failed} failed, ${unread} not readable`);
      const text = [
        `${counted(answered)} rows answered${byModel > 0 ? `, ${counted(byModel)} of them read by the light model` : ''}, ${counted(without)} without an answer: ${shownFile(plan.output)}.`,
        ...(guarded > 0 ? [`${counted(guarded)} cells that a spreadsheet would run as formulas begin with an apostrophe.`] : []),
      ].join(' ');
      const choice = await vscode.window.showInformationMessage(text, 'Open', ...(without > 0 ? ['Show Rows without an Answer', 'Try Them Again'] : []));
      if (choice === 'Open') await vscode.window.showTextDocument(vscode.Uri.file(plan.output));
      if (choice === 'Show Rows without an Answer') await vscode.window.showTextDocument(vscode.Uri.file(failuresOf(plan.output)));
      return choice === 'Try Them Again';
    }
  }
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

/** The file to answer, saved and on the disk; `undefined` where there is none and it was said. */
async function inputFile(uri: vscode.Uri | undefined): Promise<string | undefined> {
  const [chosen] = uri ? [uri] : ((await vscode.window.showOpenDialog({ title: 'Apply a Tool to Which File?', openLabel: 'Apply Tool', filters: { 'Rows of text': [...extensions] } })) ?? []);
  if (!chosen) return undefined;
  if (chosen.scheme !== 'file') {
    void vscode.window.showErrorMessage('This file is not on the disk, and its answers go into a file beside it. Open it in an editor and apply the tool to its text.');
    return undefined;
  }
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === chosen.toString());
  if (open?.isDirty === true && !(await open.save())) {
    void vscode.window.showErrorMessage(`${shownFile(chosen.fsPath)} has changes that could not be saved. Save it, then apply the tool.`);
    return undefined;
  }
  return chosen.fsPath;
}

async function chooseToolFor(parts: Parts, input: string): Promise<Choice | undefined> {
  const tools = (await parts.library.list()).tools.filter(({ tool }) => tool.stage === 'tool');
  if (tools.length === 0) {
    const choice = await vscode.window.showInformationMessage('There is no tool yet. Highlight a few solved problems and make one from them.', 'Make Tool from Selection');
    if (choice) await runCommand('toolsmith.makeTool');
    return undefined;
  }
  const source = wholeOf(await headOf(input));
  const result = readSource(source);
  if (result.kind === 'unreadable') {
    void vscode.window.showErrorMessage(`${shownFile(input)} could not be read, line ${result.complaints[0]?.line ?? 1}: ${sentence(shownLine(result.complaints[0]?.reason ?? 'it holds no problems'))}`);
    return undefined;
  }
  return pickTool(tools, source, parts.workshop());
}

/** The beginning of a file, whole lines where it has any. */
async function headOf(path: string): Promise<string> {
  let text = '';
  for await (const piece of createReadStream(path, { encoding: 'utf8', end: headCharacters - 1 })) text += String(piece);
  const end = text.length < headCharacters ? text.length : text.lastIndexOf('\n') + 1;
  return text.slice(0, end === 0 ? text.length : end);
}

/** A name beside the input that no file has: `rows.answered.csv`, `rows.answered-2.csv`… */
async function freeName(input: string): Promise<string> {
  const extension = extname(input);
  const stem = input.slice(0, input.length - extension.length);
  for (let number = 1; ; number += 1) {
    const name = `${stem}.answered${number === 1 ? '' : `-${number}`}${extension}`;
    const taken = await access(name).then(
      () => true,
      () => false,
    );
    if (!taken) return name;
  }
}
