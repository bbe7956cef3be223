import * as vscode from 'vscode';
import type { ToolAddress } from '../../engine/library/library';
import { placementsOf, type Placement } from '../../engine/problem/write';
import type { ReviewedRow } from '../../engine/using/review';
import { mayOfferKeeping } from '../asking/keep-consent';
import { registerCommand, runCommand, type CommandArguments } from '../commands';
import type { Parts } from '../parts';
import { ofPerson } from '../text/last-text';
import { revealDocument } from '../text/reveal-document';
import { shifted } from '../text/shifted';
import type { ReviewNode } from '../view-rows';
import { counted, guardedText } from '../words/amounts';
import { shortLine, shownLine } from '../words/shown';
import type { AnswersFiles } from './answers-files';
import { copyText } from './answered';
import { askLightModel } from './ask-light-model';
import { lessonsOf } from './lessons';
import { keepLabel, unreadProblems, writtenText } from './outcome-words';
import {
  askableRows,
  chosenAnswers,
  decided,
  guardOf,
  isAskable,
  needsLook,
  nextToLookAt,
  type Decision,
  type Review,
} from './review';
import { createReviews, showDiff, uriOf, type Reviews } from './reviews';
import { ReviewTree, rowsOfNode, type OpenReview } from './review-tree';
import { summaryText } from './review-words';
import { answerByVersion, teachLesson } from './teach';
import { openAsNewDocument, selectRows, writeInto } from './write-answers';

type ReviewCommand = keyof CommandArguments & `toolsmith.review.${string}`;

