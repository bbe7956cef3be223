import * as v from 'valibot';

/** The longest problem that can be tried or be an example in the panel, in characters. */
export const longestProblem = 200_000;

/** How an example fared when it was last run here; `got` only where it was another answer. */
const VerdictSchema = v.object({ right: v.boolean(), text: v.string(), got: v.nullable(v.string()) });
const ExampleSchema = v.object({
  /** From 1, in the order in which the tool has them. */
  number: v.number(),
  problem: v.string(),
  answer: v.string(),
  /** Whether the maker has seen it, in words. */
  seen: v.string(),
  /** `null` where it was not run here as it stands. */
  verdict: v.nullable(VerdictSchema),
});
const ToolSchema = v.object({
  name: v.string(),
  description: v.string(),
  /** What is known of its verification, and whether that is good news. */
  status: v.object({ text: v.string(), good: v.boolean() }),
  draft: v.boolean(),
  /** Made here, or approved by the person: until then it is reviewed first. */
  approved: v.boolean(),
  /** The schema of the arguments, as indented JSON. */
  argumentsSchema: v.string(),
  examples: v.array(ExampleSchema),
  /** Examples that are not listed, for their number. */
  moreExamples: v.number(),
  /** The newest first, which is the current one. */
  versions: v.array(v.object({ number: v.number(), text: v.string() })),
  /** Where it came from and what it cost. */
  origin: v.array(v.object({ label: v.string(), value: v.string() })),
  transcript: v.array(v.object({ title: v.string(), sent: v.string(), reply: v.string() })),
});
const AttemptSchema = v.object({
  /** Names the attempt for `askModel`: what is sent is the host's own copy of the problem. */
  number: v.number(),
  outcome: v.variant('kind', [
    /** Under way; `who` is a clause: `the tool’s own parser`. */
    v.object({ kind: v.literal('running'), who: v.string() }),
    v.object({ kind: v.literal('answer'), answer: v.string(), note: v.string() }),
    /** Anything but an answer, a sentence; with whom the problem could be sent to, or that nobody is set up. */
    v.object({
      kind: v.literal('none'),
      text: v.string(),
      offer: v.nullable(
        v.variant('kind', [
          v.object({ kind: v.literal('ask'), text: v.string() }),
          v.object({ kind: v.literal('setUp') }),
        ]),
      ),
    }),
  ]),
});
const WorkSchema = v.object({
  /** Examples run so far; `null` where none are being run. */
  verifying: v.nullable(v.object({ done: v.number(), total: v.number() })),
  attempt: v.nullable(AttemptSchema),
  /** The example that is being written: its number, or `null` for a new one, with the texts to begin with. */
  editing: v.nullable(v.object({ number: v.nullable(v.number()), problem: v.string(), answer: v.string() })),
  /** The last thing that went wrong and belongs to no attempt, a sentence; `null` where nothing did. */
  trouble: v.nullable(v.string()),
});

const FactSchema = v.object({ label: v.string(), value: v.string() });
const CostsSchema = v.object({
  facts: v.array(FactSchema),
  /** Of the whole ledger, all tools together. */
  whole: v.array(FactSchema),
  /** What the costs below count in; the texts beside them are for people. */
  unit: v.picklist(['dollars', 'tokens']),
  /** How it is known what the uses would have cost without the tool. */
  basis: v.picklist(['measured', 'estimated']),
  /** Cumulative, in order; the chart and its table show the same ones. */
  points: v.array(
    v.object({
      when: v.string(),
      what: v.string(),
      uses: v.number(),
      with: v.number(),
      without: v.number(),
      withText: v.string(),
      withoutText: v.string(),
      savedText: v.string(),
    }),
  ),
  /** Where the lines cross; `null` where they do not yet. */
  crossing: v.nullable(
    v.object({
      uses: v.number(),
      with: v.number(),
      withText: v.string(),
      withoutText: v.string(),
      savedText: v.string(),
    }),
  ),
  /** The chart in words, for who does not see it. */
  summary: v.string(),
  /** What to know besides: what is estimated, what was left out. */
  notes: v.array(v.string()),
  /** The button that measures what the strong model takes; `null` where nothing can be measured. */
  measure: v.nullable(v.string()),
});

/** Everything that the panel shows of a tool. */
export type ToolView = v.InferOutput<typeof ToolSchema>;
/** What is under way or was tried in the panel. The host owns it, so that it outlives a page that was hidden. */
export type WorkView = v.InferOutput<typeof WorkSchema>;

/** What a tool cost and saved. */
export type CostsView = v.InferOutput<typeof CostsSchema>;

