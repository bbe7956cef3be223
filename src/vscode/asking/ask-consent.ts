import { toolKey } from '../../engine/ledger/entry';
import type { ChatModel } from '../../engine/model/chat-model';
import { expectedCompletionTokens } from '../../engine/model/cost';
import type { Tool } from '../../engine/tool/tool';
import { mostOfUse, plannedRequests } from '../../engine/using/use-model';
import { countedOf } from '../words/amounts';
import { shownLine } from '../words/shown';
import type { Parts } from '../parts';
import { askToSend } from './ask-to-send';

/**
 * Asks what to do with the problems that a tool's parser left; nothing is sent before the answer. The model that was
 * agreed to, or `leave` them; `undefined`: the person gave the whole application up.
 */
export function askConsent(
  parts: Parts,
  tool: Tool,
  problems: readonly string[],
  total: number,
): Promise<ChatModel | 'leave' | undefined> {
  return askToSend(parts, {
    role: 'user',
    title: unreadText(tool, problems.length, total),
    placeHolder: 'Have the light model read them?',
    leave: problems.length === total ? 'Nothing is answered.' : 'These stay as they are.',
    sent: "The problems are sent, the tool's code is not.",
    setUp: 'A light model can turn such problems into arguments for the tool.',
    requests: plannedRequests(tool, problems, parts.settings.modelUse().packSize),
    completionTokens: new Set(problems).size * expectedCompletionTokens.user,
    most: mostOfUse(tool, problems, parts.settings.modelUse().packSize),
    booking: { tool: toolKey(tool) },
  });
}

/** What a tool's parser left, a clause: `4 of 12 problems not recognized by “Sort words”`. */
export function unreadText(tool: Tool, unread: number, total: number): string {
  return `${countedOf(unread, total)} not recognized by “${shownLine(tool.name)}”`;
}
