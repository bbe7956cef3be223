/** `1 example`, `6 examples`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** `1 problem`, `4 of 12 problems`. */
export function countedOf(count: number, total: number): string {
  return count === total
    ? counted(total, 'problem')
    : `${count.toLocaleString('en-US')} of ${counted(total, 'problem')}`;
}

/** US dollars for people: cents matter below one dollar. */
export function priceText(cost: number | null): string {
  if (cost === null) return 'price unknown';
  return cost > 0 && cost < 0.01 ? 'less than $0.01' : `about $${cost.toFixed(2)}`;
}

/** That answers begin with an apostrophe; nothing where none does. */
export function guardedText(guarded: number): string {
  return guarded === 0
    ? ''
    : ` ${counted(guarded, 'answer')} that a spreadsheet would run as ${guarded === 1 ? 'a formula begins' : 'formulas begin'} with an apostrophe.`;
}
