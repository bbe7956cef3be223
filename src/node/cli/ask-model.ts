import { toolRequest, type OpenProblem } from '../../engine/dispatching/ask-for-tool';
import type { ChatModel } from '../../engine/model/chat-model';
import { costOf, estimateRequestTokens, mostOf, mostText, type Most } from '../../engine/model/cost';
import { UsageError, type Terminal } from './terminal';
import { costText } from './words';

/** As the editor's settings have it by default. */
export const modelUse = { inFlight: 4, packSize: 10 } as const;

/** The light model, where one is needed. Throws `UsageError` where there is none. */
export function requireModel(model: ChatModel | null): ChatModel {
  if (model) return model;
  throw new UsageError(
    '--allow-model needs a light model: give --user-model (and --user-base-url), or TOOLSMITH_USER_MODEL. With --replies, its file must hold replies of a light model.',
  );
}

/** Says that the light model is about to be asked which tools problems are meant for. */
export function sayToolsAreAskedFor(open: readonly OpenProblem[], model: ChatModel, terminal: Terminal): void {
  const requests = open.map(toolRequest);
  sayWhatIsSent(
    `to find the tool for ${open.length === 1 ? 'a problem' : `${open.length} problems`}: asking`,
    requests.reduce((sum, one) => sum + estimateRequestTokens(one), 0),
    mostOf(requests),
    model,
    terminal,
  );
}

/** Says what is about to be sent, to whom, about what it takes, and at most; `what` ends before the model's name. */
export function sayWhatIsSent(
  what: string,
  promptTokens: number,
  most: Most,
  { identity }: ChatModel,
  terminal: Terminal,
): void {
  const cost = costOf(
    { promptTokens, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0, source: 'estimated' },
    identity,
  );
  terminal.err(`${mostText(most)} can follow\n`);
  terminal.err(
    `${what} ${identity.model} at ${identity.host}, about ${promptTokens} tokens and the replies, ${cost === null ? 'price unknown' : `${costText(cost)} before the replies`}\n`,
  );
}
