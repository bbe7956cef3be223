import { readFile, stat } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import type { Complaint, Reading } from '../../engine/notation/notation';
import { wholeOf, type Source } from '../../engine/text/source';
import { readSource, type ReadingResult } from '../../engine/problem/read';
import { openToRead } from '../store/plain-folder';
import { specialFile } from '../store/special-file';
import { systemCode } from '../store/store-error';
import { UsageError } from './terminal';

/** A file's text and how it can be read. */
export interface Input {
  readonly source: Source;
  /** Every plausible reading, the best first; never empty. */
  readonly readings: readonly Reading[];
  /** Two readings give different problems and nothing tells which is meant. */
  readonly question: boolean;
}

/** In bytes. */
const largestFile = 200_000_000;

/** The text of a file, or of standard input for `-`; a byte-order mark stays. Throws `UsageError`. */
export async function readText(path: string, signal: AbortSignal): Promise<string> {
  const name = inputName(path);
  try {
    const bytes = path === '-' ? await bytesOf(process.stdin, signal) : await bytesOfFile(path, signal);
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (/[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/.test(text.slice(0, 10_000)))
      throw new UsageError(`${name} looks like a binary file. Give a text file, for example JSON Lines with "input".`);
    if (text.trim() === '') throw new UsageError(`${name} is empty: there is no problem in it.`);
    return text;
  } catch (error) {
    if (error instanceof UsageError || signal.aborted) throw error;
    switch (systemCode(error)) {
      case 'ENOENT':
        throw new UsageError(`There is no file ${path}. Check the path; it counts from the folder that you are in.`);
      case 'EACCES':
      case 'EPERM':
        throw new UsageError(`${path} may not be read: permission denied.`);
      case 'ERR_ENCODING_INVALID_ENCODED_DATA':
        throw new UsageError(`${name} is not text in UTF-8. Save it as UTF-8.`);
      default:
        throw new UsageError(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
}

/** How an input is called in messages. */
export function inputName(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/** The readings of a text with solved problems. Throws `UsageError`. */
export function readSolved(path: string, text: string, lines?: string): Input {
  const source = wholeOf(text);
  const result: ReadingResult = readSource(source);
  if (result.kind === 'unreadable') throw unreadableInput(path, result.complaints);
  return { source, readings: ofLines([result.best, ...result.others], lines, path), question: result.question };
}

/** That an input cannot be read, and where. */
export function unreadableInput(path: string, [first]: readonly Complaint[]): UsageError {
  return new UsageError(`${inputName(path)}${first ? `, line ${first.line}: ${first.reason}` : ' holds no problems.'}`);
}

/** The readings with the problems that `--lines` picks by their numbers; as they are without it. Throws `UsageError`. */
export function ofLines(readings: readonly Reading[], lines: string | undefined, path: string): readonly Reading[] {
  if (lines === undefined) return readings;
  const ranges = rangesOf(lines);
  const highest = ranges.reduce((most, { from, to }) => Math.max(most, to === Infinity ? from : to), 0);
  const picked = readings.flatMap((reading) =>
    highest > reading.items.length ? [] : [{ ...reading, items: pick(reading.items, ranges), complaints: [] }],
  );
  if (picked.length === 0)
    throw new UsageError(
      `--lines asks for number ${highest}, and ${inputName(path)} holds ${readings[0]?.items.length ?? 0} problems.`,
    );
  return picked;
}

interface Range {
  readonly from: number;
  /** `Infinity` for an open end. */
  readonly to: number;
}

/** `1-3,6,8-` as ranges. */
function rangesOf(list: string): readonly Range[] {
  return list.split(',').map((part) => {
    const match = /^(\d{1,9})(?:(-)(\d{1,9})?)?$/.exec(part.trim());
    if (!match) throw new UsageError(`--lines takes numbers and ranges such as 1-3,6-8, not “${part}”.`);
    const from = Number(match[1]);
    const to = match[2] === undefined ? from : match[3] === undefined ? Infinity : Number(match[3]);
    if (from < 1 || to < from) throw new UsageError(`--lines: “${part}” is no range; numbers count from 1.`);
    return { from, to };
  });
}

/** The items in the order asked for, each once: a problem that is shown and held out as well would prove nothing. */
function pick<T>(items: readonly T[], ranges: readonly Range[]): readonly T[] {
  return [...new Set(ranges.flatMap(({ from, to }) => items.slice(from - 1, to)))];
}

async function bytesOfFile(path: string, signal: AbortSignal): Promise<Uint8Array> {
  const info = await stat(path);
  if (info.isDirectory()) throw new UsageError(`${path} is a folder: name a file in it.`);
  const special = specialFile(info);
  if (special !== undefined) {
    // What a shell has opened for this process ends; any other may wait for ever.
    if (special === 'a pipe' && isOpenedByShell(path))
      return bytesOf((await openToRead(path)).createReadStream(), signal);
    throw new UsageError(`${path} is ${special}: name a file, or give its text to the standard input, with -.`);
  }
  if (info.size > largestFile)
    throw new UsageError(`${path} is larger than ${largestFile / 1_000_000} MB. Split it first.`);
  return readFile(path, { signal });
}

/** The name of a stream that this process was started with, as `<(…)` of a shell is. */
function isOpenedByShell(path: string): boolean {
  return /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/self\/fd\/\d+)$/.test(path);
}

async function bytesOf(stream: Readable, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of addAbortSignal(signal, stream)) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
    size += bytes.length;
    if (size > largestFile)
      throw new UsageError(`The input is larger than ${largestFile / 1_000_000} MB. Split it first.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
