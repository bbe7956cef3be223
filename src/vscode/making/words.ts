import type { MakingPlan } from '../../engine/making/plan';
import type { MakingProgress } from '../../engine/making/make-tool';
import type { Score } from '../../engine/making/verify';
import type { ModelIdentity } from '../../engine/model/chat-model';
import { priceText, pricesOfText } from '../words/amounts';

/**
 * Whom a making asks and what its first request takes: `gpt at api.openai.com · about 1,950 tokens · price unknown`.
 */
export function planText(plan: MakingPlan, identity: ModelIdentity): string {
  const tokens = plan.usage.promptTokens + plan.usage.completionTokens;
  return `${identity.model} at ${identity.host} · about ${tokens.toLocaleString('en-US')} tokens a try · ${priceText(plan.cost)}${pricesOfText(identity)}`;
}

/** Where a making stands, for the progress notification. */
export function progressText(progress: MakingProgress): string {
  const soFar = (characters: number): string =>
    characters > 0 ? ` (${characters.toLocaleString('en-US')} characters)` : '…';
  switch (progress.stage) {
    case 'proposing':
      return `Proposing${soFar(progress.characters)}`;
    case 'verifying':
      return `Verifying ${progress.done} of ${progress.total}`;
    case 'repairing':
      return `Repairing (try ${progress.try} of ${progress.of})${soFar(progress.characters)}`;
    case 'wrapping':
      return `Wrapping: the light model reads ${progress.done} of ${progress.total}`;
  }
}

/** `6 of 6, 3 never seen by the maker`, or that none was unseen. */
export function scoreText(score: Score): string {
  return `${score.passed} of ${score.total}${score.unseenPassed > 0 ? `, ${score.unseenPassed} never seen by the maker` : ' passed, none unseen'}`;
}
