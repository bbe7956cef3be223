import type { ToolAccount } from '../../engine/ledger/account';
import { accountFacts, summaryFacts } from '../../engine/ledger/account-text';
import { amountText } from '../../engine/ledger/amounts';
import type { Idle } from '../../engine/ledger/idle';
import { thinned, type SeriesPoint } from '../../engine/ledger/series';
import type { LedgerSummary } from '../../engine/ledger/summary';
import type { CostsView } from '../../protocol';
import { shownText } from '../words/shown';

/** The most points of the chart and rows of its table; of a longer series the CSV has all. */
const mostPoints = 24;

/** The most names that a line lists. */
const mostNames = 10;

/** What the panel's part on costs is made from. */
export interface CostsParts {
  readonly account: ToolAccount;
  readonly idle: Idle | null;
  readonly summary: LedgerSummary;
  /** The names of the library's tools that were never used again, this one among them. */
  readonly unused: readonly string[];
  /** Lines of the ledger that were left out. */
  readonly unreadable: number;
  readonly measure: string | null;
  /** Writes a time for a person. */
  readonly day: (iso: string) => string;
}

/** What the panel says of what a tool cost and saved. */
export function costsView({ account, idle, summary, unused, unreadable, measure, day }: CostsParts): CostsView {
  const { unit, breakEven } = account;
  const points = thinned(account.points, mostPoints);
  const more = account.points.length - points.length;
  return {
    facts: accountFacts(account, idle, day).map(shown),
    whole: [
      ...summaryFacts(summary),
      ...(unused.length === 0 ? [] : [{ label: 'Never used again', value: names(unused) }]),
    ].map(shown),
    unit,
    basis: account.direct.basis.kind,
    points: points.map((point) => pointView(point, account, day)),
    crossing: breakEven && { uses: breakEven.uses, with: breakEven.with, ...amountTexts(breakEven, unit) },
    summary: shownText(summaryText(account)),
    notes: [
      ...(more > 0
        ? [`${more.toLocaleString('en-US')} steps between these are not shown; the CSV has all of them.`]
        : []),
      ...(unit === 'tokens' && account.uses.runs > 0
        ? [
            'Counted in tokens, because a price is unknown. Give prices in the settings of the models; they hold for what is made and used from then on.',
          ]
        : []),
      ...(unreadable > 0
        ? [
            `${unreadable === 1 ? 'One line of the ledger was' : `${unreadable.toLocaleString('en-US')} lines of the ledger were`} left out: cut off by a crash, or damaged.`,
          ]
        : []),
    ],
    measure: measure === null ? null : shownText(measure),
  };
}

function pointView(
  { at, event, uses, with: cost, without }: SeriesPoint,
  { unit }: ToolAccount,
  day: (iso: string) => string,
): CostsView['points'][number] {
  const what = { making: 'making', use: 'use', other: 'other requests' }[event];
  return { when: day(at), what, uses, with: cost, without, ...amountTexts({ with: cost, without }, unit) };
}

function amountTexts(
  { with: cost, without }: Pick<SeriesPoint, 'with' | 'without'>,
  unit: ToolAccount['unit'],
): Pick<CostsView['points'][number], 'withText' | 'withoutText' | 'savedText'> {
  return {
    withText: amountText(cost, unit),
    withoutText: amountText(without, unit),
    savedText: amountText(without - cost, unit),
  };
}

/** The chart in one sentence. */
function summaryText({ unit, points, breakEven, with: cost, without }: ToolAccount): string {
  const uses = points.at(-1)?.uses ?? 0;
  const crossing = breakEven
    ? `they cross at use ${breakEven.uses.toLocaleString('en-US')}`
    : 'they have not crossed yet';
  return `Cumulative cost over ${uses.toLocaleString('en-US')} ${uses === 1 ? 'use' : 'uses'}: with the tool ${amountText(cost, unit)}, without it ${amountText(without, unit)}; ${crossing}. The table has the same figures.`;
}

function names(tools: readonly string[]): string {
  const listed = tools
    .slice(0, mostNames)
    .map((name) => `“${name}”`)
    .join(', ');
  return tools.length > mostNames ? `${listed} and ${tools.length - mostNames} more` : listed;
}

function shown({ label, value }: { readonly label: string; readonly value: string }): {
  readonly label: string;
  readonly value: string;
} {
  return { label, value: shownText(value) };
}
