import assert from 'node:assert/strict';
import type { Notation, Reading } from '../../../src/engine/notation/notation';
import { writtenAnswers, type Placement } from '../../../src/engine/problem/write';
import type { Source } from '../../../src/engine/text/source';
import { readSource, type ReadingResult } from '../../../src/engine/problem/read';
import { applyEdits } from '../../../src/engine/text/edits';

/** A text as a whole. */
export const whole = (text: string): Source => ({ text, spans: [{ start: 0, end: text.length }] });
/** A text of which these pieces are selected. */
export const parts = (text: string, ...pieces: readonly string[]): Source => ({
  text,
  spans: pieces.map((piece) => ({ start: text.indexOf(piece), end: text.indexOf(piece) + piece.length })),
});
/** The problems of a reading with their answers. */
export const pairs = (reading: Reading): unknown[] => reading.items.map((item) => [item.problem, item.answer]);

/** How a text is read; fails where it is not. */
export function read(source: Source | string, preferred?: Notation): Extract<ReadingResult, { kind: 'read' }> {
  const result = readSource(typeof source === 'string' ? whole(source) : source, preferred);
  return result.kind === 'read' ? result : assert.fail(JSON.stringify(result));
}

/** The text with answers (by index) written into it. */
export function written(
  source: Source | string,
  answers: Readonly<Record<number, string>>,
  preferred?: Notation,
  placement: Placement = 'fill',
): string {
  const from = typeof source === 'string' ? whole(source) : source;
  const map = new Map(Object.entries(answers).map(([index, answer]) => [Number(index), answer]));
  return applyEdits(
    from.text,
    writtenAnswers(from, read(from, preferred).best, map, placement, { overwrite: true }).edits,
  );
}

/** CSV with a header and answers in the second column. */
export const csv: Notation = { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 };
/** Blocks of questions and answers. */
export const blocks: Notation = { kind: 'blocks', problemLabel: 'Question', answerLabel: 'Answer' };
/** Lines with `=>`. */
export const arrows: Notation = { kind: 'arrows', arrow: '=>' };
