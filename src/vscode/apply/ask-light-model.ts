import * as vscode from 'vscode';
import type { ReviewedRow } from '../../engine/using/review';
import type { Parts } from '../parts';
import { counted } from '../words/amounts';
import { shownLine } from '../words/shown';
import { answerDocument } from './answer-document';
import { askingAnswerer } from './origin';
import { laidOver } from './laid-over';
import type { Review } from './review';

/**
 * Puts rows of a review to a light model, with consent, and returns how what came of them is laid over the review.
 * `undefined` where nobody was asked.
 */
export async function askLightModel(
  parts: Parts,
  { task, origin }: Review,
  rows: readonly ReviewedRow[],
): Promise<((review: Review) => Review) | undefined> {
  if (rows.length === 0 || !(await isThere(parts))) return undefined;
  const answerer = await askingAnswerer(parts, origin, task.document.uri);
  const answered =
    answerer &&
    (await answerDocument(
      parts,
      { ...task, open: rows.map(({ index, item }) => ({ index, item })) },
      answerer,
      'asked',
    ));
  if (!answered) return undefined;
  const nobodyAsked = answered.every(
    ({ outcome, choosing }) =>
      outcome.kind === 'noTool' && outcome.why.kind === 'noTool' && choosing.promptTokens === 0,
  );
  if (nobodyAsked)
    void vscode.window.showInformationMessage(
      `No model was asked: no tool of the library could be meant for ${rows.length === 1 ? 'this row' : `these ${counted(rows.length, 'row')}`}. Solve a few and make a tool from those.`,
    );
  return laidOver(answered, origin);
}

/** True where a light model may be asked: one that is not set up is set up first; that none may be is said. */
async function isThere({ models }: Parts): Promise<boolean> {
  if (models.identity('user') !== null) return true;
  const forbidden = models.forbidden('user');
  if (forbidden === null) return models.setUp('user');
  void vscode.window.showInformationMessage(shownLine(forbidden));
  return false;
}
