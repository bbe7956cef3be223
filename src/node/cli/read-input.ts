import { readFile, stat } from 'node:fs/promises';
import type { Notation, Reading, Source } from '../../engine/problem/notation';
import { readSource } from '../../engine/problem/read';
import { UsageError } from './terminal';

/** A file's text and the best reading of it. */
export interface Input {
  readonly source: Source;
  readonly reading: Reading;
  /** Every plausible reading, the best first. */
  readonly readings: readonly Reading[];
}

const largestFile = 200_000_000;

/** The text of a file, or of standard input for `-`. Throws `UsageError`. */
export async function readText(path: string): Promise<string> {
  try {
    if (path === '-') return await textOfStandardInput();
    const info = await stat(path);
    if (!info.isFile()) throw new UsageError(`${path} is no file.`);
    if (info.size > largestFile) throw new UsageError(`${path} is larger than ${largestFile / 1_000_000} MB. Split it first.`);
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT') throw new UsageError(`There is no file ${path}.`);
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw new UsageError(`${path} is not text in UTF-8.`);
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Reads problems, with a tool's notation first. `lines` picks items by their number. Throws `UsageError`. */
export function readInput(path: string, text: string, preferred?: Notation, lines?: string): Input {
  const source: Source = { text, spans: text === '' ? [] : [{ start: 0, end: text.length }] };
  const result = readSource(source, preferred);
  if (result.kind === 'unreadable') {
    const [first] = result.complaints;
    throw new UsageError(`${path}${first ? `, line ${first.line}: ${first.reason}` : ' holds no problems.'}`);
  }
  const chosen = lines === undefined ? undefined : parseNumbers(lines);
  const readings = [result.best, ...result.others].map((reading) => (chosen ? { ...reading, items: chosen.flatMap((number) => reading.items[number - 1] ?? []) } : reading));
  return { source, reading: readings[0] ?? result.best, readings };
}

/** `1-3,6-8` as numbers; `11-` would be open-ended and is allowed up to 100,000. */
function parseNumbers(list: string): readonly number[] {
  return list.split(',').flatMap((part) => {
    const match = /^(\d+)(-(\d*))?$/.exec(part.trim());
    if (!match) throw new UsageError(`--lines takes numbers and ranges such as 1-3,6-8, not “${part}”.`);
    const from = Number(match[1]);
    const to = match[2] === undefined ? from : match[3] === '' ? 100_000 : Number(match[3]);
    if (from < 1 || to < from || to > 100_000) throw new UsageError(`--lines: ${part} is no range of lines.`);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}

async function textOfStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}
