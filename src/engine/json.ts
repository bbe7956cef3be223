/** A JSON value: what crosses every border of the engine. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for a JSON object, false for arrays, `null` and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * True for text that UTF-8 can hold. Half of a pair of surrogates becomes another character on a disk, so that what is
 * stored would not be what was there before.
 */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** True for a value of which every string and key is well formed. */
export function isWellFormedJson(value: Json): boolean {
  if (typeof value === 'string') return isWellFormed(value);
  if (Array.isArray(value)) return (value as readonly Json[]).every(isWellFormedJson);
  return (
    !isJsonObject(value) ||
    Object.entries(value).every(([key, member]) => isWellFormed(key) && isWellFormedJson(member))
  );
}

/** No data nests deeper; what goes through values by recursion, as writing them again does, would overflow the stack. */
const deepest = 1_000;

/** `JSON.parse` as a value: `undefined` where the text is not JSON, or nests deeper than any data does. */
export function parseJson(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isDeeper(value, deepest) ? undefined : value;
  } catch {
    return undefined;
  }
}

/**
 * How many values there are in JSON text, nearly. Counted before it is parsed: brackets take 20 times their length in
 * memory.
 */
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

/** True for a value with more levels than these. Goes no deeper than it has to: a hostile file nests millions. */
export function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}
