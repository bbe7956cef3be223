import { makePrompt, type FailedCandidate, type NumberedProblem } from '../prompts/make';
import type { ChatRequest, ModelIdentity, Usage } from '../model/chat-model';
import { costOf, estimatePromptTokens, expectedCompletionTokens, mostOf, type Most } from '../model/cost';
import type { ToolLimits } from '../tool/limits';
import { proposalText, readProposal, type Proposal } from '../prompts/reply';
import type { Tool } from '../tool/tool';
import type { Standing } from './asking';
import { problemsInView } from './in-view';
import { splitExamples, visibleExamples, type Example } from './split';

/** Requests to the maker before a clear failure: a proposal and two repairs. */
export const maximumTries = 3;

/** One more, where the person's answer to a question of the maker's is to be worked in. */
export const triesAfterQuestion = 1;

/** What a tool is made from. */
export interface MakingMaterial {
  readonly examples: readonly Example[];
  readonly hint: string | null;
  /** Problems of the same text that nobody has answered: some of them are shown to the maker. */
  readonly unanswered: readonly string[];
  /** What the making goes on from: a draft, or a tool that is to be extended to some of the unanswered problems. */
  readonly from?: Tool;
}

/** What a making will send and cost, known before anything is sent. */
export interface MakingPlan {
  readonly shown: number;
  readonly heldOut: number;
  /** Unanswered problems that are shown. */
  readonly inView: number;
  /** The exact first request; where a making goes on from a tool, but for what fails when that is run. */
  readonly request: ChatRequest;
  /** Estimated, for the first request alone. */
  readonly usage: Usage;
  /** US dollars for the first request, estimated; `null` where the price is unknown. */
  readonly cost: number | null;
  /** The most that the strong model is asked; a repair's prompt is taken to be as long as the first. */
  readonly most: Most;
}

/** Stands for the findings of a tool that was not yet run. */
const laterFindings = '(what fails when it is run)';

/** Plans a making, or the going on with a tool, without asking anybody. */
export function planMaking(material: MakingMaterial, limits: ToolLimits, identity: ModelIdentity): MakingPlan {
  const { hint, from } = material;
  const standing = firstStanding(material);
  const shown = visibleExamples(standing.examples).length;
  const request = makingRequest(
    standing,
    hint,
    true,
    limits,
    from ? { candidate: proposalText(proposalOf(from)), findings: [laterFindings] } : undefined,
  );
  const usage: Usage = {
    promptTokens: estimatePromptTokens(request.messages),
    completionTokens: expectedCompletionTokens.maker,
    cachedTokens: 0,
    reasoningTokens: 0,
    source: 'estimated',
  };
  return {
    shown,
    heldOut: standing.examples.length - shown,
    inView: standing.waiting.length,
    request,
    usage,
    cost: costOf(usage, identity),
    most: mostOf([request], maximumTries + (standing.waiting.length > 0 ? triesAfterQuestion : 0)),
  };
}

/** What a making knows when it begins; `shown`: how many examples the maker sees, by default half. */
export function firstStanding({ examples, unanswered }: MakingMaterial, shown?: number): Standing {
  return {
    examples: splitExamples(examples, shown),
    waiting: problemsInView(unanswered, examples).map((problem, at): NumberedProblem => ({ number: at + 1, problem })),
    decisions: [],
    asked: [],
  };
}

/** The request for a proposal, or with `failed` for a repair. Of the examples only the visible ones are in it. */
export function makingRequest(
  { examples, waiting }: Pick<Standing, 'examples' | 'waiting'>,
  hint: string | null,
  mayAsk: boolean,
  limits: ToolLimits,
  failed?: FailedCandidate,
): ChatRequest {
  return {
    role: 'maker',
    purpose: failed ? 'repair' : 'propose',
    messages: makePrompt({ examples: visibleExamples(examples), hint, unanswered: waiting, mayAsk }, limits, failed),
    temperature: 0.3,
    maxCompletionTokens: 16_000,
    holds: (text) => readProposal(text).kind === 'proposal',
  };
}

/** A tool as the proposal that it was. */
export function proposalOf(tool: Tool): Proposal {
  return {
    name: tool.name,
    description: tool.description,
    schema: tool.argumentsSchema,
    demonstrations: tool.demonstrations.map((shown) => shown.arguments),
    code: tool.code,
  };
}
