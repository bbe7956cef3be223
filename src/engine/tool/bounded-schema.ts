import { isJsonObject, type Json, type JsonObject } from '../json';

/** The longest schema that is interpreted, in characters of JSON; a maker's is at most a fifth of it. */
const longestSchema = 100_000;

/**
 * References that one check may follow: recursive schemas branch, and two branches at each of 40 levels are a
 * trillion.
 */
const mostReferences = 20_000;

/**
 * Values longer than this, in characters of JSON, are not searched for items that are alike: that takes the square of
 * their number.
 */
const longestUnique = 20_000;

/** Keywords whose references cannot be counted. */
const unbounded: ReadonlySet<string> = new Set(['$recursiveRef', '$dynamicRef']);

/**
 * A copy of a schema whose check against `value` ends soon, whoever wrote the schema: it is interpreted on the host's
 * thread, where nothing could stop it. References throw when there are too many; patterns that may take exponential
 * time are left out, as the tool has to judge its arguments anyhow. Throws for a schema that cannot be bounded.
 */
export function boundedSchema(schema: JsonObject, value: Json): JsonObject {
  if (JSON.stringify(schema).length > longestSchema)
    throw new Error(`it is longer than ${longestSchema.toLocaleString('en-US')} characters`);
  const long = JSON.stringify(value).length > longestUnique;
  let references = 0;
  const follow = (reference: Json): Json => {
    references += 1;
    if (references > mostReferences)
      throw new Error(`it has more than ${mostReferences.toLocaleString('en-US')} references to follow`);
    return reference;
  };
  const copy = (part: Json): Json => {
    if (Array.isArray(part)) return (part as readonly Json[]).map(copy);
    return isJsonObject(part) ? copyObject(part) : part;
  };
  const copyObject = (part: JsonObject): JsonObject => {
    const bounded: Record<string, Json> = {};
    for (const [key, member] of Object.entries(part)) {
      if (unbounded.has(key)) throw new Error(`it uses ${key}`);
      if (key === 'pattern' && !(typeof member === 'string' && isQuickPattern(member))) continue;
      if (key === 'uniqueItems' && long) continue;
      const kept =
        key === 'enum' || key === 'const' || key === 'default'
          ? member
          : key === 'patternProperties' && isJsonObject(member)
            ? copyObject(quickOnes(member))
            : copy(member);
      // A key called `__proto__` stays a key.
      if (key === '$ref') Object.defineProperty(bounded, key, { get: () => follow(member), enumerable: true });
      else Object.defineProperty(bounded, key, { value: kept, enumerable: true, writable: true, configurable: true });
    }
    return bounded;
  };
  return copyObject(schema);
}

function quickOnes(patterns: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(patterns).filter(([pattern]) => isQuickPattern(pattern)));
}

/**
 * True for regular expressions that are certain to take linear time: from the start of the text, with one repetition
 * of open length at most, a handful of choices, and no group repeated. `^\d{4}-\d{2}-\d{2}$` and `^-?\d+$` are.
 */
export function isQuickPattern(pattern: string): boolean {
  if (!pattern.startsWith('^') || /\\[1-9k]|\(\?[=!<]/.test(pattern)) return false;
  // Escapes and classes each stand for one character.
  const plain = pattern
    .replace(/\\[^]/g, 'x')
    .replace(/\[[^[\]]*\]/g, 'x')
    .replaceAll('(?:', '(');
  if (/\)[*+?{]/.test(plain) || /\{\d{4,}/.test(plain)) return false;
  const open = plain.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  const choices = plain.match(/[?|]/g)?.length ?? 0;
  return open <= 1 && choices <= 4;
}
