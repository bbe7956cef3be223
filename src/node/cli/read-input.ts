import { readFile, stat } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import type { Complaint } from '../../engine/notation/notation';
import { openToRead } from '../store/plain-folder';
import { specialFile } from '../store/special-file';
import { systemCode } from '../store/store-error';
import { UsageError } from './terminal';
import type { Surroundings } from './workbench';

/** In bytes. */
const largestFile = 200_000_000;

/** The text of a file, or of standard input for `-`; a byte-order mark stays. Throws `UsageError`. */
export async function readText(
  path: string,
  { input, signal }: Pick<Surroundings, 'input' | 'signal'>,
): Promise<string> {
  const name = inputName(path);
  try {
    const bytes = path === '-' ? await bytesOf(input, signal) : await bytesOfFile(path, signal);
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

/** That an input cannot be read, and where. */
export function unreadableInput(path: string, [first]: readonly Complaint[]): UsageError {
  return new UsageError(`${inputName(path)}${first ? `, line ${first.line}: ${first.reason}` : ' holds no problems.'}`);
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
