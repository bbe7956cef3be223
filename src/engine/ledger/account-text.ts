import type { ToolAccount } from './account';
import { amountText, spendingText } from './amounts';
import { directCompletionTokens } from './direct';
import type { Idle } from './idle';
import type { Spending } from './spending';
import type { LedgerSummary } from './summary';

/** One thing that is said of an account. */
export interface AccountFact {
  readonly label: string;
  readonly value: string;
}

/** What is to be said of a tool's account, estimates labelled wherever they are. `day` writes a time for a person. */
export function accountFacts(
  account: ToolAccount,
  idle: Idle | null,
  day: (iso: string) => string,
): readonly AccountFact[] {
  const { making, makingFrom, makings, uses, using, possiblyPaid, unit } = account;
  const answered = uses.byParser + uses.byModel;
  return [
    {
      label: 'To make',
      value:
        makingFrom === 'ledger'
          ? `${spendingText(making)}, in ${counted(makings, 'making')} with ${counted(making.calls, 'request')}`
          : `${spendingText(making)}, by its own record: this ledger has no making of it`,
    },
    {
      label: 'To use',
      value: `${using.calls === 0 ? 'nothing: no model was asked' : spendingText(using)}${answered + uses.unanswered === 0 ? '' : `; ${usesText(account)}`}`,
    },
    ...possiblyPaidFacts(possiblyPaid),
    { label: 'Without it', value: withoutText(account, answered) },
    {
      label: 'Saved so far',
      value: `${amountText(account.saved, unit)}, ${certainty(account)}${unit === 'tokens' ? '; in tokens, because a price is unknown, and those of two models are not worth the same' : ''}`,
    },
    { label: 'Break-even', value: breakEvenText(account) },
    {
      label: 'Used last',
      value: `${account.lastUsed === null ? 'never' : day(account.lastUsed)}${idle ? ` · ${idleText(idle)}` : ''}`,
    },
  ];
}

/** When the tool has paid, or will have: `at use 33, estimated`. */
function breakEvenText(account: ToolAccount): string {
  const { breakEven, expectedBreakEven, saved, uses } = account;
  if (breakEven)
    return `at use ${breakEven.uses.toLocaleString('en-US')}, ${certainty(account)}${saved < 0 ? '; what it cost since is not made up for yet' : ''}`;
  if (expectedBreakEven !== null)
    return `not yet: after about ${counted(expectedBreakEven, 'use')}${uses.runs > 0 ? ' in all' : ''}, estimated`;
  return saved < 0 ? 'not in sight: a use costs as much as it saves, or more' : 'nothing to make up for';
}

/** What was seen of a tool that was not used again. */
function idleText({ runs, days }: Idle): string {
  return runs === 0 ? `never used in ${counted(days, 'day')}` : `never used again in ${counted(days, 'day')}`;
}

/** What is to be said of the whole ledger. */
export function summaryFacts({ spent, lost, possiblyPaid, tools, saved }: LedgerSummary): readonly AccountFact[] {
  return [
    {
      label: 'Spent in all',
      value: `${spendingText(spent)}, in ${counted(spent.calls, 'request')}${lost.calls === 0 ? '' : `; of it ${spendingText(lost)} for makings of which nothing was kept`}`,
    },
    ...possiblyPaidFacts(possiblyPaid),
    {
      label: 'Saved in all',
      value:
        saved === null
          ? 'unknown in dollars, because a price is unknown'
          : `${amountText(saved, 'dollars')} by ${counted(tools, 'tool')}, estimated`,
    },
  ];
}

/** That some of it was sent and has not ended, where some has not: nobody knows what of it was paid. */
function possiblyPaidFacts(possiblyPaid: Spending): readonly AccountFact[] {
  const { calls } = possiblyPaid;
  return calls === 0
    ? []
    : [
        {
          label: 'Possibly paid',
          value: `${spendingText(possiblyPaid)}, counted in the above: ${counted(calls, 'request')} ${calls === 1 ? 'was sent and has' : 'were sent and have'} not ended`,
        },
      ];
}

function usesText({ uses }: ToolAccount): string {
  const parts = [`${counted(uses.byParser + uses.byModel, 'problem')} answered in ${counted(uses.runs, 'run')}`];
  if (uses.byModel > 0) parts.push(`${uses.byModel.toLocaleString('en-US')} of them read by the light model`);
  if (uses.unanswered > 0) parts.push(`${uses.unanswered.toLocaleString('en-US')} not answered`);
  return parts.join(', ');
}

function withoutText({ without, unit, direct }: ToolAccount, answered: number): string {
  const who = direct.model ?? 'a strong model';
  const how =
    direct.basis.kind === 'measured'
      ? `measured on ${counted(direct.basis.calls, 'problem')}`
      : `estimated from the problems and ${directCompletionTokens} tokens a reply`;
  return answered === 0
    ? `nothing yet; a use counts by ${who}, ${how}`
    : `${amountText(without, unit)} for the same ${counted(answered, 'answer')} from ${who}, ${how}`;
}

/** Everything that counts has to be measured for a result to be. */
function certainty({ direct, making, using }: ToolAccount): 'measured' | 'estimated' {
  return direct.basis.kind === 'measured' && !making.estimated && !using.estimated ? 'measured' : 'estimated';
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
