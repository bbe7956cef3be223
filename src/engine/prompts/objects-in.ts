import { isJsonObject, parseJson, type JsonObject } from '../json';

/** Openings of objects that are tried and are none, at most: a text of braces would be read for ever. */
const mostTries = 50;

/** The JSON objects of a text, in order, those within others left out. */
export function objectsIn(text: string): readonly JsonObject[] {
  const whole = parseJson(text.trim());
  if (isJsonObject(whole)) return [whole];
  const found: JsonObject[] = [];
  let tries = 0;
  for (let at = text.indexOf('{'); at >= 0 && tries < mostTries;) {
    const end = endOfObject(text, at);
    const value = end === undefined ? undefined : parseJson(text.slice(at, end));
    if (isJsonObject(value)) found.push(value);
    else tries += 1;
    at = text.indexOf('{', isJsonObject(value) && end !== undefined ? end : at + 1);
  }
  return found;
}

/** Where the object that opens at a place ends, by its braces outside of strings. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/** The objects that are values of another, or stand in one as text. */
export function objectsWithin(object: JsonObject): readonly JsonObject[] {
  return Object.values(object)
    .map((value) => (typeof value === 'string' && value.trimStart().startsWith('{') ? parseJson(value) : value))
    .filter(isJsonObject);
}
