/** Given names, none the beginning of another and none an English word. */
export const names = [
  'Aisha',
  'Bao',
  'Carmen',
  'Dmitri',
  'Esther',
  'Farid',
  'Greta',
  'Hiro',
  'Ines',
  'Jamal',
  'Kofi',
  'Leila',
  'Mateo',
  'Nadia',
  'Oskar',
  'Priya',
  'Quentin',
  'Rosa',
  'Stefan',
  'Tomoko',
  'Ulrike',
  'Viktor',
  'Wanda',
  'Ximena',
  'Yusuf',
  'Zoë',
  'Björn',
  'Chloé',
  'Dilan',
  'Émile',
  'Fiona',
  'Gustav',
] as const;

const numerals = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'] as const;

/** A small number in words. */
export function numeral(number: number): string {
  return numerals[number] ?? String(number);
}

/** A text with a capital at its beginning. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly (string | number)[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
