import { quotedFor, type Shell } from '../text/shell-words';

/** A part of a record: a table's column or an object's key, by its name, by its number from 1, or by keys with dots between. */
export type PartName = string;

/** A run of problems by their numbers, from 1; `to` is `Infinity` where the end is open. */
export interface ItemRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What a person said about a text: the same things in making and in applying, in the editor and on the command line.
 * What is not said is found out, or asked.
 */
export interface Said {
  /** The name of a notation, as the table of notations has it. */
  readonly notation?: string | undefined;
  /** What parts the cells of rows. */
  readonly delimiter?: string | undefined;
  /** The line that names the columns, from 1. */
  readonly header?: number | 'none' | undefined;
  /** What the problems are; several make one problem together. */
  readonly columns?: readonly PartName[] | undefined;
  /** Where the answers are or go: a part that is there, or the name of a new one. */
  readonly answerColumn?: PartName | undefined;
  /** Only these problems. */
  readonly lines?: readonly ItemRange[] | undefined;
  /** The marks of lists are part of the problems. */
  readonly keepMarks?: boolean | undefined;
  /** Problems that have an answer already are answered anew, over it. */
  readonly overwrite?: boolean | undefined;
  /** Whether cells that a spreadsheet would run get an apostrophe in front. */
  readonly guard?: 'on' | 'off' | undefined;
}

/** What was said as the options of the command line, to be typed into a shell. */
export function optionsText(
  { notation, delimiter, header, columns = [], answerColumn, keepMarks, overwrite, guard }: Said,
  shell: Shell = 'posix',
): string {
  const option = (name: string, value: string | number | undefined): readonly string[] =>
    value === undefined ? [] : [`--${name}${valueText(String(value), shell)}`];
  return [
    ...option('notation', notation),
    ...option('delimiter', delimiter === '\t' ? 'tab' : delimiter),
    ...option('header', header),
    ...columns.flatMap((column) => option('column', column)),
    ...option('answer-column', answerColumn),
    ...(keepMarks ? ['--keep-marks'] : []),
    ...(overwrite ? ['--overwrite'] : []),
    ...option('guard', guard),
  ].join(' ');
}

/**
 * A value as it is typed behind an option's name: one that begins with a dash, and is no arrow, looks like an option.
 * Names come from the text that is read: what a shell would run or fill in, of any shell, is quoted so that it does not.
 */
function valueText(value: string, shell: Shell): string {
  const typed = /^[\w.:-]+$/.test(value)
    ? value
    : /^[^"“”„$`\\%!\p{Cc}]+$/u.test(value)
      ? `"${value}"`
      : quotedFor(shell, value);
  return /^-(?!-?>)/.test(value) ? `=${typed}` : ` ${typed}`;
}
