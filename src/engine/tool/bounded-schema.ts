import { isJsonObject, type Json, type JsonObject } from '../json';

/** Patterns longer than this are left out: nobody writes one by hand. */
const longestPattern = 1_000;

/** The formats that are checked, each in one pass over the text. Any other says something to people only. */
const checkedFormats: ReadonlySet<Json> = new Set(['date', 'time', 'date-time']);

/** Keywords below which schemas stand under names that an author chose. */
const namedSchemas: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
]);

/** Keywords below which values stand. */
const values: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'examples']);

/**
 * A copy of a schema without what may take more than one pass over a value. These are patterns and formats that
 * backtrack. For a value that is `long` it is also the search for items that are alike. The tool has to judge its
 * arguments anyhow.
 */
export function boundedSchema(schema: JsonObject, long: boolean): JsonObject {
  const isChecked = (key: string, member: Json): boolean => {
    switch (key) {
      case 'pattern':
        return typeof member === 'string' && isQuickPattern(member);
      case 'format':
        return checkedFormats.has(member);
      case 'uniqueItems':
        return !long;
      default:
        return true;
    }
  };
  const bounded = (part: Json): Json => {
    if (Array.isArray(part)) return (part as readonly Json[]).map(bounded);
    return isJsonObject(part) ? boundedMembers(part) : part;
  };
  const boundedMembers = (members: JsonObject): JsonObject => {
    const kept = Object.entries(members).flatMap(([key, member]): (readonly [string, Json])[] => {
      if (values.has(key)) return [[key, member]];
      if (namedSchemas.has(key) && isJsonObject(member)) return [[key, boundedByName(key, member)]];
      return isChecked(key, member) ? [[key, bounded(member)]] : [];
    });
    // Own properties each: a key called `__proto__` stays a key.
    return Object.fromEntries(kept);
  };
  const boundedByName = (keyword: string, schemas: JsonObject): JsonObject => {
    const named = Object.entries(schemas).filter(([name]) => keyword !== 'patternProperties' || isQuickPattern(name));
    return Object.fromEntries(named.map(([name, one]) => [name, bounded(one)]));
  };
  return boundedMembers(schema);
}

/**
 * True for regular expressions that are certain to take linear time. They match from the start of the text. They have
 * one repetition of open length at most, a handful of choices, none between whole patterns, and no repeated group.
 * `^\d{4}-\d{2}-\d{2}$` and `^-?\d+$` are.
 */
export function isQuickPattern(pattern: string): boolean {
  if (!pattern.startsWith('^') || pattern.length > longestPattern) return false;
  let [depth, open, choices] = [0, 0, 0];
  for (let at = 1; at < pattern.length; at += 1) {
    switch (pattern.charAt(at)) {
      case '\\':
        at += 1;
        if ('123456789k'.includes(pattern[at] ?? 'k')) return false;
        break;
      case '[':
        for (at += 1; at < pattern.length && pattern[at] !== ']'; at += 1) if (pattern[at] === '\\') at += 1;
        break;
      case '(':
        depth += 1;
        if (pattern[at + 1] === '?' && pattern[(at += 2)] !== ':') return false;
        break;
      case ')':
        depth -= 1;
        if ('*+?{'.includes(pattern[at + 1] ?? ' ')) return false;
        break;
      case '|':
        // The other one would begin anywhere.
        if (depth === 0) return false;
        choices += 1;
        break;
      case '?':
        choices += 1;
        break;
      case '*':
      case '+':
        open += 1;
        break;
      case '{': {
        const [whole = '{', times = '', range] = /^\{(\d+)(,\d*)?\}/.exec(pattern.slice(at)) ?? [];
        if (times.length > 3) return false;
        if (range !== undefined) open += 1;
        at += whole.length - 1;
      }
    }
  }
  return open <= 1 && choices <= 4;
}
