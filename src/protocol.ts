import * as v from 'valibot';

const ExampleSchema = v.object({
  problem: v.string(),
  answer: v.string(),
  seen: v.picklist(['shown', 'moved', 'heldOut']),
  /** How it fared when it was last run in this panel, in words; `null` where it was not run yet. */
  verdict: v.nullable(v.object({ right: v.boolean(), text: v.string() })),
});
const FactSchema = v.object({ label: v.string(), value: v.string() });
const StateSchema = v.object({
  name: v.string(),
  description: v.string(),
  /** What is known of its verification, and whether that is good news. */
  status: v.object({ text: v.string(), good: v.boolean() }),
  draft: v.boolean(),
  code: v.string(),
  /** The schema of the arguments, as indented JSON. */
  argumentsSchema: v.string(),
  examples: v.array(ExampleSchema),
  /** Where it came from and what it cost. */
  origin: v.array(FactSchema),
  transcript: v.array(v.object({ title: v.string(), sent: v.string(), reply: v.string() })),
});

/** Everything the panel shows. The panel owns none of it. */
export type PanelState = v.InferOutput<typeof StateSchema>;

const TriedSchema = v.object({
  kind: v.literal('tried'),
  id: v.number(),
  /** The answer, or what happened instead. */
  text: v.string(),
  good: v.boolean(),
  /** Where the parser did not read it: whom the problem could be sent to, in words. */
  offer: v.nullable(v.string()),
});
const HostMessageSchema = v.variant('kind', [v.object({ kind: v.literal('state'), state: StateSchema }), TriedSchema]);
const PanelMessageSchema = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('verify') }),
  v.object({ kind: v.literal('apply') }),
  v.object({ kind: v.literal('try'), id: v.number(), problem: v.pipe(v.string(), v.maxLength(200_000)) }),
  v.object({ kind: v.literal('askModel'), id: v.number(), problem: v.pipe(v.string(), v.maxLength(200_000)) }),
]);

/** What the host sends to the panel. */
export type HostMessage = v.InferOutput<typeof HostMessageSchema>;

/** What the panel sends to the host. The first is always `ready`. */
export type PanelMessage = v.InferOutput<typeof PanelMessageSchema>;

/** A message for the panel, or `undefined` where it is none of ours. */
export function parseHostMessage(message: unknown): HostMessage | undefined {
  const parsed = v.safeParse(HostMessageSchema, message);
  return parsed.success ? parsed.output : undefined;
}

/** A message for the host, or `undefined` where it is none of ours. */
export function parsePanelMessage(message: unknown): PanelMessage | undefined {
  const parsed = v.safeParse(PanelMessageSchema, message);
  return parsed.success ? parsed.output : undefined;
}

/** One handler for each kind of message. */
export type Handlers<Message extends { readonly kind: string }> = { readonly [Kind in Message['kind']]: (message: Extract<Message, { readonly kind: Kind }>) => void };

/** Hands a message to the handler of its kind. */
export function dispatch<Message extends { readonly kind: string }>(message: Message, handlers: Handlers<Message>): void {
  // The key and the handler's parameter are of one kind; the checker cannot see that for a union.
  const handler = handlers[message.kind as Message['kind']] as (message: Message) => void;
  handler(message);
}
