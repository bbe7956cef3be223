import fc from 'fast-check';
import {
  asEnded,
  type CallEntry,
  type LedgerEntry,
  type MakingEntry,
  type ToolKey,
  type UseEntry,
} from '../../../src/engine/ledger/entry';
import type { Ledger } from '../../../src/engine/ledger/ledger';
import type { Tool } from '../../../src/engine/tool/tool';
import { sampleTool, sampleVersion } from '../library/sample-tool';

/** The key of `accounted`. */
export const key: ToolKey = { id: 'sort-words', born: '2026-01-01T10:00:00.000Z' };

/** A tool whose own record of its origin is `sampleVersion`'s: 1,200 tokens, $0.0123. */
export const accounted: Tool = sampleTool({ versions: [sampleVersion(1)] });

/** A moment of January, minutes after its second day began. */
export function minute(minutes: number): string {
  return new Date(Date.UTC(2026, 0, 2) + minutes * 60_000).toISOString();
}

/** A call of 1,000 tokens in and 100 out at $2 and $10 a million: $0.003. */
export function call(changes: Partial<CallEntry> = {}): CallEntry {
  return {
    kind: 'call',
    at: minute(0),
    role: 'maker',
    model: 'strong',
    host: 'models.example',
    purpose: 'propose',
    tool: null,
    making: 'm1',
    outcome: 'reply',
    tokens: {
      input: { value: 1_000, source: 'reported' },
      cached: { value: 0, source: 'reported' },
      output: { value: 100, source: 'reported' },
      reasoning: { value: null, source: 'unknown' },
    },
    price: { input: 2, output: 10 },
    ...changes,
  };
}

/** A call of the light model at use: 300 in, 50 out, at $0.1 and $0.4: $0.00005. */
export function lightCall(changes: Partial<CallEntry> = {}): CallEntry {
  return call({
    role: 'user',
    model: 'light',
    purpose: 'arguments',
    tool: key,
    making: null,
    tokens: {
      input: { value: 300, source: 'reported' },
      cached: { value: 0, source: 'reported' },
      output: { value: 50, source: 'reported' },
      reasoning: { value: 0, source: 'reported' },
    },
    price: { input: 0.1, output: 0.4 },
    ...changes,
  });
}

export function making(changes: Partial<MakingEntry> = {}): MakingEntry {
  return { kind: 'making', at: minute(1), making: 'm1', outcome: 'made', tool: key, ...changes };
}

/** Ten problems of 20 tokens each, answered by the tool's own parser. */
export function use(changes: Partial<UseEntry> = {}): UseEntry {
  return {
    kind: 'use',
    at: minute(2),
    tool: key,
    byParser: 10,
    byModel: 0,
    unanswered: 0,
    problemTokens: 200,
    ...changes,
  };
}

const tokenCount = fc.nat(1_000_000);
const figure = fc.oneof(
  fc.record(
    { value: tokenCount, source: fc.constantFrom('reported' as const, 'estimated' as const) },
    { noNullPrototype: true },
  ),
  fc.constant({ value: null, source: 'unknown' as const }),
);
const price = fc.option(
  fc.integer({ min: 0, max: 10_000 }).map((cents) => cents / 100),
  { nil: null },
);
const at = fc.integer({ min: 0, max: 5_000 }).map(minute);
const toolOf = fc.option(fc.constantFrom(key, { id: 'other', born: '2026-01-01T11:00:00.000Z' }), { nil: null });
const makingOf = fc.option(fc.constantFrom('m1', 'm2', 'm3'), { nil: null });

/** Any entries, of a few tools and makings, so that they have to do with each other. */
export const entriesArbitrary: fc.Arbitrary<LedgerEntry[]> = fc.array(
  fc.oneof(
    fc
      .record({
        at,
        role: fc.constantFrom('maker' as const, 'user' as const),
        purpose: fc.constantFrom('propose', 'repair', 'arguments', 'measure'),
        tool: toolOf,
        making: makingOf,
        outcome: fc.constantFrom('reply', 'timedOut', 'unauthorized'),
        tokens: fc.record(
          { input: figure, cached: figure, output: figure, reasoning: figure },
          { noNullPrototype: true },
        ),
        price: fc.record({ input: price, output: price }, { noNullPrototype: true }),
      })
      .map((changes): LedgerEntry => call(changes)),
    fc
      .record({
        at,
        making: fc.constantFrom('m1', 'm2', 'm3'),
        outcome: fc.constantFrom('made', 'notMade'),
        tool: toolOf,
      })
      .map((changes): LedgerEntry => making(changes)),
    fc
      .record({ at, byParser: fc.nat(50), byModel: fc.nat(50), unanswered: fc.nat(5), problemTokens: fc.nat(5_000) })
      .map((changes): LedgerEntry => use(changes)),
  ),
  { maxLength: 40 },
);

/** A ledger in memory; `appending` may fail in place of the disk. */
export function memoryLedger(
  entries: LedgerEntry[] = [],
  appending: () => Promise<void> = () => Promise.resolve(),
): Ledger & { readonly entries: LedgerEntry[] } {
  return {
    entries,
    append: async (entry) => {
      await appending();
      entries.push(entry);
      entries.splice(0, entries.length, ...asEnded(entries));
    },
    read: (since) =>
      Promise.resolve({
        entries: asEnded(entries).filter((entry) => !since || Date.parse(entry.at) >= since.getTime()),
        unreadable: 0,
      }),
    watch: () => () => undefined,
  };
}
