import { open } from 'node:fs/promises';
import * as v from 'valibot';
import { parseJson } from '../../engine/json';
import type { Notation } from '../../engine/problem/notation';
import { readAs } from '../../engine/problem/read';
import { isReadInPieces } from '../../engine/problem/records';
import { standalone } from '../../engine/problem/standalone';
import { lineCounter, wholeOf } from '../../engine/problem/text';
import { chunksOf } from './chunks';
import type { BatchPlan } from './plan-batch';

const LineSchema = v.object({ line: v.number() });

/** A table's rows stand one in a chunk; of what hangs together there is one chunk anyway. */
const oneByOne = (): number => 1;

/**
 * The rows of a file that a run left without an answer, by themselves: below the table's header, each as it stands in
 * the file; of a notation that hangs together, as a document of their own. `null` where they are more than `longest`
 * characters. Lines that are no rows are among them. Throws `UnreadableRows` where the file is no longer what it was.
 */
export async function rowsLeft({ input, notation, header, start }: Pick<BatchPlan, 'input' | 'notation' | 'header' | 'start'>, failures: string, longest: number): Promise<string | null> {
  const lines = await linesIn(failures);
  const file = await open(input, 'r');
  try {
    let text = header;
    for await (const chunk of chunksOf(file, notation, start, oneByOne)) {
      if (!isReadInPieces(notation)) text += withoutOthers(chunk.text, notation, lines);
      else if (lines.has(chunk.line)) text += chunk.text.endsWith('\n') ? chunk.text : `${chunk.text}\n`;
      if (text.length > longest) return null;
    }
    return text;
  } finally {
    await file.close();
  }
}

function withoutOthers(text: string, notation: Notation, lines: ReadonlySet<number>): string {
  const source = wholeOf(text);
  const reading = readAs(source, notation);
  const lineAt = lineCounter(text);
  return standalone(source, { ...reading, items: reading.items.filter(({ span }) => lines.has(lineAt(span.start))) }, new Map());
}

async function linesIn(failures: string): Promise<ReadonlySet<number>> {
  const lines = new Set<number>();
  const file = await open(failures, 'r');
  for await (const line of file.readLines()) {
    const parsed = v.safeParse(LineSchema, parseJson(line));
    if (parsed.success) lines.add(parsed.output.line);
  }
  return lines;
}
