import type * as v from 'valibot';
import { storedAligned } from './aligned/layout';
import { storedArrows } from './arrows/layout';
import { storedBlocks } from './blocks/layout';
import { storedJsonArray, storedJsonLines } from './json/layout';
import { storedLines } from './lines/layout';
import type { Notation, NotationOf } from './notation';
import { storedDelimited, storedMarkdown } from './table/layout';

/**
 * The stored form of every notation. By itself, since every window reads tools and few read texts: what reads a text
 * is in `notations`.
 */
export const storedForms: { readonly [K in Notation['kind']]: v.GenericSchema<unknown, NotationOf<K>> } = {
  jsonLines: storedJsonLines,
  jsonArray: storedJsonArray,
  markdownTable: storedMarkdown,
  blocks: storedBlocks,
  arrows: storedArrows,
  delimited: storedDelimited,
  aligned: storedAligned,
  lines: storedLines,
};
