import type { Json } from '../../engine/json';
import type { Tool } from '../../engine/tool/tool';

/** About the memory that a value of JSON takes, its key with it, in bytes. */
const bytesPerValue = 120;

/** How many values there are in JSON text, nearly: counted before it is parsed, as a file of brackets takes 20 times its length. */
export function valuesIn(json: string): number {
  let count = 0;
  for (let at = 0; at < json.length; at += 1) {
    switch (json.charCodeAt(at)) {
      case 0x22: // A string: to its end, over what is escaped.
        for (at += 1; at < json.length && json.charCodeAt(at) !== 0x22; at += 1)
          if (json.charCodeAt(at) === 0x5c) at += 1;
        break;
      case 0x2c: // ,
      case 0x5b: // [
      case 0x7b: // {
        count += 1;
    }
  }
  return count;
}

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
