import type { Span } from '../text/source';

/**
 * How problems and answers are written in a text. Stored with every tool, so that it reads new text
 * with its own notation first.
 */
export type Notation =
  /** `Question: …` / `Answer: …`, several lines each; the labels as they are in the text, without the colon. */
  | { readonly kind: 'blocks'; readonly problemLabel: string; readonly answerLabel: string }
  /** `problem => answer`, one a line. A tab is an arrow too. `listed`: as for lines. */
  | { readonly kind: 'arrows'; readonly arrow: '=>' | '->' | '→' | '\t'; readonly listed?: true }
  /** One JSON object a line. */
  | { readonly kind: 'jsonLines'; readonly problemKey: string; readonly answerKey: string }
  /** An array of JSON objects (or of `[problem, answer]` pairs: the keys are then "0" and "1"). */
  | { readonly kind: 'jsonArray'; readonly problemKey: string; readonly answerKey: string }
  /** CSV or TSV. Columns count from 0; without a `problemColumn` all but the answer's form the problem. */
  | {
      readonly kind: 'delimited';
      readonly delimiter: ',' | ';' | '\t' | '|';
      readonly header: boolean;
      readonly answerColumn: number;
      readonly problemColumn?: number;
    }
  /** A Markdown table; its first row is always the header. */
  | { readonly kind: 'markdownTable'; readonly answerColumn: number; readonly problemColumn?: number }
  /**
   * Every line that is not blank is a problem; there are no answers. `listed`: the mark of a list before it (`- `, `1.
   * `, `- [ ] `) is no part of it.
   */
  | { readonly kind: 'lines'; readonly listed?: true };

/** One problem of a text, with its answer where the text has one. */
export interface Item {
  /** The problem's text, as models and tools see it: line ends are `\n`, white space around it removed. */
  readonly problem: string;
  /** The answer given in the text; `null` where it has none. `""` only where written `""` on purpose. */
  readonly answer: string | null;
  /** The whole item in the source: problem, answer and what is between them; no line end after it. */
  readonly span: Span;
  /** The problem alone in the source. For a table row with several problem columns: the whole row. */
  readonly problemSpan: Span;
  /** Where the answer stands or would be written in the source, if the notation has a place for it. */
  readonly answerSpan: Span | null;
}

/** Something that could not be read. */
export interface Complaint {
  /** The line in the source, from 1. */
  readonly line: number;
  /** What is wrong and what to do, a sentence. */
  readonly reason: string;
}

/** One way of reading a text. */
export interface Reading {
  readonly notation: Notation;
  /** In document order. */
  readonly items: readonly Item[];
  readonly complaints: readonly Complaint[];
  /** The names of a table's columns, where it has a header. */
  readonly columnNames?: readonly string[] | undefined;
  /** How many columns a table has in the text. */
  readonly columns?: number | undefined;
  /** The lines above a table's rows that take a further column too, where they are among what was read. */
  readonly headings?: readonly Span[] | undefined;
}
