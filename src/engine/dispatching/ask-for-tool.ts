import pLimit from 'p-limit';
import type { LibraryTool } from '../library/library';
import type { ChatFailureKind, ChatModel, ChatRequest, Usage } from '../model/chat-model';
import { noUsage } from '../model/cost';
import { shape } from '../form/shape';
import { dispatchPrompt, noTool, type OfferedTool } from '../prompts/dispatch';
import { readJsonObject } from '../prompts/reply';
import type { Tool } from '../tool/tool';
import type { Dispatched } from './dispatch';
import { stopsTheRest } from '../using/use-model';

/** A problem that is put to the light model, with the tools that could be meant. */
export interface OpenProblem {
  readonly problem: string;
  /** One to three. */
  readonly candidates: readonly LibraryTool[];
  /** No parser reads it: what the named tool makes of it, the light model would have to read as well. */
  readonly isUnread: boolean;
}

/** The problem as it is put to the light model; `undefined` where it is not. */
export function openProblem(problem: string, dispatched: Dispatched | undefined): OpenProblem | undefined {
  const candidates = dispatched?.kind === 'undecided' || dispatched?.kind === 'unread' ? dispatched.candidates : [];
  return candidates.length > 0 ? { problem, candidates, isUnread: dispatched?.kind === 'unread' } : undefined;
}

/** What the light model made of it. */
export type AskedTool =
  | { readonly kind: 'tool'; readonly tool: LibraryTool; readonly usage: Usage }
  /** No tool: so said the model (`reason` null), or the one that it named cannot be taken. */
  | { readonly kind: 'none'; readonly reason: string | null; readonly usage: Usage }
  | {
      readonly kind: 'modelFailed';
      readonly failure: ChatFailureKind;
      readonly message: string;
      readonly usage: Usage;
    };

/** Longer examples are shown as their shape, in so many characters at most: the request stays small. */
const longestExample = 300;

/** The exact request: for sending, for *What Will Be Sent*, and for counting. It does not grow with the library. */
export function toolRequest({ problem, candidates }: Pick<OpenProblem, 'problem' | 'candidates'>): ChatRequest {
  const offered = labelled(candidates).map(([label, { tool }]): OfferedTool => ({
    label,
    name: tool.name,
    description: tool.description,
    example: exampleOf(tool),
  }));
  return {
    role: 'user',
    purpose: 'dispatch',
    messages: dispatchPrompt(offered, problem),
    schema: {
      name: 'tool',
      schema: {
        type: 'object',
        properties: { tool: { type: 'string', enum: [...offered.map(({ label }) => label), noTool] } },
        required: ['tool'],
        additionalProperties: false,
      },
    },
    temperature: 0,
    maxCompletionTokens: 2_000,
    missing: (text) =>
      namedIn(text, candidates) === undefined
        ? 'The reply has no JSON object whose "tool" is one of those that were offered.'
        : undefined,
  };
}

/** What a reply names: a label of those that were offered, or none of the tools; `undefined` for anything else. */
function namedIn(reply: string, candidates: readonly LibraryTool[]): LibraryTool | typeof noTool | undefined {
  const named = readJsonObject(reply, (object) => typeof object['tool'] === 'string')?.['tool'];
  return named === noTool ? noTool : labelled(candidates).find(([label]) => label === named)?.[1];
}

/**
 * Has the light model choose. The tool must be one of the candidates; whether its parser reads the problem is another
 * question.
 */
export async function askForTool(open: OpenProblem, model: ChatModel, signal: AbortSignal): Promise<AskedTool> {
  const outcome = await model.complete(toolRequest(open), signal);
  const usage = outcome.usage ?? noUsage;
  if (outcome.kind !== 'reply') return { kind: 'modelFailed', failure: outcome.kind, message: outcome.message, usage };
  const named = namedIn(outcome.text, open.candidates);
  if (named === noTool) return { kind: 'none', reason: null, usage };
  return named
    ? { kind: 'tool', tool: named, usage }
    : { kind: 'none', reason: 'the light model named no tool that it was shown', usage };
}

/**
 * Many problems, `inFlight` requests at a time, equal ones once. A failure that would meet every further request too
 * stops the rest, which then report that same failure unsent.
 */
export function askForTools(
  open: readonly OpenProblem[],
  model: ChatModel,
  inFlight: number,
  signal: AbortSignal,
  onAsked?: (index: number, asked: AskedTool) => void,
): Promise<readonly AskedTool[]> {
  const under = new Map<string, Promise<AskedTool>>();
  let hopeless: AskedTool | undefined;
  const ask = async (one: OpenProblem): Promise<AskedTool> => {
    if (hopeless) return hopeless;
    const asked = await askForTool(one, model, signal);
    if (asked.kind === 'modelFailed' && stopsTheRest(asked.failure)) hopeless ??= { ...asked, usage: noUsage };
    return asked;
  };
  return pLimit(Math.max(1, inFlight)).map(open, async (one, index) => {
    const started = under.get(one.problem);
    const asking = started ?? ask(one);
    under.set(one.problem, asking);
    const settled = await asking;
    // What was paid once is counted once.
    const asked: AskedTool = started ? { ...settled, usage: noUsage } : settled;
    onAsked?.(index, asked);
    return asked;
  });
}

/** Candidates with labels that tell them apart: their ids, which two places may share, and which may be `none`. */
function labelled(candidates: readonly LibraryTool[]): readonly (readonly [string, LibraryTool])[] {
  return candidates.map((listed, at) => {
    const { id } = listed.tool;
    const shared = id === noTool || candidates.some((other, index) => index !== at && other.tool.id === id);
    return [shared ? `${id}:${at + 1}` : id, listed];
  });
}

/** The shortest problem that the maker saw; held-out ones stay here. */
function exampleOf({ demonstrations, examples }: Tool): string {
  const shown = [...demonstrations, ...examples.filter(({ seen }) => seen !== 'heldOut')].map(({ problem }) => problem);
  const [shortest = ''] = shown.sort((one, other) => one.length - other.length);
  return shortest.length <= longestExample ? shortest : shape(shortest).slice(0, longestExample);
}
