import type { Notation } from '../notation';

/** An answer as a document of this notation can hold it: spreadsheets open those of separated values. */
export function asCellOf(notation: Notation, answer: string): string {
  return notation.kind === 'delimited' ? safeCell(answer) : answer;
}

/**
 * An answer as it can stand in a cell that a spreadsheet opens: one that would be run there as a formula gets an
 * apostrophe in front, which spreadsheets take for "this is text". Plain numbers are left alone (OWASP, CSV injection).
 */
export function safeCell(answer: string): string {
  return /^[=+\-@\t\r]/.test(answer) && !/^[+-]?\d+(?:[.,]\d+)*\s?%?$/.test(answer) ? `'${answer}` : answer;
}
