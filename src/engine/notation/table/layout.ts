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

/** What parts the cells of a row. */
export type Delimiter = (typeof delimiters)[number];

/** The delimiters that are looked for, the surest first. */
export const delimiters = ['\t', ',', ';', '|'] as const;

/** A Markdown table, or one of psql, Org or MySQL: below its first row, the header, is one of dashes. */
export interface MarkdownLayout {
  readonly kind: 'markdownTable';
}
