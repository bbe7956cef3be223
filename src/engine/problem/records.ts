import { spacedQuote } from '../notation/table/delimited-rows';
import { kindOf } from '../notation/notations';
import type { Notation } from '../notation/notation';

/**
 * The offsets behind which whole records of a text end, in order: a long file is read in pieces, and no piece may end
 * within a row. Every line is a record, also where a lone `\r` ends it; in a table a row goes on while a quote is open.
 * The text begins where a record does; its last record counts only where the text is at its end. Other notations hang
 * together: with them the whole text is one record.
 */
export function recordEnds(text: string, notation: Notation, atEnd: boolean): readonly number[] {
  const records = kindOf(notation).records(notation);
  if (records === 'whole') return atEnd && text !== '' ? [text.length] : [];
  return records === 'lines' ? lineEnds(text, atEnd) : rowEnds(text, records.quotedCells, atEnd);
}

/** True for a notation whose files can be read in pieces. */
export function isReadInPieces(notation: Notation): boolean {
  return kindOf(notation).records(notation) !== 'whole';
}

/** A `\r` at the very end may be half of a line end, which the next piece of text will tell. */
function lineEnds(text: string, atEnd: boolean): readonly number[] {
  const ends: number[] = [];
  const lineEnd = /\r\n?|\n/g;
  while (lineEnd.test(text)) ends.push(lineEnd.lastIndex);
  if (!atEnd && text.endsWith('\r')) ends.pop();
  return withRest(text, ends, atEnd);
}

/** Quotes count only right at a cell's beginning; within them a doubled one is one. */
function rowEnds(text: string, delimiter: string, atEnd: boolean): readonly number[] {
  const ends: number[] = [];
  let atCell = true;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') continue;
      if (text[at + 1] === '"') at += 1;
      // Whether a quote at the very end closes the cell, the next piece of text will tell.
      else quoted = false;
    } else if (character === ' ' && atCell) {
      // What is between quotes behind spaces ends on its line.
      const spaced = spacedQuote(text, at, delimiter);
      if (spaced) at = spaced.close;
      atCell = false;
    } else if (character === '"' && atCell) {
      quoted = true;
      atCell = false;
    } else if (character === '\n' || (character === '\r' && (at + 1 < text.length ? text[at + 1] !== '\n' : atEnd))) {
      ends.push(at + 1);
      atCell = true;
    } else atCell = character === delimiter || (atCell && (character === '\r' || character === '\uFEFF'));
  }
  return withRest(text, ends, atEnd);
}

function withRest(text: string, ends: number[], atEnd: boolean): readonly number[] {
  if (atEnd && text.length > (ends.at(-1) ?? 0)) ends.push(text.length);
  return ends;
}
