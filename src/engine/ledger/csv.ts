import Papa from 'papaparse';
import { safeCell } from '../notation/table/spreadsheet';
import type { ToolAccount } from './account';
import type { ToolKey } from './entry';

const columns = [
  'tool',
  'time',
  'event',
  'uses',
  'cost with the tool',
  'cost without it',
  'saved',
  'unit',
  'cost without it is',
  'possibly paid',
] as const;

/**
 * The cumulative costs of tools as CSV, a row for each making and each use: figures as they are, for a spreadsheet to
 * count with. What was possibly paid is part of the cost with the tool. The names of tools are a model's, so none of
 * them can be a formula.
 */
export function accountsCsv(accounts: readonly { readonly key: ToolKey; readonly account: ToolAccount }[]): string {
  const rows = accounts.flatMap(({ key, account }) =>
    account.points.map((point) => [
      safeCell(key.id),
      point.at,
      point.event,
      point.uses,
      exact(point.with),
      exact(point.without),
      exact(point.without - point.with),
      safeCell(account.unit),
      account.direct.basis.kind,
      exact(point.possiblyPaid),
    ]),
  );
  return `${Papa.unparse({ fields: [...columns], data: rows }, { newline: '\n' })}\n`;
}

/** Without the dust of binary fractions: 12 decimals are a millionth of a token's price. */
function exact(amount: number): number {
  return Number(amount.toFixed(12));
}
