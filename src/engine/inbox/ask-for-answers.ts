import pLimit from 'p-limit';
import type { Example } from '../making/split';
import type { ChatFailureKind, ChatModel, ChatRequest } from '../model/chat-model';
import { answerPrompt } from '../prompts/answer';
import { stopsTheRest } from '../using/use-model';

/** Answered problems that are shown with each question, at most: the first ones. */
export const shownExamples = 3;

/** Answers that a model gave, by problem, and what kept it from giving the others. */
export interface GivenAnswers {
  readonly answers: ReadonlyMap<string, string>;
  readonly failure: { readonly kind: ChatFailureKind; readonly message: string } | null;
}

/** The exact requests: for sending, for *What Will Be Sent*, and for counting. */
export function answerRequests(problems: readonly string[], examples: readonly Example[]): readonly ChatRequest[] {
  return problems.map((problem) => ({
    role: 'maker',
    purpose: 'answer',
    messages: answerPrompt(examples.slice(0, shownExamples), problem),
    temperature: 0,
    maxCompletionTokens: 4_000,
  }));
}

/**
 * Has a strong model answer problems, only after the person agreed. Nothing of it is an example before it is accepted.
 */
export async function askForAnswers(
  problems: readonly string[],
  examples: readonly Example[],
  model: ChatModel,
  inFlight: number,
  signal: AbortSignal,
  onAnswer: () => void,
): Promise<GivenAnswers> {
  const answers = new Map<string, string>();
  let failure: GivenAnswers['failure'] = null;
  const requests = answerRequests(problems, examples);
  await pLimit(Math.max(1, inFlight)).map(problems, async (problem, at) => {
    const request = requests[at];
    if (!request || signal.aborted || (failure && stopsTheRest(failure.kind))) return;
    const outcome = await model.complete(request, signal);
    // What stops the rest tells more than what came before it.
    if (outcome.kind !== 'reply') {
      if (!failure || stopsTheRest(outcome.kind)) failure = { kind: outcome.kind, message: outcome.message };
    } else if (outcome.text.trim() !== '') answers.set(problem, outcome.text.trim());
    onAnswer();
  });
  return { answers, failure };
}