const HostMessageSchema = v.variant('kind', [
  v.object({ kind: v.literal('tool'), tool: ToolSchema }),
  v.object({ kind: v.literal('costs'), costs: CostsSchema }),
  /** Sent at every change; every request of the page ends in one in which nothing is under way. */
  v.object({ kind: v.literal('work'), work: WorkSchema }),
]);
const PanelMessageSchema = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('verify') }),
  v.object({ kind: v.literal('apply') }),
  v.object({ kind: v.literal('continueMaking') }),
  v.object({ kind: v.literal('setUpModels') }),
  v.object({ kind: v.literal('exportCosts') }),
  v.object({ kind: v.literal('measureCosts') }),
  v.object({ kind: v.literal('cancel'), what: v.picklist(['verifying', 'attempt']) }),
  v.object({ kind: v.literal('try'), problem: v.pipe(v.string(), v.maxLength(longestProblem)) }),
  v.object({ kind: v.literal('askModel'), attempt: v.number() }),
  v.object({ kind: v.literal('review') }),
  v.object({ kind: v.literal('openCode') }),
  v.object({ kind: v.literal('compareVersion'), version: v.number() }),
  v.object({ kind: v.literal('goBack'), version: v.number() }),
  /** Begins to write an example: one that is there, or a new one. */
  v.object({ kind: v.literal('editExample'), number: v.nullable(v.number()) }),
  /** Begins to write an example of what was tried: the answer was wrong, or there was none. */
  v.object({ kind: v.literal('correct'), attempt: v.number() }),
  v.object({ kind: v.literal('leaveExample') }),
  /** Of the example that is being written, as the host knows. */
  v.object({
    kind: v.literal('saveExample'),
    problem: v.pipe(v.string(), v.maxLength(longestProblem)),
    answer: v.pipe(v.string(), v.maxLength(longestProblem)),
  }),
  v.object({ kind: v.literal('removeExample') }),
  /** Teaches the tool the answer that was written: it stays as it is until a next version gives it. */
  v.object({
    kind: v.literal('teachExample'),
    problem: v.pipe(v.string(), v.maxLength(longestProblem)),
    answer: v.pipe(v.string(), v.maxLength(longestProblem)),
  }),
]);
const SavedSchema = v.object({
  place: v.picklist(['workspace', 'user', 'folder']),
  id: v.pipe(v.string(), v.maxLength(100)),
  /** What stands in the box. */
  problem: v.pipe(v.fallback(v.string(), ''), v.maxLength(longestProblem)),
  /** What was typed of an example; `null` where none is being written. */
  example: v.fallback(
    v.nullable(
      v.object({
        problem: v.pipe(v.string(), v.maxLength(longestProblem)),
        answer: v.pipe(v.string(), v.maxLength(longestProblem)),
      }),
    ),
    null,
  ),
  /** The names of the parts that are unfolded. */
  open: v.fallback(v.array(v.string()), []),
  scroll: v.fallback(v.number(), 0),
});

/** What the host sends to the panel. */
export type HostMessage = v.InferOutput<typeof HostMessageSchema>;
/** What the panel sends to the host. The first is always `ready`. */
export type PanelMessage = v.InferOutput<typeof PanelMessageSchema>;
/** What a page leaves for its successor: which tool it shows, and what the person typed and opened. */
export type SavedPage = v.InferOutput<typeof SavedSchema>;

/** A message for the panel, or `undefined` where it is none of ours. */
export function parseHostMessage(message: unknown): HostMessage | undefined {
  return parsed(HostMessageSchema, message);
}

/** A message for the host, or `undefined` where it is none of ours. */
export function parsePanelMessage(message: unknown): PanelMessage | undefined {
  return parsed(PanelMessageSchema, message);
}

/** A page's saved state, or `undefined` where it is none of ours. */
export function parseSavedPage(state: unknown): SavedPage | undefined {
  return parsed(SavedSchema, state);
}

function parsed<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown): Output | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}

/** One handler for each kind of message. */
export type Handlers<Message extends { readonly kind: string }> = {
  readonly [Kind in Message['kind']]: (message: Extract<Message, { readonly kind: Kind }>) => void;
};

/**
 * What receives messages at either end: parses each and hands it to the handler of its kind; false for what is none of
 * ours.
 */
export function receiver<Message extends { readonly kind: string }>(
  parse: (message: unknown) => Message | undefined,
  handlers: Handlers<Message>,
): (message: unknown) => boolean {
  return (raw) => {
    const message = parse(raw);
    if (message === undefined) return false;
    // The key and the handler's parameter are of one kind; the checker cannot see that for a union.
    const handler = handlers[message.kind as Message['kind']] as (message: Message) => void;
    handler(message);
    return true;
  };
}
