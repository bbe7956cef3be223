import * as v from 'valibot';
import { parseJson } from '../../engine/json';
import type { Notation } from '../../engine/notation/notation';
import { readAs } from '../../engine/problem/read';
import { isReadInPieces } from '../../engine/problem/records';
import { standalone } from '../../engine/problem/standalone';
import { lineCounter } from '../../engine/text/lines';
import { wholeOf } from '../../engine/text/source';
import { openToRead } from '../store/plain-folder';
import { systemCode } from '../store/store-error';
import { chunksOf, type Chunk } from './chunks';
import { inputState, type BatchPlan } from './plan-batch';

const LineSchema = v.object({ line: v.number() });

/** Rows by themselves, or why there are none. */
export type RowsLeft =
  | { readonly kind: 'rows'; readonly text: string }
  /** Longer than was asked for. */
  | { readonly kind: 'tooLong' }
  /** The file is not the one that was answered any more, or the list of its rows is gone. */
  | { readonly kind: 'changed' };

/** A table's rows stand one in a chunk; of what hangs together there is one chunk anyway. */
const oneByOne = (): number => 1;

/**
 * The rows of a file that a run left without an answer, by themselves: below the table's header, each as it stands in
 * the file, lines that are no rows among them; of a notation that hangs together, as a document of their own. At most
 * `longest` characters.
 */
export async function rowsLeft(plan: BatchPlan, failures: string, longest: number): Promise<RowsLeft> {
  try {
    return (await inputState(plan.input)) === plan.inputState
      ? await copied(plan, await linesIn(failures), longest)
      : { kind: 'changed' };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { kind: 'changed' };
    throw error;
  }
}

async function copied(
  { input, notation, header, start }: BatchPlan,
  lines: ReadonlySet<number>,
  longest: number,
): Promise<RowsLeft> {
  const file = await openToRead(input);
  try {
    // Not the mark at the file's beginning, which would be in the middle of where they are pasted.
    let text = header.replace(/^\uFEFF/, '');
    for await (const chunk of chunksOf(file, notation, start, oneByOne)) {
      if (!isReadInPieces(notation)) text += withoutOthers(chunk.text, notation, lines);
      else if (beginsIn(chunk, lines)) text += /[\r\n]$/.test(chunk.text) ? chunk.text : `${chunk.text}\n`;
      if (text.length > longest) return { kind: 'tooLong' };
    }
    return { kind: 'rows', text };
  } finally {
    await file.close();
  }
}

/** Whether one of these lines is in a record: a table's may have several. */
function beginsIn({ text, line }: Chunk, lines: ReadonlySet<number>): boolean {
  const last = line + text.trimEnd().split('\n').length - 1;
  for (let at = line; at <= last; at += 1) if (lines.has(at)) return true;
  return false;
}

function withoutOthers(text: string, notation: Notation, lines: ReadonlySet<number>): string {
  const source = wholeOf(text);
  const reading = readAs(source, notation);
  const lineAt = lineCounter(text);
  return standalone(
    source,
    { ...reading, items: reading.items.filter(({ span }) => lines.has(lineAt(span.start))) },
    new Map(),
  ).text;
}

async function linesIn(failures: string): Promise<ReadonlySet<number>> {
  const lines = new Set<number>();
  const file = await openToRead(failures);
  for await (const line of file.readLines()) {
    const parsed = v.safeParse(LineSchema, parseJson(line));
    if (parsed.success) lines.add(parsed.output.line);
  }
  return lines;
}
