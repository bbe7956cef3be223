import type { Source } from '../text/source';
import { alignedKind } from './aligned/kind';
import { arrowsKind } from './arrows/kind';
import { blocksKind } from './blocks/kind';
import { jsonArrayKind, jsonLinesKind } from './json/kind';
import type { NotationKind } from './kind';
import { linesKind } from './lines/kind';
import type { Notation, NotationOf, Reading } from './notation';
import { delimitedKind, markdownKind } from './table/kind';

/** The name of a kind of notation. */
type Kind = Notation['kind'];

/** The only list of the notations. */
const notations: { readonly [K in Kind]: NotationKind<NotationOf<K>> } = {
  jsonLines: jsonLinesKind,
  jsonArray: jsonArrayKind,
  markdownTable: markdownKind,
  blocks: blocksKind,
  arrows: arrowsKind,
  delimited: delimitedKind,
  aligned: alignedKind,
  lines: linesKind,
};

/** All kinds of notations, those that can be nothing else first. */
export const kinds: readonly Kind[] = Object.keys(notations) as Kind[];

/** What is to be known of a notation's kind. */
export function kindOf<K extends Kind>({ kind }: { readonly kind: K }): NotationKind<NotationOf<K>> {
  return notations[kind];
}

/** Reads highlighted text with one notation, whatever else it looks like. */
export function readAs(source: Source, notation: Notation): Reading {
  return kindOf(notation).read(source, notation);
}

/** A notation in a few words for people: `Question/Answer blocks`, `lines with =>`, `CSV, answer in column 3 (city)`. */
export function describeNotation(notation: Notation, columnNames?: readonly string[]): string {
  return kindOf(notation).describe(notation, columnNames);
}
