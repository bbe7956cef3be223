import { stackBytes } from './guest-context';
import type { Instance } from './quickjs-instance';

/** A copy of what an instance's memory held at one moment. */
export interface MemoryImage {
  /**
   * Makes the memory what it was, byte for byte. Only between calls, and only where the instance is in order: the
   * stack pointer and the size of the memory are not part of the image.
   */
  restore(): void;
  /** What the copy takes, in bytes. */
  readonly size: number;
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
 * Copies what is in use of an instance's memory, while nothing runs in it. What lies below the stack pointer is dead,
 * and cleared.
 */
export function takeImage(instance: Instance): MemoryImage {
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
  const variables = bytes.slice(0, variablesEnd);
  const heap = bytes.slice(stackTop, heapEnd);
  return {
    size: variables.length + heap.length,
    restore: () => {
      const usedEnd = heapEndOf[0] ?? 0;
      bytes.set(variables);
      bytes.fill(0, stackFloor, stackTop);
      bytes.set(heap, stackTop);
      bytes.fill(0, heapEnd, Math.max(heapEnd, usedEnd));
    },
  };
}

/** How far an instance's heap reaches at this moment, in bytes. */
export function heapBytes(instance: Instance): number {
  return (new Uint32Array(instance.memory.buffer, heapEndAt, 1)[0] ?? 0) - instance.stackTop;
}
