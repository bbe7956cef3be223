import { Validator } from '@cfworker/json-schema';
import { isJsonObject, type Json, type JsonObject } from '../json';
import { boundedSchema } from './bounded-schema';

/**
 * Why arguments are not taken: a sentence for the model that made them and for a person; `undefined` where they are.
 */
export type ArgumentsError = string | undefined;

/**
 * Arguments against a tool's schema. The schema was written by a model, so it is interpreted, not compiled, within
 * bounds, and one that the validator cannot take counts as an error of the schema.
 */
export function schemaError(schema: JsonObject, value: Json): ArgumentsError {
  try {
    const result = new Validator(boundedSchema(schema, value), '2020-12', true).validate(value);
    if (result.valid) return undefined;
    const deepest = result.errors.at(-1);
    return `The arguments do not fit the schema${deepest ? ` at ${deepest.instanceLocation}: ${deepest.error.slice(0, 200)}` : '.'}`;
  } catch (error) {
    return `The schema cannot be used: ${error instanceof Error ? error.message.slice(0, 200) : 'it is not valid'}`;
  }
}

/**
 * Strings that a model wrote into arguments but that do not occur in the problem, case and white space aside:
 * a sign that it solved or completed something instead of copying. Exempt are the schema's own `enum` and
 * `const` values and its property names; other keys count like strings.
 */
export function groundingError(schema: JsonObject, value: Json, problem: string): ArgumentsError {
  const known = schemaVocabulary(schema);
  const text = folded(problem);
  const strange = stringsOf(value).find((string) => !known.has(string) && !text.includes(folded(string)));
  return strange === undefined
    ? undefined
    : `${JSON.stringify(strange.slice(0, 100))} does not occur in the problem; copy strings as they stand there.`;
}

function folded(text: string): string {
  return text.toLowerCase().replace(/\s+/g, '');
}

/** Every string of a JSON value, keys of objects included. */
export function stringsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(stringsOf);
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, member]) => [key, ...stringsOf(member)]);
  return [];
}

/** The names and the choices that a schema has: what arguments may hold without having copied it. */
export function schemaVocabulary(schema: JsonObject): ReadonlySet<string> {
  const words = new Set<string>();
  visitSchema(schema, (key, member) => {
    if (key === 'enum' || key === 'const') stringsOf(member).forEach((word) => words.add(word));
    if (key === 'properties' && isJsonObject(member)) Object.keys(member).forEach((word) => words.add(word));
  });
  return words;
}

/** The members of each `enum` of a schema that are strings. */
export function choicesOf(schema: JsonObject): readonly (readonly string[])[] {
  const choices: (readonly string[])[] = [];
  visitSchema(schema, (key, member) => {
    if (key === 'enum') choices.push(stringsOf(member));
  });
  return choices;
}

function visitSchema(node: Json, visit: (key: string, member: Json) => void): void {
  if (Array.isArray(node)) (node as readonly Json[]).forEach((member) => visitSchema(member, visit));
  if (!isJsonObject(node)) return;
  for (const [key, member] of Object.entries(node)) {
    visit(key, member);
    visitSchema(member, visit);
  }
}
