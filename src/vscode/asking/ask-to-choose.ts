import { toolRequest, type OpenProblem } from '../../engine/dispatching/ask-for-tool';
import type { ChatModel } from '../../engine/model/chat-model';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import { askToSend } from './ask-to-send';

/** What a reply that names a tool takes, in tokens. */
const replyTokens = 12;

/**
 * Asks whether the light model may name the tools of these problems, of `total` in all; nothing is sent before the
 * answer. The model that was agreed to, or `leave` them; `undefined`: given up. Where none is set up it is not asked
 * about what no tool reads: that alone is no reason to set one up.
 */
export async function askToChoose(
  parts: Parts,
  open: readonly OpenProblem[],
  total: number,
): Promise<ChatModel | 'leave' | undefined> {
  const unread = open.filter(({ isUnread }) => isUnread).length;
  if (unread === open.length && !parts.models.identity('user')) return 'leave';
  const distinct = [...new Map(open.map((one) => [one.problem, one])).values()];
  return askToSend(parts, {
    role: 'user',
    title: questionOf(open.length - unread, unread, total),
    placeHolder: 'Leave them, or have the light model choose?',
    leave: 'These stay as they are.',
    sent: 'Each problem is sent with the name, the description and one example of at most three tools. No code is sent.',
    setUp: 'A light model can choose among the tools that could be meant, or say that none is.',
    requests: distinct.map(toolRequest),
    completionTokens: distinct.length * replyTokens,
    booking: { tool: null },
  });
}

function questionOf(undecided: number, unread: number, total: number): string {
  if (unread === 0)
    return `For ${undecided} of ${counted(total, 'problem')} it is not certain which tool is meant, or whether any is`;
  const noneReads = `${unread} of ${counted(total, 'problem')} read by no tool, but perhaps meant for one`;
  return undecided === 0 ? noneReads : `${noneReads}; ${undecided} not certain`;
}
