import * as vscode from 'vscode';
import { useModelOnAll, useParserOnAll, type UseOutcome } from '../../engine/using/use-tool';
import { abortSignalOf } from '../abort';
import type { Parts } from '../parts';
import { askConsent } from './ask-consent';
import type { OpenItem, Task } from './task';

/** An item with what became of it. */
export interface AnsweredItem extends OpenItem {
  readonly outcome: UseOutcome;
}

/**
 * Every problem through the tool's parser first; what that leaves is put to the person, and only then to the light
 * model. `undefined`: given up, nothing is to be shown.
 */
export async function runTask(parts: Parts, task: Task): Promise<readonly AnsweredItem[] | undefined> {
  const { tool } = task.tool;
  const parsed = await withCounts(`Toolsmith: applying “${tool.name}”`, task.open, (problems, signal, onOutcome) => useParserOnAll(tool, problems, parts.workshop(), signal, onOutcome));
  if (!parsed) return undefined;
  const left = parsed.filter(({ outcome }) => outcome.kind === 'notRead');
  if (left.length === 0) return parsed;
  const consent = await askConsent(parts, tool, left.map(({ item }) => item.problem), parsed.length);
  if (consent === undefined) return undefined;
  const model = consent === 'send' ? await parts.models.open('user') : null;
  if (!model) return parsed;
  const asked = await withCounts(`Toolsmith: ${model.identity.model} reads for “${tool.name}”`, left, (problems, signal, onOutcome) =>
    useModelOnAll(tool, problems, model, parts.workshop(), parts.settings.inFlight(), signal, onOutcome),
  );
  // Cancelled half-way: what the parser answered is still there to be seen.
  if (!asked) return parsed;
  sayModelFailures(asked);
  const byIndex = new Map(asked.map((answered) => [answered.index, answered]));
  return parsed.map((answered) => byIndex.get(answered.index) ?? answered);
}

/** Runs with a cancellable progress that counts. `undefined` when cancelled. */
async function withCounts(title: string, items: readonly OpenItem[], run: (problems: readonly string[], signal: AbortSignal, onOutcome: () => void) => Promise<UseOutcome[]>): Promise<readonly AnsweredItem[] | undefined> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
    const signal = abortSignalOf(token);
    let done = 0;
    let shown = 0;
    const outcomes = await run(
      items.map(({ item }) => item.problem),
      signal,
      () => {
        done += 1;
        // Every report crosses to the window: a hundred of them are enough.
        if (done - shown < items.length / 100 && done < items.length) return;
        progress.report({ message: `${done} of ${items.length}`, increment: ((done - shown) * 100) / items.length });
        shown = done;
      },
    );
    return signal.aborted ? undefined : items.map((item, at) => ({ ...item, outcome: outcomes[at] ?? { kind: 'cancelled' as const } }));
  });
}

/** What kept the model from answering, once and not for each row. */
function sayModelFailures(asked: readonly AnsweredItem[]): void {
  const failures = asked.flatMap(({ outcome }) => (outcome.kind === 'failed' && outcome.modelFailure ? [outcome] : []));
  const [first] = failures;
  if (!first) return;
  void vscode.window.showErrorMessage(`${failures.length} of ${asked.length} problems got no reply. ${first.reason}`, 'Set Up Models…').then((choice) => {
    if (choice) void vscode.commands.executeCommand('toolsmith.setUpModels');
  });
}
