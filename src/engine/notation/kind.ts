import type { Source } from '../text/source';
import type { Candidate } from './candidate';
import type { Filling, Written } from './filling';
import type { Item, Notation, Reading } from './notation';

/** Writes one answer of a reading into its place. */
export type Filler = (item: Item, answer: string) => Filling;

/** Everything that is to be known of a kind of notation; `notations` is the list of them. */
export interface NotationKind<N extends Notation> {
  /** What a person calls it, its first name foremost. */
  readonly names: readonly string[];
  /** Which of its names is that of a notation. */
  nameOf(notation: N): string;
  /** The ways in which a text can be read with it, the best first. */
  detect(source: Source): readonly Candidate[];
  read(source: Source, notation: N): Reading;
  /** A tool's own notation as a text has it whose marks are there; `undefined` where they are not. */
  adapt(source: Source, own: N, found: readonly Candidate[]): N | undefined;
  /** The same for a text without marks, in which nothing else is evident. */
  adaptBare(source: Source, own: N, found: readonly Candidate[]): N | undefined;
  /** In a few words, for people. */
  describe(notation: N, columnNames?: readonly string[]): string;
  /** Where records end, so that a long file can be read in pieces; `whole`: they hang together. */
  readonly records: (notation: N) => 'lines' | 'whole' | { readonly quotedCells: string };
  /** Further cells, where records have cells. */
  readonly cells?: {
    /** A text as a cell behind a row's last one. */
    further(text: string, row: string, notation: N): string;
    /** The same for the name of a column, behind a header or what belongs to it. */
    heading(name: string, row: string, notation: N): string;
  };
  /** It has quotes, within which white space around a text is a part of it. */
  readonly keepsSpace: boolean;
  /** What stands in an answer's place, besides blanks, where there is none: it is written over. */
  readonly emptyPlaces?: readonly string[];
  /** `null`: its problems have no places for answers. */
  filler(source: Source, reading: Reading, notation: N, lineEnd: string): Filler | null;
  /** A new document with problems and answers. */
  document(items: readonly Written[], notation: N, columnNames: readonly string[] | undefined): string;
}
