import type { Span } from '../text/source';
import type { AlignedLayout } from './aligned/layout';
import type { ArrowsLayout } from './arrows/layout';
import type { BlocksLayout } from './blocks/layout';
import type { JsonArrayLayout, JsonLinesLayout } from './json/layout';
import type { LinesLayout } from './lines/layout';
import type { DelimitedLayout, MarkdownLayout } from './table/layout';

/**
 * How problems and answers are written in a text: how its records lie in it, the *layout*, and for records with parts
 * of their own what each part is for, the *roles*. Stored with every tool, so that it reads new text with its own
 * notation first. What holds for one text alone, such as the line of its header, is not stored.
 */
export type Notation =
  | BlocksLayout
  | ArrowsLayout
  | LinesLayout
  | (JsonLinesLayout & KeyRoles)
  | (JsonArrayLayout & KeyRoles)
  | (DelimitedLayout & ColumnRoles)
  | (AlignedLayout & ColumnRoles)
  | (MarkdownLayout & ColumnRoles);

/** The notation of one kind. */
export type NotationOf<Kind extends Notation['kind']> = Extract<Notation, { kind: Kind }>;

/** Which columns are the problem and the answer; they count from 0. */
export interface ColumnRoles {
  /** One that no row has is a new one. */
  readonly answerColumn: number;
  /** The column with the problems; without it all but the answer's form the problem. */
  readonly problemColumn?: number;
  /** Columns that form the problem together with that one, in order. */
  readonly furtherColumns?: readonly number[];
  /** What a new column for answers is called, where that is not the usual name. */
  readonly answerName?: string;
}

/** Which keys of objects are the problem and the answer; one that no object has may be keys with dots between. */
export interface KeyRoles {
  readonly problemKey: string;
  /** Keys that form the problem together with that one, in order. */
  readonly furtherKeys?: readonly string[];
  readonly answerKey: string;
  /** Answers that are numbers are written as numbers. */
  readonly numbers?: true;
  /** Of one text that is to be answered: an empty string waits for an answer, as an empty cell does. */
  readonly emptyWaits?: true;
}

/** One problem of a text, with its answer where the text has one. */
export interface Item {
  /**
   * The problem's text, as models and tools see it: line ends are `\n`, and white space around it is removed where the
   * notation has no quotes to hold it.
   */
  readonly problem: string;
  /** The answer given in the text; `null` where it has none. `""` only where written `""` on purpose. */
  readonly answer: string | null;
  /** The whole item in the source: problem, answer and what is between them; no line end after it. */
  readonly span: Span;
  /** The problem alone in the source. For a table row with several problem columns: the whole row. */
  readonly problemSpan: Span;
  /** Where the answer stands or would be written in the source, if the notation has a place for it. */
  readonly answerSpan: Span | null;
  /** How many cells its row lacks before that of the answer, where they can be put there. */
  readonly lacks?: number;
  /** Something stands in the answer's place, and no tool reads the problem: whether it is an answer, nothing tells. */
  readonly isUnclear?: boolean;
}

/** Something that could not be read. */
export interface Complaint {
  /** The line in the source, from 1. */
  readonly line: number;
  /** What is wrong and what to do, a sentence. */
  readonly reason: string;
  /** How many lines it is about, where that is more than one. */
  readonly lines?: number;
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
  /** Rows of a table that are no items and get an empty cell in a further column all the same. */
  readonly padded?: readonly Span[] | undefined;
}
