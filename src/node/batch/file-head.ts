import { stat } from 'node:fs/promises';
import { wholeOf, type Source } from '../../engine/text/source';
import { openToRead } from '../store/plain-folder';
import { specialFile } from '../store/special-file';
import { systemCode } from '../store/store-error';

/** The beginning of a file as text; or why it cannot be answered: a sentence with a remedy. */
export type FileHead =
  | { readonly kind: 'text'; readonly text: string; readonly size: number }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Of a file that is read in pieces, its beginning decides how it is read: so many bytes, and lines, at most. */
const headBytes = 64 * 1024;
const headLines = 500;
/** Enough of a file's end to see behind its last empty lines, in bytes. */
const tailBytes = 1_024;

/** Reads a file's beginning, at least; all of it where `bytes` are as many. */
export async function fileHead(path: string, bytes = headBytes): Promise<FileHead> {
  try {
    const info = await stat(path);
    const special = specialFile(info);
    if (special !== undefined)
      return unreadable(`${path} is ${special}. Name a file, or give its text to the standard input.`);
    const { size } = info;
    const text = await textFrom(path, bytes);
    if (text === undefined)
      return unreadable(
        `${path} is not text in UTF-8. Save it as UTF-8: in VS Code by the encoding in the status bar, “Save with Encoding”.`,
      );
    if (text.trim() === '' && size <= bytes)
      return unreadable(`${path} is empty. Write the problems into it, and save it.`);
    return { kind: 'text', text, size };
  } catch (error) {
    const reason = unreadableFile(path, systemCode(error));
    if (reason === undefined) throw error;
    return unreadable(reason);
  }
}

/** A file's first lines, whole ones where it may be cut in mid-line. */
export function wholeLines({ text, size }: FileHead & { readonly kind: 'text' }): Source {
  const lineEnd = /\r\n?|\n/g;
  let end = 0;
  for (let lines = 0; lines < headLines; lines += 1) {
    if (!lineEnd.test(text)) return wholeOf(size > headBytes && end > 0 ? text.slice(0, end) : text);
    end = lineEnd.lastIndex;
  }
  return wholeOf(text.slice(0, end));
}

/** Whether a file begins and ends as an array of JSON does, of which a beginning is nothing. */
export async function isInBrackets(
  path: string,
  { text, size }: FileHead & { readonly kind: 'text' },
): Promise<boolean> {
  if (!/^\uFEFF?\s*\[/.test(text)) return false;
  const file = await openToRead(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, Math.max(0, size - tailBytes));
    return buffer.toString('latin1', 0, bytesRead).trimEnd().endsWith(']');
  } finally {
    await file.close();
  }
}

/** Why a file cannot be read, with what to do; `undefined` for what is no matter of the file. */
export function unreadableFile(path: string, code: string): string | undefined {
  switch (code) {
    case 'ENOENT':
      return `There is no file ${path}. Check the path.`;
    case 'EISDIR':
      return `${path} is a folder. Name a file in it.`;
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be read: permission denied.`;
    case 'ELOOP':
      return `${path} is a link that leads to itself. Name the file.`;
    default:
      return undefined;
  }
}

/** The first bytes of a file as text; `undefined` where they are not UTF-8. A character cut at the end is left out. */
async function textFrom(path: string, bytes: number): Promise<string | undefined> {
  const file = await openToRead(path);
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await file.read(buffer, 0, bytes, 0);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(buffer.subarray(0, bytesRead), {
      stream: true,
    });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  } finally {
    await file.close();
  }
}

function unreadable(message: string): FileHead {
  return { kind: 'unreadable', message };
}
