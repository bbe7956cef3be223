import * as v from 'valibot';
import type { NotationOf } from '../notation';

/** CSV, TSV and their kin. */
export interface DelimitedLayout {
  readonly kind: 'delimited';
  readonly delimiter: Delimiter;
  readonly header: boolean;
  /** Of one text: how many of its lines stand above the table. */
  readonly preamble?: number;
  /** Of one text: how many columns its rows have. */
  readonly columns?: number;
}

/** What parts the cells of a row: one sign. */
export type Delimiter = string;

/** Which signs can part cells, where a person says so: none of letters, digits, quotes and line ends. */
export const delimiterSign = /^(?:\t|[^\p{L}\p{N}\p{C}\s"])$/u;

/** The delimiters that are looked for, the surest first. */
export const delimiters = ['\t', ',', ';', '|'] as const;

/** A Markdown table, or one of psql, Org or MySQL: below its first row, the header, is one of dashes. */
export interface MarkdownLayout {
  readonly kind: 'markdownTable';
  /** Of one text: how many of its lines stand above the table, where other tables are among them. */
  readonly preamble?: number;
}

const column = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9_999));

/** The stored form of a table's roles. */
export const storedColumns = {
  answerColumn: column,
  problemColumn: v.exactOptional(column),
  furtherColumns: v.exactOptional(v.pipe(v.array(column), v.maxLength(1_000))),
  answerName: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
};

/** Its stored form. */
export const storedDelimited: v.GenericSchema<unknown, NotationOf<'delimited'>> = v.strictObject({
  kind: v.literal('delimited'),
  delimiter: v.pipe(v.string(), v.regex(delimiterSign)),
  header: v.boolean(),
  ...storedColumns,
});

/** Its stored form. */
export const storedMarkdown: v.GenericSchema<unknown, NotationOf<'markdownTable'>> = v.strictObject({
  kind: v.literal('markdownTable'),
  ...storedColumns,
});
