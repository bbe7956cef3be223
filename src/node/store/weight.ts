import type { Json } from '../../engine/json';
import type { Tool } from '../../engine/tool/tool';

/** About the memory that a value of JSON takes, its key with it, in bytes. */
const bytesPerValue = 150;

/**
 * About the memory that a tool takes, in bytes: its texts, and the values in it that may be anything. Of its own parts
 * each has a text that is longer than what is around it.
 */
export function weightOf({ code, argumentsSchema, demonstrations, examples }: Tool, manifest: string): number {
  const made = [...demonstrations, ...examples].map((one) => one.arguments ?? null);
  const free = [argumentsSchema, ...made].reduce<number>((sum, one) => sum + valuesOf(one), 0);
  return textBytes(manifest) + textBytes(code) + free * bytesPerValue;
}

/** A string takes two bytes a character where one of them needs it. */
function textBytes(text: string): number {
  return /[^\u0000-\u00ff]/.test(text) ? 2 * text.length : text.length;
}

function valuesOf(value: Json): number {
  return typeof value !== 'object' || value === null
    ? 1
    : Object.values(value).reduce((sum: number, member: Json) => sum + valuesOf(member), 1);
}
