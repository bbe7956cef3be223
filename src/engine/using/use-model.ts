import type { ChatFailureKind, ChatModel, ChatRequest, Usage } from '../model/chat-model';
import { addUsage, estimateRequestTokens, mostOf, noUsage, type Most } from '../model/cost';
import type { WrappedTool } from '../prompts/arguments';
import type { Tool } from '../tool/tool';
import { argumentsRequest, askForArguments } from './ask-for-arguments';
import { askForPack, isPackable, packedPurpose, packRequest, takePack, usageShares } from './pack';
import type { Workshop } from './run-tool';
import { solveAs, type OnOutcome, type UseOutcome } from './use-tool';

/** How the light model is asked for many problems. */
export interface ModelUse {
  /** Requests under way at once. */
  readonly inFlight: number;
  /** Problems in a request at most; fewer from the moment that most of a pack do not hold. */
  readonly packSize: number;
}

/** One problem through the light model. Only after the person agreed to send it. */
export async function useModel(
  tool: Tool,
  problem: string,
  model: ChatModel,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<UseOutcome> {
  const asked = await askForArguments(tool, problem, model, workshop, signal);
  switch (asked.kind) {
    case 'arguments':
      return solveAs('model', tool, problem, asked.arguments, asked.usage, workshop, signal);
    case 'unusable':
      return {
        kind: 'failed',
        reason: `The light model's arguments were not usable: ${asked.reason}`,
        path: 'model',
        usage: asked.usage,
      };
    case 'modelFailed':
      return failureOf(asked);
  }
}

/**
 * Many problems through the light model, several in a request; what does not hold in a pack is asked singly. Equal
 * problems are asked once and share the outcome. A failure that would meet every further request too (wrong key, no
 * such model, quota) stops the rest, which then report that same failure unsent. `onStart` is called as a problem's
 * first request goes out.
 */
export async function useModelOnAll(
  tool: Tool,
  problems: readonly string[],
  model: ChatModel,
  workshop: Workshop,
  { inFlight, packSize }: ModelUse,
  signal: AbortSignal,
  onOutcome?: OnOutcome,
  onStart?: (index: number) => void,
): Promise<UseOutcome[]> {
  const places = placesOf(problems);
  const unique = [...places.keys()];
  const waiting = unique.map((_, index) => index);
  const outcomes: UseOutcome[] = problems.map(() => ({ kind: 'cancelled' }));
  let size = isPackable(tool) ? packSize : 1;
  let hopeless: UseOutcome | undefined;

  const placesAt = (at: number): readonly number[] => places.get(unique[at] ?? '') ?? [];
  const settle = (at: number, outcome: UseOutcome): void => {
    if (isHopeless(outcome)) hopeless ??= withUsage(outcome, noUsage);
    placesAt(at).forEach((index, turn) => {
      // What was paid once is counted once.
      outcomes[index] = turn === 0 ? outcome : withUsage(outcome, noUsage);
      onOutcome?.(index, outcomes[index]);
    });
  };

  const askPack = async (pack: readonly number[]): Promise<void> => {
    const texts = pack.map((at) => unique[at] ?? '');
    const asked = await askForPack(tool, texts, model, workshop, signal);
    const shares = usageShares(asked.usage, pack.length);
    if (asked.kind === 'modelFailed') {
      pack.forEach((at, turn) => settle(at, failureOf({ ...asked, usage: shares[turn] ?? noUsage })));
      return;
    }
    const held = asked.arguments.filter((args) => args !== undefined).length;
    if (held * 2 < pack.length) size = Math.max(1, Math.floor(Math.min(size, pack.length) / 2));
    for (const [turn, at] of pack.entries()) {
      const [problem, args, share] = [texts[turn] ?? '', asked.arguments[turn], shares[turn] ?? noUsage];
      if (args) settle(at, await solveAs('model', tool, problem, args, share, workshop, signal));
      else settle(at, hopeless ?? plusUsage(await useModel(tool, problem, model, workshop, signal), share));
    }
  };

  const lane = async (): Promise<void> => {
    for (let pack = takePack(unique, waiting, size); pack.length > 0; pack = takePack(unique, waiting, size)) {
      const [first = 0] = pack;
      if (signal.aborted) pack.forEach((at) => settle(at, { kind: 'cancelled' }));
      else if (hopeless) for (const at of pack) settle(at, hopeless);
      else {
        pack.forEach((at) => placesAt(at).forEach((index) => onStart?.(index)));
        if (pack.length > 1) await askPack(pack);
        else settle(first, await useModel(tool, unique[first] ?? '', model, workshop, signal));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, inFlight) }, lane));
  return outcomes;
}

