import type { MakingPlan } from '../making/plan';
import type { ModelIdentity } from '../model/chat-model';
import { expectedCompletionTokens } from '../model/cost';
import { amountText } from './amounts';
import { directCompletionTokens, directTokens, meanProblemTokens, type DirectTokens } from './direct';

/** Requests to the maker that a making is taken to need: the proposal and one repair, of the three it may have. */
const expectedTries = 2;

/**
 * What the light model is sent besides the problem and one demonstration: rules, description and schema, in tokens.
 * With one demonstration a request of ours took 0.49 of the paper's 830 on average, of which two problems are 190.
 */
const wrappingTokens = 220;

/** Tokens and US dollars; `null` where the price is unknown. */
export interface ExpectedCost {
  readonly tokens: number;
  readonly dollars: number | null;
}

/** What is expected of a tool before it is made; all of it estimated. */
export interface MakingForecast {
  /** The whole making. */
  readonly making: ExpectedCost;
  /** One problem answered by the strong model itself. */
  readonly direct: ExpectedCost;
  /**
   * One problem read by the light model for the tool; `null` where none is set up. Read by its own parser it costs
   * nothing.
   */
  readonly light: (ExpectedCost & { readonly model: string }) | null;
}

/** Estimates what a planned making costs and what one use of its tool saves. Asks nobody. */
export function forecastMaking(
  plan: Pick<MakingPlan, 'usage' | 'cost'>,
  problems: readonly string[],
  maker: ModelIdentity,
  user: ModelIdentity | null,
): MakingForecast {
  const problem = meanProblemTokens(problems);
  return {
    making: {
      tokens: expectedTries * (plan.usage.promptTokens + plan.usage.completionTokens),
      dollars: plan.cost === null ? null : expectedTries * plan.cost,
    },
    direct: costAt(directTokens({ kind: 'estimated' }, 1, problem), maker),
    light: user
      ? {
          ...costAt({ input: wrappingTokens + 2 * problem, output: expectedCompletionTokens.user }, user),
          model: user.model,
        }
      : null,
  };
}

/** The fewest uses after which `making` is made up for, where each saves `direct` and costs `using`; `null`: never. */
export function usesToBreakEven(making: number, direct: number, using: number): number | null {
  const gain = direct - using;
  if (gain <= 0) return null;
  return Math.max(1, Math.ceil(making / gain - 1e-9));
}

/**
 * A forecast for a person, a clause without a full stop: `pays after about 14 uses, estimated`. Says where a price is
 * unknown, and where a tool would cost more than it saves.
 */
export function forecastText({ making, direct, light }: MakingForecast): string {
  if (making.dollars === null || direct.dollars === null) {
    const uses = usesToBreakEven(making.tokens, direct.tokens, 0);
    return uses === null
      ? 'when it pays is unknown: the price is'
      : `price unknown; counted in tokens it pays after about ${counted(uses)}, estimated`;
  }
  if (direct.dollars === 0) return 'at a price of 0 nothing is spent and nothing saved';
  const uses = usesToBreakEven(making.dollars, direct.dollars, 0);
  const own = uses === null ? 'never pays, estimated' : `pays after about ${counted(uses)}, estimated`;
  return light ? `${own}${lightText(making.dollars, direct.dollars, light)}` : own;
}

/** How a forecast comes about, a line each: every constant in it is told, so that a person can judge it. */
export function forecastDetails({ making, direct, light }: MakingForecast): readonly string[] {
  const cost = ({ tokens, dollars }: ExpectedCost): string =>
    `about ${amountText(tokens, 'tokens')}, ${dollars === null ? 'price unknown' : amountText(dollars, 'dollars')}`;
  return [
    `Making the tool: ${cost(making)}. Taken to need ${expectedTries} requests, the proposal and one repair, with ${expectedCompletionTokens.maker.toLocaleString('en-US')} tokens a reply.`,
    `One problem without a tool, answered by the strong model itself: ${cost(direct)}. By the length of the examples' problems, and ${directCompletionTokens} tokens a reply.`,
    'One problem with the tool, where its own parser reads it: nothing.',
    ...(light
      ? [
          `One problem with the tool, where ${light.model} has to read it: ${cost(light)}. With one demonstration, and ${expectedCompletionTokens.user} tokens a reply.`,
        ]
      : []),
    'All of this is estimated. What the tool then costs and saves is counted, and shown in its panel.',
  ];
}

function lightText(making: number, direct: number, light: NonNullable<MakingForecast['light']>): string {
  if (light.dollars === null) return `; unknown where ${light.model} has to read the problems: its price is`;
  const uses = usesToBreakEven(making, direct, light.dollars);
  return uses === null
    ? `; never where ${light.model} has to read the problems, which costs more than it saves`
    : `; ${uses.toLocaleString('en-US')} where ${light.model} has to read the problems`;
}

function costAt({ input, output }: DirectTokens, { inputPrice, outputPrice }: ModelIdentity): ExpectedCost {
  return {
    tokens: input + output,
    dollars:
      inputPrice === null || outputPrice === null ? null : (input * inputPrice + output * outputPrice) / 1_000_000,
  };
}

function counted(uses: number): string {
  return `${uses.toLocaleString('en-US')} use${uses === 1 ? '' : 's'}`;
}
