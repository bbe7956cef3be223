import type { CodeLists, PackedIndex, Postings } from './packed-index';

/**
 * The version of what is kept, as its first number. Raise it with any change of shapes, wording, terms, hashes or this
 * layout. On a machine with the other order of bytes it reads as another number, and the index is made anew.
 */
const indexFormat = 3;

/** The arrays of a packed index, in the order in which they are kept. */
function arraysOf({ shapes, terms, words, fixed }: PackedIndex): readonly Uint32Array[] {
  return [
    ...[shapes, terms, words].flatMap(({ codes, starts, tools }) => [codes, starts, tools]),
    fixed.starts,
    fixed.codes,
  ];
}

/** How many arrays these are. */
const arrayCount = 11;

/**
 * A packed index as bytes: the format, the length of each array, the arrays, and the fingerprints as JSON at the end.
 * In pieces: together they are some megabytes.
 */
export function* indexBytes(packed: PackedIndex): Generator<Uint8Array> {
  const arrays = arraysOf(packed);
  for (const array of [Uint32Array.of(indexFormat, ...arrays.map(({ length }) => length)), ...arrays])
    yield new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  yield new TextEncoder().encode(JSON.stringify(packed.fingerprints));
}

/** The index of kept bytes, which it takes for its own; `undefined` where they are of another version or damaged. */
export function indexOfBytes(bytes: Uint8Array<ArrayBuffer>): PackedIndex | undefined {
  const head = arrayCount + 1;
  if (bytes.byteOffset % 4 !== 0 || bytes.length < head * 4) return undefined;
  const [format, ...lengths] = new Uint32Array(bytes.buffer, bytes.byteOffset, head);
  if (format !== indexFormat) return undefined;
  let at = bytes.byteOffset + head * 4;
  const end = bytes.byteOffset + bytes.length;
  const arrays: Uint32Array[] = [];
  for (const length of lengths) {
    if (length * 4 > end - at) return undefined;
    arrays.push(new Uint32Array(bytes.buffer, at, length));
    at += length * 4;
  }
  const fingerprints = stringsOf(bytes.subarray(at - bytes.byteOffset));
  const postings = (first: number): Postings => ({
    codes: arrays[first] ?? new Uint32Array(),
    starts: arrays[first + 1] ?? new Uint32Array(),
    tools: arrays[first + 2] ?? new Uint32Array(),
  });
  const fixed = { starts: arrays[9] ?? new Uint32Array(), codes: arrays[10] ?? new Uint32Array() };
  if (!fingerprints || !isSoundList(fixed, fingerprints.length)) return undefined;
  const packed = { fingerprints, shapes: postings(0), terms: postings(3), words: postings(6), fixed };
  const areSound = [packed.shapes, packed.terms, packed.words].every((one) => isSound(one, fingerprints.length));
  return areSound ? packed : undefined;
}

function stringsOf(bytes: Uint8Array): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

function isSound({ codes, starts, tools }: Postings, toolCount: number): boolean {
  for (let at = 1; at < codes.length; at += 1) if ((codes[at] ?? 0) <= (codes[at - 1] ?? 0)) return false;
  for (const place of tools) if (place >= toolCount) return false;
  return areStarts(starts, codes.length, tools.length);
}

function isSoundList({ starts, codes }: CodeLists, toolCount: number): boolean {
  return areStarts(starts, toolCount, codes.length);
}

/** Whether these part `length` things into `count` lists. */
function areStarts(starts: Uint32Array, count: number, length: number): boolean {
  if (starts.length !== count + 1 || starts[0] !== 0 || starts[count] !== length) return false;
  for (let at = 1; at <= count; at += 1) if ((starts[at] ?? 0) < (starts[at - 1] ?? 0)) return false;
  return true;
}
