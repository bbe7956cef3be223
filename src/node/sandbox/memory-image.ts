import { stackBytes } from './guest-context';
import type { Instance } from './quickjs-instance';

/** A copy of what an instance's memory held at one moment. */
export interface MemoryImage {
  /**
   * Makes the memory what it was, byte for byte, but for dead bytes of the stack below a gap that code made at run time
   * left (see `largestGap`); those too every 1,024th time, with the engine's constants, which no code of it writes.
   * Only between calls, and only where the instance is in order: the stack pointer and the size of the memory are not
   * part of the image.
   */
  restore(): void;
  /** What the copy takes, in bytes. */
  readonly size: number;
  readonly contents: MemoryContents;
}

/** What a memory held, but for the stack, which is clean between calls. */
export interface MemoryContents {
  readonly constants: Uint8Array;
  readonly variables: Uint8Array;
  readonly heap: Uint8Array;
}

/*
 * The memory of the pinned release, from below: constants and variables, the stack, which grows downward, the heap.
 * `takeImage` notices when these numbers stand for something else.
 */

/** The stack of the compiled code, which the linker put between the variables and the heap. */
const stackRegionBytes = 5 * 1024 * 1024;
/** How much of it can have been used: what QuickJS allows itself, and the frames of built-ins that do not ask. */
const stackReachBytes = stackBytes + 64 * 1024;
/** Where the allocator keeps the end of the heap (the variable of `sbrk`). It never moves down. */
const heapEndAt = 86_864;
/**
 * Below are the constants of the compiled code: names, and tables of characters. The variable of `sbrk` is the lowest
 * one; this is the last round number before it.
 */
const variablesAt = 84 * 1024;

/** The stack is looked at and cleared in steps of this size. */
const stepBytes = 8 * 1024;
const zeros = Buffer.alloc(stackReachBytes);

/** All is restored every so many times: the whole stack, however little of it was used, and the constants. */
const restoredWhole = 1_024;

/**
 * The longest stretch of the stack that is reserved and never written while what lies below it is: the operands of one
 * function of `code`, of which each takes eight bytes here and at least a character there, and the buffers of built-ins,
 * a few kilobytes each. Code that a tool makes at run time, by `eval` or `Function`, may have more; what it leaves below
 * is dead, and nothing reads it.
 */
function largestGap(code: string): number {
  return 8 * code.length + 2 * stepBytes;
}

/**
 * Copies what is in use of an instance's memory, while nothing runs in it. `code` is what is loaded there, where that is
 * known, and all that will run. What lies below the stack pointer is dead, and cleared: clearing all that can have been
 * used of it took most of the time of a small call, so it is cleared down to a stretch that is clean and longer than any
 * gap.
 */
export function takeImage(instance: Instance, code?: string): MemoryImage {
  const bytes = new Uint8Array(instance.memory.buffer);
  const heapEndOf = new Uint32Array(instance.memory.buffer, heapEndAt, 1);
  const { stackTop } = instance;
  const stackFloor = stackTop - stackReachBytes;
  const heapEnd = heapEndOf[0] ?? 0;
  const variablesEnd = stackTop - stackRegionBytes;
  if (variablesEnd <= heapEndAt || heapEnd <= stackTop || heapEnd > bytes.length)
    throw new Error(
      "the engine's memory is laid out in another way: another release than the one this was written for",
    );
  bytes.fill(0, stackFloor, stackTop);
  const contents = {
    constants: bytes.slice(0, variablesAt),
    variables: bytes.slice(variablesAt, variablesEnd),
    heap: bytes.slice(stackTop, heapEnd),
  };
  return imageOf(contents, instance, code);
}

/** Gives an instance the memory of another one, of the same engine and as large. */
export function giveMemory(contents: MemoryContents, instance: Instance): MemoryImage {
  const image = imageOf(contents, instance);
  image.restore();
  return image;
}

function imageOf(contents: MemoryContents, instance: Instance, code?: string): MemoryImage {
  const { constants, variables, heap } = contents;
  const bytes = new Uint8Array(instance.memory.buffer);
  const heapEndOf = new Uint32Array(instance.memory.buffer, heapEndAt, 1);
  const { stackTop } = instance;
  const stackFloor = stackTop - stackReachBytes;
  const heapEnd = stackTop + heap.length;
  const stack = Buffer.from(instance.memory.buffer);
  const gap = code === undefined ? stackReachBytes : largestGap(code);
  const usualEnd = stackTop - stepBytes;
  const isClean = (from: number, end: number): boolean => stack.compare(zeros, 0, end - from, from, end) === 0;
  const clearStack = (): void => {
    // What every call uses is cleared without a look; most use no more.
    bytes.fill(0, usualEnd, stackTop);
    if (isClean(usualEnd - gap, usualEnd)) return;
    let clean = 0;
    for (let end = usualEnd; end > stackFloor && clean <= gap; end -= stepBytes) {
      const from = Math.max(stackFloor, end - stepBytes);
      if (isClean(from, end)) clean += end - from;
      else {
        bytes.fill(0, from, end);
        clean = 0;
      }
    }
  };
  let restored = 0;
  return {
    size: constants.length + variables.length + heap.length,
    contents,
    restore: () => {
      const usedEnd = heapEndOf[0] ?? 0;
      restored += 1;
      if (restored % restoredWhole === 0) bytes.set(constants);
      bytes.set(variables, variablesAt);
      if (restored % restoredWhole === 0 || usualEnd - gap <= stackFloor) bytes.fill(0, stackFloor, stackTop);
      else clearStack();
      bytes.set(heap, stackTop);
      bytes.fill(0, heapEnd, Math.max(heapEnd, usedEnd));
    },
  };
}

/** How far an instance's heap reaches at this moment, in bytes. */
export function heapBytes(instance: Instance): number {
  return (new Uint32Array(instance.memory.buffer, heapEndAt, 1)[0] ?? 0) - instance.stackTop;
}
