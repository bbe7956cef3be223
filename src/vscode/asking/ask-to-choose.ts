import { toolRequest, type OpenProblem } from '../../engine/dispatching/ask-for-tool';
import type { ChatModel } from '../../engine/model/chat-model';
import { countedOf } from '../words/amounts';
import type { Parts } from '../parts';
import { askToSend } from './ask-to-send';

/** What a reply that names a tool takes, in tokens. */
const replyTokens = 12;

/**
 * Asks whether the light model may name the tools of these problems, of `total` in all; nothing is sent before the
 * answer. The model that was agreed to, or `leave` them; `undefined`: given up.
 */
export async function askToChoose(
  parts: Parts,
  open: readonly OpenProblem[],
  total: number,
): Promise<ChatModel | 'leave' | undefined> {
  const distinct = [...new Map(open.map((one) => [one.problem, one])).values()];
  return askToSend(parts, {
    role: 'user',
    title: undecidedText(open, total),
    placeHolder: 'Have the light model choose the tool?',
    leave: 'These stay as they are.',
    sent: 'Each problem is sent with the name, the description and one example of at most three tools. No code is sent.',
    setUp: 'A light model can choose among the tools that could be meant, or say that none is.',
    requests: distinct.map(toolRequest),
    completionTokens: distinct.length * replyTokens,
    booking: { tool: null },
  });
}

/**
 * False where no model can help: none is set up, and no tool reads these problems, which alone is no reason to set one
 * up.
 */
export function mayBeChosen({ models }: Pick<Parts, 'models'>, open: readonly OpenProblem[]): boolean {
  return open.some(({ isUnread }) => !isUnread) || models.identity('user') !== null;
}

/** What is not decided, a clause: `No tool matches 4 of 12 problems`. */
export function undecidedText(open: readonly OpenProblem[], total: number): string {
  const unread = open.filter(({ isUnread }) => isUnread).length;
  const notCertain = `Which tool is meant is not certain for ${countedOf(open.length - unread, total)}`;
  if (unread === 0) return notCertain;
  const noneMatches = `No tool matches ${countedOf(unread, total)}`;
  return unread === open.length ? noneMatches : `${noneMatches}. ${notCertain}`;
}
