import type { ModelIdentity } from '../model/chat-model';
import { addUsage, noUsage } from '../model/cost';
import type { Tool } from '../tool/tool';
import { directBasis, directTokens, meanProblemTokens, type DirectBasis, type DirectTokens } from './direct';
import {
  inOrder,
  isPossiblyPaid,
  sameTool,
  toolKey,
  type CallEntry,
  type LedgerEntry,
  type ToolKey,
  type UseEntry,
} from './entry';
import { crossingOf, cumulative, type Crossing, type SeriesPoint, type Step } from './series';
import { costOfCall, spendingOf, tokensOf, type Spending } from './spending';

/** What an account counts in: US dollars, or tokens where one price it needs is unknown. */
export type Unit = 'dollars' | 'tokens';

/** How often a tool was used, and who read the problems. */
export interface Uses {
  readonly runs: number;
  readonly byParser: number;
  readonly byModel: number;
  readonly unanswered: number;
}

/** What one tool cost and saved. Costs in `unit`. */
export interface ToolAccount {
  readonly unit: Unit;
  /** Failed tries and failed makings of the same tool included. */
  readonly making: Spending;
  /** `manifest`: this ledger has no making of the tool, so its own record of its origin stands in. */
  readonly makingFrom: 'ledger' | 'manifest';
  readonly makings: number;
  /** Calls outside of makings: the light model's at use, and those that measured. */
  readonly using: Spending;
  /** The part of both that was sent and has not ended, with what it was expected to take. */
  readonly possiblyPaid: Spending;
  readonly uses: Uses;
  /** How the cost without the tool is known, and whose it is; `null` where no strong model is known. */
  readonly direct: { readonly basis: DirectBasis; readonly model: string | null };
  readonly with: number;
  readonly without: number;
  /** `without - with`: negative as long as the tool has not paid. */
  readonly saved: number;
  readonly points: readonly SeriesPoint[];
  readonly breakEven: Crossing | null;
  /**
   * Before it has paid: the number of uses in all after which it will, at this rate; `null` where never, or not known.
   */
  readonly expectedBreakEven: number | null;
  /** ISO 8601, UTC; `null` where it was never used. */
  readonly lastUsed: string | null;
}

/** What an account needs to know of a tool; of one that is gone, only its name in the ledger is left. */
export type AccountedTool = Pick<Tool, 'id' | 'versions' | 'examples'>;

/** The strong model that would answer without a tool, with its prices. */
type Strong = Pick<ModelIdentity, 'model' | 'inputPrice' | 'outputPrice'>;

/** The account of a tool. `maker` stands in as the strong model for a tool of which this ledger knows no maker. */
export function accountOf(
  entries: readonly LedgerEntry[],
  tool: AccountedTool,
  maker: ModelIdentity | null,
): ToolAccount {
  const own = inOrder(entriesFor(entries, toolKey(tool)));
  const calls = own.filter((entry) => entry.kind === 'call');
  const useEntries = own.filter((entry) => entry.kind === 'use');
  const makingCalls = calls.filter(({ making }) => making !== null);
  const making = makingCalls.length > 0 ? spendingOf(makingCalls) : originSpending(tool);
  const using = spendingOf(calls.filter((call) => call.making === null));
  const strong = strongOf(makingCalls) ?? maker;
  const prices =
    typeof strong?.inputPrice !== 'number' || typeof strong.outputPrice !== 'number'
      ? null
      : { input: strong.inputPrice, output: strong.outputPrice };
  const unit: Unit = making.dollars !== null && using.dollars !== null && prices !== null ? 'dollars' : 'tokens';
  const basis = directBasis(calls);
  const costWithout = ({ input, output }: DirectTokens): number =>
    unit === 'dollars' && prices ? (input * prices.input + output * prices.output) / 1_000_000 : input + output;
  const costWith = (call: CallEntry): number =>
    unit === 'dollars' ? (costOfCall(call).value ?? 0) : tokensOf(spendingOf([call]));
  const madeElsewhere: readonly Step[] =
    makingCalls.length > 0
      ? []
      : [
          {
            at: tool.versions[0]?.createdAt ?? '',
            event: 'making',
            uses: 0,
            with: unit === 'dollars' ? (making.dollars ?? 0) : tokensOf(making),
            without: 0,
            possiblyPaid: 0,
          },
        ];
  const points = cumulative([
    ...madeElsewhere,
    ...stepsOf(own, costWith, (use) => costWithout(directTokens(basis, answered(use), use.problemTokens))),
  ]);
  const last = points.at(-1) ?? { uses: 0, with: 0, without: 0 };
  const breakEven = crossingOf(points);
  const typical = costWithout(directTokens(basis, 1, meanProblemTokens(tool.examples.map(({ problem }) => problem))));
  const usingCost = unit === 'dollars' ? (using.dollars ?? 0) : tokensOf(using);
  const gain = last.uses > 0 ? (last.without - usingCost) / last.uses : typical;
  return {
    unit,
    making,
    makingFrom: makingCalls.length > 0 ? 'ledger' : 'manifest',
    makings: new Set(makingCalls.map((call) => call.making)).size,
    using,
    possiblyPaid: spendingOf(calls.filter(isPossiblyPaid)),
    uses: {
      runs: useEntries.length,
      byParser: sum(useEntries, 'byParser'),
      byModel: sum(useEntries, 'byModel'),
      unanswered: sum(useEntries, 'unanswered'),
    },
    direct: { basis, model: strong?.model ?? null },
    with: last.with,
    without: last.without,
    saved: last.without - last.with,
    points,
    breakEven,
    expectedBreakEven:
      breakEven === null && gain > 0 && last.with > last.without
        ? last.uses + Math.ceil((last.with - last.without) / gain)
        : null,
    lastUsed: useEntries.at(-1)?.at ?? null,
  };
}

