import * as vscode from 'vscode';
import type { ChatFailureKind } from '../../engine/model/chat-model';
import { useModelOnAll } from '../../engine/using/use-model';
import { useParserOnAll, type UseOutcome } from '../../engine/using/use-tool';
import { abortSignalOf } from '../abort';
import { runCommand } from '../commands';
import { shownLine } from '../words/shown';
import type { Parts } from '../parts';
import { askConsent } from '../asking/ask-consent';
import { withReplies, type AnsweredItem } from './answered';
import type { OpenItem } from '../text/open-items';
import type { Task } from './task';

/** What a run left, and whether the person stopped it. */
interface Run {
  readonly answered: readonly AnsweredItem[];
  readonly stopped: boolean;
}

/**
 * Every problem through the tool's parser first; what that leaves is put to the person, and only then to the light
 * model. `undefined`: given up, nothing is to be shown.
 */
export async function runTask(parts: Parts, task: Task): Promise<readonly AnsweredItem[] | undefined> {
  const { tool } = task.tool;
  const name = shownLine(tool.name);
  const parsed = await withCounts(`Toolsmith: applying “${name}”`, task.open, (problems, signal, onOutcome) =>
    useParserOnAll(tool, problems, parts.workshop(), signal, onOutcome),
  );
  if (parsed.stopped) return undefined;
  const left = parsed.answered.filter(({ outcome }) => outcome.kind === 'notRead');
  parts.log.info(`"${name}": ${parsed.answered.length} problems, ${left.length} not read by its parser`);
  if (left.length === 0) return parsed.answered;
  const consent = await askConsent(
    parts,
    tool,
    left.map(({ item }) => item.problem),
    parsed.answered.length,
  );
  if (consent === undefined) return undefined;
  if (consent === 'leave') return parsed.answered;
  const asked = await withCounts(
    `Toolsmith: ${shownLine(consent.identity.model)} reads for “${name}”`,
    left,
    (problems, signal, onOutcome) =>
      useModelOnAll(tool, problems, consent, parts.workshop(), parts.settings.modelUse(), signal, onOutcome),
  );
  sayModelFailures(parts, consent.identity.model, asked.answered);
  return withReplies(parsed.answered, asked.answered);
}

/** Runs with a cancellable progress that counts. Stopped half-way, what has come in by then is there. */
export async function withCounts(
  title: string,
  items: readonly OpenItem[],
  run: (problems: readonly string[], signal: AbortSignal, onOutcome: () => void) => Promise<readonly UseOutcome[]>,
): Promise<Run> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
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
      return {
        answered: items.map((item, at) => ({ ...item, outcome: outcomes[at] ?? { kind: 'cancelled' as const } })),
        stopped: signal.aborted,
      };
    },
  );
}

/** The failures that another setting would mend; for the others, such as a busy server, the message has the remedy. */
const settingsMend: ReadonlySet<ChatFailureKind> = new Set<ChatFailureKind>([
  'notConfigured',
  'unreachable',
  'unauthorized',
  'modelNotFound',
  'quotaExhausted',
]);

/** What kept the model from answering, once and not for each row. */
export function sayModelFailures(parts: Parts, model: string, asked: readonly AnsweredItem[]): void {
  const failures = asked.flatMap(({ outcome }) =>
    outcome.kind === 'failed' && outcome.modelFailure
      ? [{ reason: outcome.reason, failure: outcome.modelFailure }]
      : [],
  );
  const [first] = failures;
  if (!first) return;
  const text = `${failures.length} of ${asked.length} problems got no reply from ${shownLine(model)} and stay as they are. ${shownLine(first.reason)}`;
  parts.log.warn(text);
  void vscode.window
    .showErrorMessage(text, ...(settingsMend.has(first.failure) ? ['Set Up Models…'] : []))
    .then(async (choice) => {
      if (choice) await runCommand('toolsmith.setUpModels');
    });
}
