import type { ColumnRoles } from '../notation';

/** The name of the column or the key for answers, where a table or an object has none. */
export const newPlaceName = 'answer';

/** Where answers stand, for people. */
export function columnIn({ answerColumn }: ColumnRoles, names: readonly string[] | undefined): string {
  const name = names?.[answerColumn];
  return `answer in column ${answerColumn + 1}${name === undefined || name === '' ? '' : ` (${name})`}`;
}

/** The name, with a number where a column is called so already: two of one name are told apart by nobody. */
export function freeColumnName(columnNames: readonly string[], name: string): string {
  const taken = new Set(columnNames.map((one) => one.toLowerCase()));
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name} ${number}`;
  return free;
}