/** The entries that are about a tool: its own, and the calls of the makings that it came of. */
export function entriesFor(entries: readonly LedgerEntry[], key: ToolKey): readonly LedgerEntry[] {
  const makings = new Set(
    entries.flatMap((entry) => (entry.kind === 'making' && sameTool(entry.tool, key) ? [entry.making] : [])),
  );
  return entries.filter(
    (entry) =>
      sameTool(entry.tool, key) || (entry.kind === 'call' && entry.making !== null && makings.has(entry.making)),
  );
}

/** Problems that a use answered. */
function answered({ byParser, byModel }: Pick<UseEntry, 'byParser' | 'byModel'>): number {
  return byParser + byModel;
}

/**
 * A step for each making and each use, with the calls that led to it; calls that led to neither make one at the end.
 */
function stepsOf(
  own: readonly LedgerEntry[],
  costWith: (call: CallEntry) => number,
  costWithout: (use: UseEntry) => number,
): readonly Step[] {
  const steps: Step[] = [];
  let pending: { readonly at: string; readonly with: number; readonly possiblyPaid: number } | undefined;
  for (const entry of own) {
    if (entry.kind === 'call') {
      const cost = costWith(entry);
      pending = {
        at: entry.at,
        with: (pending?.with ?? 0) + cost,
        possiblyPaid: (pending?.possiblyPaid ?? 0) + (isPossiblyPaid(entry) ? cost : 0),
      };
      continue;
    }
    const used = entry.kind === 'use';
    steps.push({
      at: entry.at,
      event: entry.kind,
      uses: used ? answered(entry) : 0,
      with: pending?.with ?? 0,
      without: used ? costWithout(entry) : 0,
      possiblyPaid: pending?.possiblyPaid ?? 0,
    });
    pending = undefined;
  }
  return pending ? [...steps, { ...pending, event: 'other', uses: 0, without: 0 }] : steps;
}

/** The maker of the newest making, with the prices of then where they were known. */
function strongOf(makingCalls: readonly CallEntry[]): Strong | undefined {
  const calls = makingCalls.filter(({ role }) => role === 'maker');
  const call = calls.findLast(({ price }) => price.input !== null && price.output !== null) ?? calls.at(-1);
  return call && { model: call.model, inputPrice: call.price.input, outputPrice: call.price.output };
}

/** What the tool's own manifest says of its makings: of one that was made elsewhere, or before there was a ledger. */
function originSpending({ versions }: Pick<Tool, 'versions'>): Spending {
  const usage = versions.reduce((all, { origin }) => addUsage(all, origin.usage), noUsage);
  const unpriced = versions.filter(({ origin }) => origin.cost === null).length;
  return {
    calls: versions.reduce((all, { origin }) => all + origin.tries, 0),
    inputTokens: usage.promptTokens,
    outputTokens: usage.completionTokens,
    cachedTokens: usage.cachedTokens,
    reasoningTokens: usage.reasoningTokens,
    dollars: unpriced > 0 ? null : versions.reduce((all, { origin }) => all + (origin.cost ?? 0), 0),
    knownDollars: versions.reduce((all, { origin }) => all + (origin.cost ?? 0), 0),
    unpriced,
    estimated: usage.source === 'estimated',
  };
}

function sum(entries: readonly UseEntry[], name: 'byParser' | 'byModel' | 'unanswered'): number {
  return entries.reduce((all, entry) => all + entry[name], 0);
}
