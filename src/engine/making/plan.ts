import { makePrompt, type FailedCandidate } from '../prompts/make';
import type { ChatRequest, ModelIdentity, Usage } from '../model/chat-model';
import { costOf, estimatePromptTokens, expectedCompletionTokens, mostOf, type Most } from '../model/cost';
import type { ToolLimits } from '../tool/limits';
import { proposalText, readProposal, type Proposal } from '../prompts/reply';
import type { Tool, ToolExample } from '../tool/tool';
import { splitExamples, visibleExamples, type Example } from './split';

/** Requests to the maker before a clear failure: a proposal and two repairs. */
export const maximumTries = 3;

/** What a making will send and cost, known before anything is sent. */
export interface MakingPlan {
  readonly shown: number;
  readonly heldOut: number;
  /** The exact first request; where a making goes on from a draft, but for what fails when that is run. */
  readonly request: ChatRequest;
  /** Estimated, for the first request alone. */
  readonly usage: Usage;
  /** US dollars for the first request, estimated; `null` where the price is unknown. */
  readonly cost: number | null;
  /** The most that the strong model is asked; a repair's prompt is taken to be as long as the first. */
  readonly most: Most;
}

/** Stands for the findings of a draft that was not yet run. */
const laterFindings = '(what fails when it is run)';

/** Plans a making, or the going on with a draft, without asking anybody. */
export function planMaking(
  examples: readonly Example[],
  hint: string | null,
  limits: ToolLimits,
  identity: ModelIdentity,
  draft?: Tool,
): MakingPlan {
  const split = splitExamples(examples);
  const visible = visibleExamples(split);
  const request = makingRequest(
    visible,
    hint,
    limits,
    draft ? { candidate: proposalText(draftProposal(draft)), findings: [laterFindings] } : undefined,
  );
  const usage: Usage = {
    promptTokens: estimatePromptTokens(request.messages),
    completionTokens: expectedCompletionTokens.maker,
    cachedTokens: 0,
    reasoningTokens: 0,
    source: 'estimated',
  };
  return {
    shown: visible.length,
    heldOut: split.length - visible.length,
    request,
    usage,
    cost: costOf(usage, identity),
    most: mostOf([request], maximumTries),
  };
}

/** The request for a proposal, or with `failed` for a repair. Only visible examples may be given. */
export function makingRequest(
  visible: readonly ToolExample[],
  hint: string | null,
  limits: ToolLimits,
  failed?: FailedCandidate,
): ChatRequest {
  return {
    role: 'maker',
    purpose: failed ? 'repair' : 'propose',
    messages: makePrompt(visible, hint, limits, failed),
    temperature: 0.3,
    maxCompletionTokens: 16_000,
    missing: (text) => {
      const read = readProposal(text);
      return read.kind === 'malformed' ? read.reason : undefined;
    },
  };
}

/** A draft as the proposal that it was. */
export function draftProposal(draft: Tool): Proposal {
  return {
    name: draft.name,
    description: draft.description,
    schema: draft.argumentsSchema,
    demonstrations: draft.demonstrations.map((shown) => shown.arguments),
    code: draft.code,
  };
}
