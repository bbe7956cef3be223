import * as v from 'valibot';
import { isJsonObject, parseJson } from '../json';
import type { Tool } from '../tool/tool';

/** A figure and where it comes from. An unknown one has no value: nothing may take it for 0. */
export type Figure =
  | { readonly value: number; readonly source: 'reported' | 'estimated' }
  | { readonly value: null; readonly source: 'unknown' };

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const known = v.pipe(v.number(), v.finite(), v.minValue(0));
const word = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const FigureSchema: v.GenericSchema<unknown, Figure> = v.variant('source', [
  v.object({ value: count, source: v.picklist(['reported', 'estimated']) }),
  v.object({ value: v.null(), source: v.literal('unknown') }),
]);
const ToolKeySchema = v.object({ id: word(100), born: word(40) });
const time = v.pipe(v.string(), v.maxLength(40), v.isoTimestamp());
const makingId = word(100);

const CallSchema = v.object({
  kind: v.literal('call'),
  /** The same in the entry that was written as it was sent, and in the one as it ended. */
  id: v.exactOptional(word(100)),
  at: time,
  role: v.picklist(['maker', 'user']),
  model: word(200),
  host: word(200),
  purpose: word(80),
  /** The tool that it was for; `null` where there is none yet, or none at all. */
  tool: v.nullable(ToolKeySchema),
  /** The making that it was part of. */
  making: v.nullable(makingId),
  /** `sent` as long as it is under way, then `reply` or the kind of failure. */
  outcome: word(40),
  /** Cached tokens are part of the input, reasoning tokens of the output. */
  tokens: v.object({ input: FigureSchema, cached: FigureSchema, output: FigureSchema, reasoning: FigureSchema }),
  /** US dollars for a million tokens, as the person gave them; `null` where unknown. */
  price: v.object({ input: v.nullable(known), output: v.nullable(known) }),
});
const MakingSchema = v.object({
  kind: v.literal('making'),
  at: time,
  making: makingId,
  outcome: word(40),
  /** The tool or the draft that came of it; `null` where nothing was kept. */
  tool: v.nullable(ToolKeySchema),
});
const UseSchema = v.object({
  kind: v.literal('use'),
  at: time,
  tool: ToolKeySchema,
  /** Problems answered after the tool's own parser read them. */
  byParser: count,
  /** Problems answered after the light model read them. */
  byModel: count,
  unanswered: count,
  /** Tokens of the answered problems' texts, estimated: what another model would have had to read. */
  problemTokens: count,
});
const EntrySchema = v.variant('kind', [CallSchema, MakingSchema, UseSchema]);

/**
 * Names a tool in the ledger. `born` is the time of its first version: copies and moves keep it, whatever id they get.
 */
export type ToolKey = v.InferOutput<typeof ToolKeySchema>;
/** One request to a model, answered or not. No text of it is kept. */
export type CallEntry = v.InferOutput<typeof CallSchema>;
/** How a making ended and what came of it: books its calls on a tool that did not exist when they were made. */
export type MakingEntry = v.InferOutput<typeof MakingSchema>;
/** One application of a tool to some problems. */
export type UseEntry = v.InferOutput<typeof UseSchema>;
/** A line of the ledger. */
export type LedgerEntry = v.InferOutput<typeof EntrySchema>;

/** The name of a tool in the ledger. */
export function toolKey(tool: Pick<Tool, 'id' | 'versions'>): ToolKey {
  return { id: tool.id, born: tool.versions[0]?.createdAt ?? '' };
}

/** Whether two names mean the same tool, or a copy of it, which shares its account. */
export function sameTool(a: ToolKey | null, b: ToolKey): boolean {
  return a?.born === b.born;
}

/** The format of lines as they are written. Those of the first one bear no number. */
export const ledgerFormat = 2;

/** A line as it was written, or `undefined` where it is none: cut off by a crash, damaged, or of a newer format. */
export function parseEntry(line: string): LedgerEntry | undefined {
  const value = parseJson(line);
  const format = isJsonObject(value) ? (value['format'] ?? 1) : undefined;
  if (format !== 1 && format !== ledgerFormat) return undefined;
  const parsed = v.safeParse(EntrySchema, value);
  return parsed.success ? parsed.output : undefined;
}

/** An entry as one line, without its line break. Cut off anywhere it is no JSON: that is how a torn line is told. */
export function entryLine(entry: LedgerEntry): string {
  return JSON.stringify({ format: ledgerFormat, ...entry });
}

/**
 * Calls as they ended. One that never did, since its program was killed, stays as it was sent: it may have been paid
 * for,
 * and counts with what it was expected to take.
 */
export function asEnded(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const ended = new Set(
    entries.flatMap((entry) =>
      entry.kind === 'call' && entry.outcome !== 'sent' && entry.id !== undefined ? [entry.id] : [],
    ),
  );
  return entries.filter(
    (entry) => !(entry.kind === 'call' && entry.outcome === 'sent' && entry.id !== undefined && ended.has(entry.id)),
  );
}

/** Whether a call, of those that `asEnded` leaves, never ended, or is under way: it may have been paid for. */
export function isPossiblyPaid({ outcome }: Pick<CallEntry, 'outcome'>): boolean {
  return outcome === 'sent';
}

/** Entries in the order in which they happened, the same whatever order they come in: several windows write at once. */
export function inOrder<Entry extends LedgerEntry>(entries: readonly Entry[]): readonly Entry[] {
  // Of one moment: what a run cost before what came of it.
  const ranks = { call: 0, making: 1, use: 2 } as const;
  const keyed = entries.map((entry) => ({ entry, key: `${entry.at} ${ranks[entry.kind]} ${entryLine(entry)}` }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ entry }) => entry);
}