/**
 * The requests that `useModelOnAll` sends for these problems if every one of them holds at once: for showing and
 * counting before.
 */
export function plannedRequests(
  tool: WrappedTool,
  problems: readonly string[],
  packSize: number,
): readonly ChatRequest[] {
  const unique = [...placesOf(problems).keys()];
  const waiting = unique.map((_, index) => index);
  const requests: ChatRequest[] = [];
  for (
    let pack = takePack(unique, waiting, isPackable(tool) ? packSize : 1);
    pack.length > 0;
    pack = takePack(unique, waiting, isPackable(tool) ? packSize : 1)
  ) {
    const texts = pack.map((at) => unique[at] ?? '');
    requests.push(texts.length === 1 ? argumentsRequest(tool, texts[0] ?? '') : packRequest(tool, texts));
  }
  return requests;
}

/** Tokens of those requests, estimated. */
export function estimateUseTokens(tool: WrappedTool, problems: readonly string[], packSize: number): number {
  return plannedRequests(tool, problems, packSize).reduce((sum, request) => sum + estimateRequestTokens(request), 0);
}

/** The most that follows: every pack in vain, then every problem by itself, and asked for once more. */
export function mostOfUse(tool: WrappedTool, problems: readonly string[], packSize: number): Most {
  const packs = plannedRequests(tool, problems, packSize).filter(({ purpose }) => purpose === packedPurpose);
  const singly = mostOf(
    [...placesOf(problems).keys()].map((problem) => argumentsRequest(tool, problem)),
    2,
  );
  const packed = mostOf(packs);
  return { requests: packed.requests + singly.requests, tokens: packed.tokens + singly.tokens };
}

/** Each distinct problem with the places where it stands, in order. */
function placesOf(problems: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  problems.forEach((problem, index) => {
    const known = places.get(problem);
    if (known) known.push(index);
    else places.set(problem, [index]);
  });
  return places;
}

const hopelessFailures: ReadonlySet<ChatFailureKind> = new Set<ChatFailureKind>([
  'notConfigured',
  'unauthorized',
  'modelNotFound',
  'quotaExhausted',
  'unreachable',
  'overCap',
  'braked',
]);

/** True for a failure that would meet every further request too. */
export function stopsTheRest(failure: ChatFailureKind): boolean {
  return hopelessFailures.has(failure);
}

function isHopeless(outcome: UseOutcome): boolean {
  return outcome.kind === 'failed' && outcome.modelFailure !== undefined && stopsTheRest(outcome.modelFailure);
}

function failureOf(asked: {
  readonly failure: ChatFailureKind;
  readonly message: string;
  readonly usage: Usage;
}): UseOutcome {
  return asked.failure === 'cancelled'
    ? { kind: 'cancelled' }
    : { kind: 'failed', reason: asked.message, path: 'model', usage: asked.usage, modelFailure: asked.failure };
}

function withUsage(outcome: UseOutcome, usage: Usage): UseOutcome {
  return 'usage' in outcome ? { ...outcome, usage } : outcome;
}

function plusUsage(outcome: UseOutcome, usage: Usage): UseOutcome {
  return 'usage' in outcome ? { ...outcome, usage: addUsage(outcome.usage, usage) } : outcome;
}
