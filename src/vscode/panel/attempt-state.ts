import type { ModelIdentity } from '../../engine/model/chat-model';
import { costOf } from '../../engine/model/cost';
import type { UseOutcome } from '../../engine/using/use-tool';
import type { WorkView } from '../../protocol';
import { priceText } from '../words/amounts';
import { tokens } from './panel-state';
import { sentence, shownText } from '../words/shown';

type Outcome = NonNullable<WorkView['attempt']>['outcome'];

/** Who could read a problem that the parser did not: a model, at about so many tokens, or nobody yet. */
export interface LightModel {
  readonly identity: ModelIdentity | null;
  readonly estimatedTokens: number;
}

/** What the panel says of one problem tried. The light model is offered where the parser alone did not read it. */
export function attemptOutcome(outcome: UseOutcome, light: LightModel): Outcome {
  switch (outcome.kind) {
    case 'answer':
      return {
        kind: 'answer',
        answer: shownText(outcome.answer, 100_000),
        note:
          outcome.path === 'parser'
            ? 'Read by the tool’s own parser; no model was asked.'
            : `Read by the light model: ${spent(outcome.usage, light.identity)}`,
      };
    case 'notRead': {
      const reason =
        outcome.reason === null ? 'it does not look like a problem of this tool’s class' : shownText(outcome.reason);
      return {
        kind: 'none',
        text: `Not read, and no model was asked: ${sentence(reason)}`,
        offer: light.identity
          ? { kind: 'ask', text: offerText(light.identity, light.estimatedTokens) }
          : { kind: 'setUp' },
      };
    }
    case 'noAnswer':
      return {
        kind: 'none',
        text: `The tool read the problem and says that it has no answer.${spentByModel(outcome, light)}`,
        offer: null,
      };
    case 'failed':
      return {
        kind: 'none',
        text: `${sentence(`Failed: ${shownText(outcome.reason)}`)}${spentByModel(outcome, light)}`,
        offer: null,
      };
    case 'cancelled':
      return { kind: 'none', text: 'Cancelled.', offer: null };
  }
}

/** Whom a problem would go to and what that takes; a light model whose first reply is unusable is asked once more. */
export function offerText(identity: ModelIdentity, estimatedTokens: number): string {
  return shownText(`Send to ${identity.model} at ${identity.host}, about ${tokens(estimatedTokens)}`);
}

function spentByModel(
  { path, usage }: Extract<UseOutcome, { kind: 'noAnswer' | 'failed' }>,
  { identity }: LightModel,
): string {
  return path === 'model' ? ` ${spent(usage, identity)}` : '';
}

function spent(usage: Extract<UseOutcome, { kind: 'answer' }>['usage'], identity: ModelIdentity | null): string {
  const cost = identity ? costOf(usage, identity) : null;
  return `${tokens(usage.promptTokens + usage.completionTokens)} (${usage.source}), ${priceText(cost)}.`;
}
