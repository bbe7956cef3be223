import { randomUUID } from 'node:crypto';
import type { CallToolResult, Tool as ListedTool } from '@modelcontextprotocol/sdk/types.js';
import * as v from 'valibot';
import { minimumExamples } from '../../engine/making/split';
import { given } from './given';
import { failed, structured } from './results';

/** The most examples that an agent gives, and the most offers that are kept. */
const most = { examples: 200, offers: 100 } as const;

const text = v.pipe(v.string(), v.maxLength(100_000));
const MakeSchema = v.strictObject({
  examples: v.pipe(
    v.array(v.strictObject({ problem: text, answer: text })),
    v.minLength(minimumExamples),
    v.maxLength(most.examples),
  ),
  hint: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
  confirmation: v.optional(v.string()),
});

/** What a tool is to be made from. */
export interface MakingMaterial {
  readonly examples: readonly { readonly problem: string; readonly answer: string }[];
  readonly hint: string | null;
}

/** What would be sent for a making. */
export interface MakingOffer {
  readonly model: string;
  readonly host: string;
  readonly shown: number;
  readonly heldOut: number;
  /** Of one try, estimated. */
  readonly tokens: number;
  /** US dollars of one try, estimated; `null` where the price is unknown. */
  readonly cost: number | null;
  /** The most that can follow, a clause. */
  readonly most: string;
  /** The exact first request. */
  readonly request: string;
}

/** Makes tools for agents, where the person who started the server allows it. */
export interface ToolMaking {
  /** Sends nothing. */
  offer(material: MakingMaterial): MakingOffer;
  /** Asks the strong model. A sentence on what was made, or on why nothing was. */
  make(
    material: MakingMaterial,
    signal: AbortSignal,
  ): Promise<{ readonly tool: string | null; readonly message: string }>;
}

/** Whether a person agrees, where the client can ask one; `unasked` where it cannot. */
export type AskPerson = (question: string, signal: AbortSignal) => Promise<'yes' | 'no' | 'unasked'>;

/** The tool that makes tools, as agents see it. */
export const makeFace: ListedTool = {
  name: 'make_tool',
  title: 'Make a tool',
  description:
    'Makes a new, verified tool from solved problems, with a strong language model that costs money. Called without “confirmation” it sends nothing, and returns what would be sent, to whom, and its price, with a confirmation. Show that to the person; only with their consent call it again with the same arguments and that “confirmation”. Give answers that are certainly right, never guessed ones; six examples are better than two.',
  inputSchema: {
    type: 'object',
    properties: {
      examples: {
        type: 'array',
        minItems: minimumExamples,
        maxItems: most.examples,
        items: {
          type: 'object',
          properties: { problem: { type: 'string' }, answer: { type: 'string' } },
          required: ['problem', 'answer'],
          additionalProperties: false,
        },
      },
      hint: { type: 'string', description: 'What the examples do not show.' },
      confirmation: { type: 'string', description: 'From an earlier call with the same examples and hint.' },
    },
    required: ['examples'],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
};

/** Answers calls of `make_tool`: first with an offer, and then, once it is confirmed, by making. */
export function createMakeTool(
  making: ToolMaking,
  ask: AskPerson,
): (args: unknown, signal: AbortSignal) => Promise<CallToolResult> {
  /** What was offered, by its confirmation: each is good for one making, of just that. */
  const offers = new Map<string, string>();
  const offered = (material: MakingMaterial): CallToolResult => {
    const [oldest] = offers.keys();
    if (oldest !== undefined && offers.size >= most.offers) offers.delete(oldest);
    const confirmation = randomUUID();
    offers.set(confirmation, JSON.stringify(material));
    return structured({ made: false, ...making.offer(material), confirmation });
  };
  return async (args, signal) => {
    const asked = given(MakeSchema, args);
    if ('wrong' in asked) return failed(asked.wrong);
    const { examples, hint = null, confirmation } = asked.value;
    const material: MakingMaterial = { examples, hint };
    if (confirmation === undefined) return offered(material);
    if (offers.get(confirmation) !== JSON.stringify(material))
      return failed(
        'This confirmation is none for these examples and this hint, or was used before: nothing was sent. Call again without one.',
      );
    offers.delete(confirmation);
    const answer = await ask(questionOf(making.offer(material), examples.length), signal);
    if (answer === 'no') return failed('The person did not agree: nothing was sent.');
    const { tool, message } = await making.make(material, signal);
    return tool === null ? failed(message) : structured({ made: true, tool, message }, message);
  };
}

function questionOf({ model, host, shown, heldOut, tokens, cost, most: follows }: MakingOffer, count: number): string {
  const price = cost === null ? 'price unknown' : `about $${cost.toFixed(4)} a try`;
  return `An agent wants a tool made from ${count} examples: ${shown} go to ${model} at ${host}, ${heldOut} are held out. About ${tokens} tokens a try, ${price}; ${follows}. Send them?`;
}
