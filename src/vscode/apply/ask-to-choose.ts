import { toolRequest, type OpenProblem } from '../../engine/dispatching/ask-for-tool';
import type { ChatModel } from '../../engine/model/chat-model';
import { counted } from '../making/words';
import type { Parts } from '../parts';
import { askToSend } from './ask-to-send';

/** What a reply that names a tool takes, in tokens. */
const replyTokens = 12;

/**
 * Asks whether the light model may name the tools of distinct problems, which stand at `places` of `total`; nothing is
 * sent before the answer. The model that was agreed to, or `leave` them; `undefined`: given up.
 */
export function askToChoose(parts: Parts, distinct: readonly OpenProblem[], places: number, total: number): Promise<ChatModel | 'leave' | undefined> {
  return askToSend(parts, {
    role: 'user',
    title: `For ${places} of ${counted(total, 'problem')} it is not sure which tool is meant, or whether any`,
    placeHolder: 'Leave them, or have the light model choose?',
    leave: 'These stay as they are.',
    sent: 'Each problem is sent with the name, the description and one example of at most three tools. No code is sent.',
    setUp: 'A light model can choose among the tools that could be meant, or say that none is.',
    requests: distinct.map(toolRequest),
    completionTokens: distinct.length * replyTokens,
    booking: { tool: null },
  });
}
