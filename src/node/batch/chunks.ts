import type { FileHandle } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import type { Notation } from '../../engine/notation/notation';
import { recordEnds } from '../../engine/problem/records';
import { linesIn } from '../../engine/text/lines';

/** The file is none of rows of text; the message says where, and what to do. */
export class UnreadableRows extends Error {}

/** Whole records of a file, in order. */
export interface Chunk {
  readonly text: string;
  /** Where it ends in the file, in bytes. */
  readonly endBytes: number;
  /** The line of the file in which it begins, from 1. */
  readonly line: number;
}

/** A place between two records of a file. */
export interface Place {
  readonly bytes: number;
  readonly line: number;
}

/** Bytes read at once. */
const blockBytes = 256 * 1024;

/**
 * The longest record, in characters. A quote that never closes would take the whole rest of a file into memory; a
 * record longer than this is cut at its last line end, and is then complained about like any damaged row. A line
 * longer than this ends the reading: a part of it must not pass for a problem.
 */
const longestRecord = 4_000_000;

/**
 * The file's text from a place on, as chunks of `records()` records each; asked anew for every chunk. Throws
 * `UnreadableRows`.
 */
export async function* chunksOf(
  file: FileHandle,
  notation: Notation,
  from: Place,
  records: () => number,
): AsyncGenerator<Chunk> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const block = Buffer.alloc(blockBytes);
  let position = from.bytes;
  let { bytes: endBytes, line } = from;
  let text = '';
  for (let atEnd = false; !atEnd;) {
    const { bytesRead } = await file.read(block, 0, blockBytes, position);
    position += bytesRead;
    atEnd = bytesRead === 0;
    text += decoded(decoder, block.subarray(0, bytesRead), atEnd, line);
    const ends = [...recordEnds(text, notation, atEnd)];
    if (ends.length === 0 && text.length > longestRecord) {
      const cut = text.lastIndexOf('\n') + 1;
      if (cut === 0)
        throw new UnreadableRows(
          `line ${line} is longer than ${longestRecord.toLocaleString('en-US')} characters: this is no file of rows. Split that line, or take it out.`,
        );
      ends.push(cut);
    }
    let start = 0;
    for (let next = 0; next < ends.length;) {
      next = Math.min(next + Math.max(1, records()), ends.length);
      const end = ends[next - 1] ?? text.length;
      const piece = text.slice(start, end);
      endBytes += Buffer.byteLength(piece);
      yield { text: piece, endBytes, line };
      line += linesIn(piece);
      start = end;
    }
    text = text.slice(start);
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array, atEnd: boolean, line: number): string {
  try {
    return decoder.decode(bytes, { stream: !atEnd });
  } catch {
    throw new UnreadableRows(`behind line ${line} it is not text in UTF-8. Save it as UTF-8.`);
  }
}