/** Reviews with their list and their commands. */
export function registerReviews(parts: Parts, files: AnswersFiles): Reviews & vscode.Disposable {
  const reviews = createReviews(parts, files);
  const tree = new ReviewTree(() => reviews.current());
  const view = vscode.window.createTreeView('toolsmith.review', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const lookedAt = new Map<string, number>();

  const update = (): void => {
    const current = reviews.current();
    const wasVisible = view.visible;
    const set = (name: string, value: unknown): void => void vscode.commands.executeCommand('setContext', name, value);
    set('toolsmith.reviewOpen', current !== undefined);
    set('toolsmith.reviewActive', reviews.isActive());
    tree.refresh();
    if (!current) {
      parts.status.review(undefined);
      // Its place would show whatever else the panel holds.
      if (wasVisible) void vscode.commands.executeCommand('workbench.action.closePanel');
      return;
    }
    const { review, output } = current;
    set('toolsmith.reviewPlacements', otherPlacements(review).join(','));
    set('toolsmith.reviewHasTaken', !review.overwrite && [...output.refused.values()].some(({ isTaken }) => isTaken));
    set(
      'toolsmith.reviewHasUnanswered',
      review.rows.some(({ outcome }) => outcome.kind !== 'answer'),
    );
    set('toolsmith.reviewHasAskable', askableRows(review).length > 0);
    set('toolsmith.reviewHasCorrections', lessonsOf(review).length > 0);
    const look = review.rows.filter((row) => needsLook(row, review)).length;
    parts.status.review(look);
    view.message = summaryText(review, output);
    view.badge = look === 0 ? undefined : { value: look, tooltip: `${counted(look, 'answer')} to look at` };
  };

  const command = <Name extends ReviewCommand>(
    name: Name,
    run: (current: OpenReview, ...args: CommandArguments[Name]) => Promise<void> | void,
  ): vscode.Disposable =>
    registerCommand(name, parts.log, async (...args: CommandArguments[Name]) => {
      const current = reviews.current();
      if (current) await run(current, ...args);
      else void vscode.window.showInformationMessage('No answers are open for review. Apply a tool first.');
    });

  /** The rows that a command is about: those of the list that it was called on, else the one at the cursor. */
  const rowsFor = (
    current: OpenReview,
    node?: ReviewNode,
    selected?: readonly ReviewNode[],
  ): readonly ReviewedRow[] => {
    const nodes = selected && selected.length > 0 ? selected : node ? [node] : [];
    if (nodes.length === 0) return rowsAtCursor(current);
    const chosen = new Set(nodes.flatMap(rowsOfNode).map(({ index }) => index));
    return current.review.rows.filter(({ index }) => chosen.has(index));
  };

  const decide = (current: OpenReview, rows: readonly ReviewedRow[], decision: Decision): void =>
    reviews.update(decided(current.review, rows, decision));

  const look = async (current: OpenReview, direction: 'next' | 'previous'): Promise<void> => {
    const row = nextToLookAt(current.review, lookedAt.get(current.review.key), direction);
    if (row) await reveal(current, row);
    else vscode.window.setStatusBarMessage('No answer needs a look any more.', 4_000);
  };

  const reveal = async ({ review, output }: OpenReview, row: ReviewedRow): Promise<void> => {
    lookedAt.set(review.key, row.index);
    if (!editorOf(review)) await showDiff(review);
    const editor = editorOf(review);
    const [span] = shifted([row.item.span], output.edits);
    if (!editor || !span) return;
    const position = editor.document.positionAt(span.start);
    editor.selection = new vscode.Selection(position, position);
    editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  };

  const write = async ({ review }: OpenReview): Promise<void> => {
    const { task, rows, placement, overwrite, key } = review;
    const answers = chosenAnswers(review);
    const written = await writeInto(task, answers, placement, { overwrite, guard: guardOf(review) });
    if (!written) return;
    parts.milestones.reached('answersTaken');
    await reviews.end(key);
    await revealDocument(task.document);
    const { refused, guarded } = written;
    const left = rows.filter(({ index }) => !answers.has(index));
    const unread = mayOfferKeeping(parts.context.globalState) ? unreadProblems(left) : [];
    const choice = await vscode.window.showInformationMessage(
      writtenText(task, { answers: answers.size - refused.length, left: left.length, refused, guarded }),
      ...(left.length > 0 ? ['Select Them'] : []),
      ...(unread.length > 0 ? [keepLabel] : []),
    );
    if (choice === keepLabel) await runCommand('toolsmith.inbox.keep', unread, task.reading.notation);
    else if (choice) await selectRows(task, left, written.edits);
  };

  const copy = async ({ review }: OpenReview): Promise<void> => {
    const { rows } = review;
    const answers = chosenAnswers(review);
    const { text, guarded } = copyText(rows, answers, guardOf(review));
    await vscode.env.clipboard.writeText(text);
    parts.milestones.reached('answersTaken');
    const asTheyAre = 'Copy Without Apostrophes';
    const choice = await vscode.window.showInformationMessage(
      `Copied ${counted(answers.size, 'answer')}, a line each; rows without one are empty lines.${guardedText(guarded)}`,
      ...(guarded > 0 ? [asTheyAre] : []),
    );
    if (choice === asTheyAre) await vscode.env.clipboard.writeText(copyText(rows, answers, (answer) => answer).text);
  };

  const discard = async ({ review }: OpenReview): Promise<void> => {
    await reviews.end(review.key);
    await revealDocument(review.task.document);
    if (review.decisions.size === 0) return;
    const choice = await vscode.window.showInformationMessage(
      `Discarded the answers with ${counted(review.decisions.size, 'decision')} of yours.`,
      'Bring Them Back',
    );
    if (choice) await reviews.show(review);
  };

  const correct = async (rows: readonly ReviewedRow[]): Promise<void> => {
    for (const [at, row] of rows.entries()) {
      const current = reviews.current();
      if (!current) return;
      const answer = await vscode.window.showInputBox({
        title: rows.length === 1 ? 'The Right Answer' : `The Right Answers (${at + 1} of ${rows.length})`,
        prompt: shortLine(row.item.problem, 200),
        value: chosenAnswers(current.review).get(row.index) ?? '',
        ignoreFocusOut: true,
      });
      if (answer === undefined) return;
      decide(current, [row], { kind: 'correct', answer });
    }
  };

  const teach = async ({ review }: OpenReview, node: ReviewNode | undefined): Promise<void> => {
    const lesson = node?.kind === 'teach' ? node.lesson : lessonsOf(review)[0];
    if (!lesson) {
      void vscode.window.showInformationMessage(
        'Nothing was corrected yet. Say of an answer that it is wrong, and give the right one.',
      );
      return;
    }
    layOver(review, await teachLesson(parts, review, lesson));
  };

  /** Decided about meanwhile, or closed: what was answered is laid over the review as it is by then. */
  const layOver = ({ key }: Review, anew: ((review: Review) => Review) | undefined): void => {
    const now = reviews.all().find((review) => review.key === key);
    if (anew && now) reviews.update(anew(now));
  };

  const answerAnew = async (address: ToolAddress): Promise<void> => {
    const tool = await parts.library.find(address);
    if (!tool?.isApproved) return;
    for (const review of reviews.all()) layOver(review, await answerByVersion(parts, review, tool));
  };

  const ask = async ({ review }: OpenReview, rows: readonly ReviewedRow[]): Promise<void> => {
    layOver(review, await askLightModel(parts, review, rows));
  };

  const replaced =
    (placement: Placement) =>
    ({ review }: OpenReview) =>
      reviews.update({ ...review, placement });

  const registrations = vscode.Disposable.from(
    reviews,
    tree,
    view,
    reviews.onDidChange(update),
    command('toolsmith.review.write', write),
    command('toolsmith.review.discard', discard),
    command('toolsmith.review.askAll', (current) => ask(current, askableRows(current.review))),
    command('toolsmith.review.ask', (current, node, selected) =>
      ask(current, rowsFor(current, node, selected).filter(isAskable)),
    ),
    command('toolsmith.review.keep', (current, node, selected) =>
      decide(current, rowsFor(current, node, selected), { kind: 'keep' }),
    ),
    command('toolsmith.review.formIsRight', (current, node, selected) => {
      const rows = rowsFor(current, node, selected);
      decide(current, rows, { kind: 'keep' });
      vscode.window.setStatusBarMessage(`All ${rows.length.toLocaleString('en-US')} of this form are right.`, 4_000);
    }),
    command('toolsmith.review.leave', (current, node, selected) =>
      decide(current, rowsFor(current, node, selected), { kind: 'leave' }),
    ),
    command('toolsmith.review.correct', (current, node, selected) => correct(rowsFor(current, node, selected))),
    command('toolsmith.review.teach', teach),
    command('toolsmith.review.keepAll', (current) => decide(current, toLookAt(current), { kind: 'keep' })),
    command('toolsmith.review.leaveAll', (current) => decide(current, toLookAt(current), { kind: 'leave' })),
    command('toolsmith.review.next', (current) => look(current, 'next')),
    command('toolsmith.review.previous', (current) => look(current, 'previous')),
    command('toolsmith.review.reveal', async (current, node) => {
      const [row] = rowsOfNode(node);
      if (row) await reveal(current, row);
    }),
    command('toolsmith.review.fill', replaced('fill')),
    command('toolsmith.review.replace', replaced('replace')),
    command('toolsmith.review.below', replaced('below')),
    command('toolsmith.review.overwrite', ({ review }) => reviews.update({ ...review, overwrite: true })),
    command('toolsmith.review.newDocument', async ({ review }) => {
      await reviews.end(review.key);
      const said = guardedText(await openAsNewDocument(review.task, chosenAnswers(review), guardOf(review)));
      parts.milestones.reached('answersTaken');
      if (said !== '') void vscode.window.showInformationMessage(said.trim());
    }),
    command('toolsmith.review.copy', copy),
    command('toolsmith.review.selectUnanswered', ({ review }) =>
      selectRows(
        review.task,
        review.rows.filter(({ index }) => !chosenAnswers(review).has(index)),
      ),
    ),
    registerCommand('toolsmith.review.answerAnew', parts.log, answerAnew),
    registerCommand('toolsmith.review.restore', parts.log, (key) => reviews.restore(key)),
  );

  return Object.assign(registrations, {
    ...reviews,
    dispose: () => void registrations.dispose(),
    show: async (review: Review) => {
      if (!(await isToBeShown(review))) return;
      await vscode.commands.executeCommand('setContext', 'toolsmith.reviewOpen', true);
      await reviews.show(review);
      await vscode.commands.executeCommand('toolsmith.review.focus', { preserveFocus: true });
    },
  });
}

/** True at once where the person still is at the document; who has gone on to another one is told, and not moved. */
async function isToBeShown({ task, rows }: Review): Promise<boolean> {
  const active = ofPerson(vscode.window.activeTextEditor)?.document;
  if (!active || active === task.document) return true;
  const name = shownLine(vscode.workspace.asRelativePath(task.document.uri));
  return (
    (await vscode.window.showInformationMessage(
      `${counted(rows.length, 'row')} of ${name} can be reviewed.`,
      'Review',
    )) !== undefined
  );
}

/** The rows that may be exceptions and about which nothing was decided. */
function toLookAt({ review }: OpenReview): readonly ReviewedRow[] {
  return review.rows.filter((row) => needsLook(row, review));
}

function otherPlacements({ task, placement }: Review): readonly Placement[] {
  return placementsOf(task.reading).filter((other) => other !== placement);
}

/** Where the answers of a review are shown. */
function editorOf(review: Review): vscode.TextEditor | undefined {
  const uri = uriOf(review).toString();
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
}

/** The row in whose lines the cursor of a review stands. */
function rowsAtCursor({ review, output }: OpenReview): readonly ReviewedRow[] {
  const editor = editorOf(review);
  if (!editor) return [];
  const line = editor.selection.active.line;
  const inOrder = [...review.rows].sort((one, other) => one.index - other.index);
  const spans = shifted(
    inOrder.map(({ item }) => item.span),
    output.edits,
  );
  const at = spans.findLastIndex(({ start }) => editor.document.positionAt(start).line <= line);
  return inOrder.slice(Math.max(at, 0), Math.max(at, 0) + 1);
}
