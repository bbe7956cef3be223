import { sameAnswer } from '../making/verify';
import type { ChatFailureKind, ChatModel, ChatRequest } from '../model/chat-model';
import { estimateRequestTokens } from '../model/cost';
import { directPrompt } from '../prompts/direct';
import type { Tool, ToolExample } from '../tool/tool';
import { measuringPurpose } from './direct';

/** Problems that a measuring asks about, and examples that it shows: enough for a mean, few enough to pay for. */
const measuredProblems = 3;
const shownExamples = 3;

/** What a measuring brought. The tokens are in the ledger. */
export interface Measured {
  readonly asked: number;
  /** Answers that are those of the examples. */
  readonly right: number;
  /** What ended it early. */
  readonly failure: { readonly kind: ChatFailureKind; readonly message: string } | null;
}

/**
 * The requests of a measuring: held-out problems, answered in the light of shown ones. Empty where none was held out.
 */
export function measuringRequests({ examples }: Pick<Tool, 'examples'>): readonly ChatRequest[] {
  return questionsOf(examples).map(({ problem }) => ({
    role: 'maker',
    purpose: measuringPurpose,
    messages: directPrompt(examples.filter(({ seen }) => seen !== 'heldOut').slice(0, shownExamples), problem),
    temperature: 0,
    maxCompletionTokens: 4_000,
  }));
}

/** Tokens that a measuring sends, estimated. */
export function measuringTokens(tool: Pick<Tool, 'examples'>): number {
  return measuringRequests(tool).reduce((sum, request) => sum + estimateRequestTokens(request), 0);
}

/** Asks the strong model for the answers of some of a tool's own problems, as people would who had no tool. */
export async function measureDirect(
  tool: Pick<Tool, 'examples'>,
  maker: ChatModel,
  signal: AbortSignal,
): Promise<Measured> {
  const questions = questionsOf(tool.examples);
  let right = 0;
  for (const [index, request] of measuringRequests(tool).entries()) {
    const outcome = await maker.complete(request, signal);
    if (outcome.kind !== 'reply') return { asked: index, right, failure: outcome };
    // White space around a reply is the model's way of writing, and no part of its answer.
    if (sameAnswer((questions[index]?.answer ?? '').trim(), outcome.text.trim())) right += 1;
  }
  return { asked: questions.length, right, failure: null };
}

function questionsOf(examples: readonly ToolExample[]): readonly ToolExample[] {
  return examples.filter(({ seen }) => seen === 'heldOut').slice(0, measuredProblems);
}
