import * as vscode from 'vscode';
import { answerItems } from '../../engine/applying/answer-items';
import type { Answerer } from '../../engine/applying/answerer';
import { memoryJournal } from '../../engine/applying/reply-journal';
import { rowsByTool, type Row } from '../../engine/applying/row';
import type { ChatFailureKind } from '../../engine/model/chat-model';
import type { ModelsAsked } from '../asking/questions';
import { runCommand } from '../commands';
import { bookUse } from '../ledger/book';
import type { Parts } from '../parts';
import { shownLine } from '../words/shown';
import { shownWork } from './shown-work';
import type { OpenDocument } from './task';

/**
 * The problems of a document with what came of each. `undefined`: given up, or stopped before a model was paid for
 * anything; then nothing is to be shown.
 */
export async function answerDocument(
  parts: Parts,
  { open }: OpenDocument,
  answerer: Answerer,
  models: ModelsAsked,
): Promise<readonly Row[] | undefined> {
  const { rows, isWhole } = await answerItems(
    open,
    answerer,
    // Each stretch is stopped by itself.
    { journal: memoryJournal(), during: shownWork, signal: new AbortController().signal },
    (seen) => {
      const read = seen.filter(({ tool, outcome }) => tool && outcome.kind !== 'notRead').length;
      parts.log.info(`${seen.length} problems, ${read} of them read by parsers`);
    },
  );
  if (!isWhole && !rows.some(({ outcome }) => 'path' in outcome && outcome.path === 'model')) return undefined;
  // What a model was asked for and left is in the books already, since no parser read it.
  const booked = models === 'asked' ? rows.filter(({ outcome }) => outcome.kind !== 'notRead') : rows;
  for (const [{ tool }, own] of rowsByTool(booked)) await bookUse(parts, tool, own);
  sayModelFailures(parts, rows);
  return rows;
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
function sayModelFailures({ models, log }: Parts, rows: readonly Row[]): void {
  const failures = rows.flatMap(modelFailureIn);
  const [first] = failures;
  if (!first) return;
  const asked = rows.filter((row) => 'path' in row.outcome && row.outcome.path === 'model').length;
  const unchosen = failures.filter(({ stage }) => stage === 'choosing').length;
  const model = models.identity('user')?.model ?? 'the light model';
  const text = `${failures.length} of ${asked + unchosen} problems got no reply from ${shownLine(model)} and stay as they are. ${shownLine(first.reason)}`;
  log.warn(text);
  void vscode.window
    .showErrorMessage(text, ...(settingsMend.has(first.failure) ? ['Set Up Models…'] : []))
    .then(async (choice) => {
      if (choice) await runCommand('toolsmith.setUpModels');
    });
}

function modelFailureIn({ outcome }: Row): readonly {
  readonly stage: 'choosing' | 'reading';
  readonly reason: string;
  readonly failure: ChatFailureKind;
}[] {
  if (outcome.kind === 'failed' && outcome.modelFailure)
    return [{ stage: 'reading', reason: outcome.reason, failure: outcome.modelFailure }];
  return outcome.kind === 'noTool' && outcome.why.kind === 'modelFailed'
    ? [{ stage: 'choosing', reason: outcome.why.message, failure: outcome.why.failure }]
    : [];
}
