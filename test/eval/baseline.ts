import type { Example } from '../../src/engine/making/split';
import type { ChatModel, ChatRequest, Role } from '../../src/engine/model/chat-model';
import type { Given } from './score';

/**
 * A problem put to a model without a tool, as a person would paste it into a chat: solved problems, then the new one.
 */
function baselineRequest(role: Role, shown: readonly Example[], problem: string): ChatRequest {
  const examples = shown.map((example) => `Problem:\n${example.problem}\nAnswer:\n${example.answer}`).join('\n\n');
  return {
    role,
    purpose: 'baseline',
    messages: [
      {
        role: 'system',
        content:
          'Solve the last problem in the way of the solved ones. Think first if you need to. End with a line "Answer:" and below it the answer alone, in the form of the solved ones; write NONE there if the problem has no answer or is not of their kind.',
      },
      { role: 'user', content: `${examples}\n\nProblem:\n${problem}` },
    ],
    temperature: 0,
    maxCompletionTokens: 4_000,
  };
}

/** Asks a model without a tool. A failed request counts as no answer; `failure` says why. */
export async function askBaseline(
  role: Role,
  shown: readonly Example[],
  problem: string,
  model: ChatModel,
  signal: AbortSignal,
): Promise<{ readonly given: Given; readonly failure: string | null }> {
  const outcome = await model.complete(baselineRequest(role, shown, problem), signal);
  if (outcome.kind !== 'reply') return { given: null, failure: outcome.message };
  const answer =
    outcome.text
      .split(/^\s*\**Answer:\**[ \t]*/m)
      .at(-1)
      ?.trim() ?? '';
  return { given: answer === '' || answer === 'NONE' ? null : answer, failure: null };
}
