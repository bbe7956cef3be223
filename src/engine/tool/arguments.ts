import { isJsonObject, type Json, type JsonObject } from '../json';
import type { ArgumentsCheck } from '../sandbox/sandbox';
import type { SchemaCheck } from './schema-check';

/**
 * Why arguments are not taken: a sentence for the model that made them and for a person; `undefined` where they are.
 */
export type ArgumentsError = string | undefined;

/**
 * What is wrong with arguments that a model made, by item: they must fit the schema, and be copied from the problem
 * where the tool's own verified ones are.
 */
export function argumentsErrors(
  { schema, demonstrations, items }: Pick<ArgumentsCheck, 'schema' | 'demonstrations' | 'items'>,
  schemaError: SchemaCheck,
): readonly ArgumentsError[] {
  const known = schemaVocabulary(schema);
  const grounded = demonstrations.every((shown) => groundingError(known, shown.arguments, shown.problem) === undefined);
  const text = JSON.stringify(schema);
  return items.map(
    ({ problem, arguments: args }) =>
      schemaError(text, args) ?? (grounded ? groundingError(known, args, problem) : undefined),
  );
}

/**
 * Strings that a model wrote into arguments and that the problem does not have, case and white space aside. They are a
 * sign that it solved or completed something instead of copying. Exempt are the schema's own `enum` and `const` values
 * and its property names; other keys count like strings.
 */
function groundingError(known: ReadonlySet<string>, value: Json, problem: string): ArgumentsError {
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
  const strings: string[] = [];
  const visit = (part: Json): void => {
    if (typeof part === 'string') strings.push(part);
    else if (Array.isArray(part)) (part as readonly Json[]).forEach(visit);
    else if (isJsonObject(part))
      for (const [key, member] of Object.entries(part)) {
        strings.push(key);
        visit(member);
      }
  };
  visit(value);
  return strings;
}

/**
 * True for an object with the parts that a schema asks for by name: enough to find arguments among other objects of a
 * reply, and linear whatever the schema is.
 */
export function hasPartsOf(schema: JsonObject, object: JsonObject): boolean {
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly Json[]) : [];
  const properties = isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  const has = (name: Json): boolean => typeof name === 'string' && Object.hasOwn(object, name);
  return required.every(has) && (properties.length === 0 || properties.some(has));
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

/** Visits the members of a schema and of those in it; what stands below `enum` and `const` are values, and no schemas. */
function visitSchema(node: Json, visit: (key: string, member: Json) => void): void {
  if (Array.isArray(node)) (node as readonly Json[]).forEach((member) => visitSchema(member, visit));
  if (!isJsonObject(node)) return;
  for (const [key, member] of Object.entries(node)) {
    visit(key, member);
    // A property may have one of these names, and is an object then.
    if (!((key === 'enum' && Array.isArray(member)) || (key === 'const' && !isJsonObject(member))))
      visitSchema(member, visit);
  }
}
