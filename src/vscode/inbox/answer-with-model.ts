import * as vscode from 'vscode';
import { askForAnswers, answerRequests, shownExamples } from '../../engine/inbox/ask-for-answers';
import { examplesOf } from '../../engine/inbox/groups';
import type { Inbox, InboxProblem } from '../../engine/inbox/inbox';
import { withAnswer, withSent } from '../../engine/inbox/keeping';
import { whichToAnswer } from '../../engine/form/which-to-answer';
import { directCompletionTokens } from '../../engine/ledger/direct';
import { abortSignalOf } from '../abort';
import { askToSend } from '../asking/ask-to-send';
import { sentence, shownLine } from '../words/shown';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import { acceptAnswers } from './accept-answers';
import { groupFor } from './choose-group';
import { sayNoRoom } from './no-room';
import type { InboxNode } from '../view-rows';

/** So many problems are answered at a time: with the half held out, as many as the maker learns from. */
const answeredAtOnce = 8;

/**
 * Has the strong model answer the most different problems of a group, after the person agreed, and puts the answers to
 * the person.
 */
export async function answerWithModel(
  parts: Parts,
  inbox: Inbox,
  kept: readonly InboxProblem[],
  node?: InboxNode,
): Promise<void> {
  const withoutAnswer = (problems: readonly InboxProblem[]): readonly string[] =>
    problems.flatMap(({ problem, answer }) => (answer ? [] : [problem]));
  const group = await groupFor(kept, node, {
    title: 'Have the Strong Model Answer',
    fits: ({ problems }) => withoutAnswer(problems).length > 0,
    none: 'Every problem of this group has an answer, or one to accept.',
  });
  if (!group) return;
  const open = withoutAnswer(group.problems);
  const problems =
    node?.kind === 'problem' && open.includes(node.problem.problem)
      ? [node.problem.problem]
      : whichToAnswer(open, answeredAtOnce);
  const examples = examplesOf(group);
  const consent = await askToSend(parts, {
    role: 'maker',
    title: `The strong model answers ${problems.length} of ${counted(open.length, 'problem')}${problems.length < open.length ? ', the most different ones' : ''}`,
    placeHolder: 'No answer is used before you have accepted it.',
    leave: 'They stay in the inbox without an answer.',
    sent:
      examples.length > 0
        ? 'Each problem is sent, with at most three answered ones of the group.'
        : 'Each problem is sent, and nothing else.',
    setUp: 'A strong model can answer such problems, for you to check.',
    requests: answerRequests(problems, examples),
    completionTokens: problems.length * directCompletionTokens,
    booking: { tool: null },
  });
  if (consent === undefined || consent === 'leave') return;
  await inbox.change((now) => withSent(now, new Set(examples.slice(0, shownExamples).map(({ problem }) => problem))));
  const model = shownLine(consent.identity.model);
  const given = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Toolsmith: ${model} answers`, cancellable: true },
    (progress, token) => {
      let done = 0;
      return askForAnswers(problems, examples, consent, parts.settings.modelUse().inFlight, abortSignalOf(token), () =>
        progress.report({ message: `${(done += 1)} of ${problems.length}`, increment: 100 / problems.length }),
      );
    },
  );
  // What was answered before a failure was paid for, and is kept.
  if (given.answers.size > 0) {
    const { answers } = await inbox.change((now) =>
      [...given.answers].reduce(
        (changed, [problem, text]) =>
          changed.some((one) => one.problem === problem && one.answer)
            ? changed
            : withAnswer(changed, problem, { from: 'model', text, model: consent.identity.model, accepted: false }),
        now,
      ),
    );
    sayNoRoom(answers);
  }
  if (given.failure && given.failure.kind !== 'cancelled')
    void vscode.window.showErrorMessage(
      `${model} answered ${given.answers.size} of ${counted(problems.length, 'problem')}. ${sentence(shownLine(given.failure.message))}`,
    );
  if (given.answers.size > 0) await acceptAnswers(inbox, (await inbox.read()).problems, { kind: 'group', group });
}
