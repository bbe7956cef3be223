import * as vscode from 'vscode';
import { leftText, standingText } from '../../engine/problem/account';
import type { BatchPlan } from '../../node/batch/plan-batch';
import { rowsLeft } from '../../node/batch/rows-left';
import type { BatchOutcome } from '../../node/batch/run-batch';
import { sentence, shownFile, shownLine } from '../words/shown';
import { counted, guardedText } from '../words/amounts';
import type { Parts } from '../parts';

/** The longest text that is put on the clipboard, in characters. */
const longestCopy = 10_000_000;

const actions = { open: 'Open', show: 'Show Them', copy: 'Copy Them', again: 'Try Them Again', goOn: 'Go On' } as const;

/** Says what came of a run over a file. True where the person wants to go on, or what has no answer tried again. */
export async function sayOutcome(
  parts: Parts,
  plan: BatchPlan,
  outcome: BatchOutcome,
  byTool: string,
): Promise<boolean> {
  switch (outcome.kind) {
    case 'inputChanged':
      void vscode.window.showWarningMessage(
        `${shownFile(plan.input)} was changed or removed while it was read: those answers were not written. Apply the tool to the file again.`,
      );
      return false;
    case 'unreadable':
      void vscode.window.showErrorMessage(`Nothing was written. ${sentence(shownLine(outcome.message))}`);
      return false;
    case 'stopped':
      return (
        (await vscode.window.showInformationMessage(
          `Stopped after ${counted(outcome.counts.rows, 'row')}. Apply the same tool to ${shownFile(plan.input)} again to go on from there.`,
          actions.goOn,
        )) === actions.goOn
      );
    case 'done': {
      const { answered, byModel, failed, unread, guarded } = outcome.counts;
      const without = failed + unread;
      parts.log.info(
        `${shownFile(plan.input)}: ${answered} answered, ${byModel} by a model, ${failed} failed, ${unread} not readable`,
      );
      const text = [
        `${counted(answered, 'row')} answered${byModel > 0 ? `, ${byModel.toLocaleString('en-US')} of them read by the light model` : ''}, ${without.toLocaleString('en-US')} without an answer: ${shownFile(plan.output)}.`,
        ...(byTool === '' ? [] : [byTool]),
        ...[...standingText(outcome.counts), leftText(outcome.counts)].filter((clause) => clause !== '').map(sentence),
      ].join(' ');
      return offerRest(plan, text + guardedText(guarded), outcome.failures);
    }
  }
}

/**
 * Offers to open what was written, and what can be done about the rows without an answer: shown or copied, they can
 * still be tried again.
 */
async function offerRest(plan: BatchPlan, text: string, failures: string | null): Promise<boolean> {
  const offered = new Set<string>([
    actions.open,
    ...(failures === null ? [] : [actions.show, actions.copy, actions.again]),
  ]);
  for (let said = text; ;) {
    const choice = await vscode.window.showInformationMessage(said, ...offered);
    if (choice === undefined || choice === actions.again) return choice === actions.again;
    offered.delete(choice);
    if (choice === actions.open) await openFile(plan.output);
    if (failures === null) return false;
    if (choice === actions.show) await openFile(failures);
    said =
      choice === actions.copy ? await copied(plan, failures) : `Some rows of ${shownFile(plan.input)} have no answer.`;
  }
}

/** Copies the rows without an answer, and what is to be said of it. */
async function copied(plan: BatchPlan, failures: string): Promise<string> {
  const name = shownFile(plan.input);
  const left = await rowsLeft(plan, failures, longestCopy);
  switch (left.kind) {
    case 'rows':
      await vscode.env.clipboard.writeText(left.text);
      return `Copied the rows of ${name} without an answer${plan.header === '' ? '' : ', below its header'}.`;
    case 'tooLong':
      return `Nothing was copied: the rows of ${name} without an answer are too many. They are listed in ${shownFile(failures)}.`;
    case 'changed':
      return `Nothing was copied: ${name} is not there any more as it was answered, or the list of its rows is gone.`;
  }
}

/** Whatever its size: a document of the editor's own has a largest one. */
async function openFile(path: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path));
}
