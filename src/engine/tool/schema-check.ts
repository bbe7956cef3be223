import { Validator } from '@cfworker/json-schema';
import type { Json, JsonObject } from '../json';
import type { ArgumentsError } from './arguments';
import { boundedSchema } from './bounded-schema';

/** What is wrong with a value for a schema, which is JSON text. */
export type SchemaCheck = (schema: string, value: Json) => ArgumentsError;

/** The longest schema that is interpreted, in characters of JSON; a maker's is at most a fifth of it. */
const longestSchema = 100_000;

/**
 * Values longer than this, in characters of JSON, are not searched for items that are alike: that takes the square of
 * their number.
 */
const longestUnique = 20_000;

/** So many schemas are kept ready for the next value. */
const mostKept = 16;

/**
 * Checks values against schemas that a model or a stranger wrote: interpreted, never compiled, and each made ready
 * once. One that the validator cannot take counts as an error of the schema. A check may still take as long as its
 * schema wants, so it belongs where something can stop it: in the sandbox's worker.
 */
export function createSchemaCheck(): SchemaCheck {
  const kept = new Map<string, (value: Json) => ArgumentsError>();
  return (schema, value) => {
    try {
      const check = kept.get(schema) ?? checkOf(schema);
      if (!kept.has(schema)) {
        // The one that was made ready first goes.
        const [first] = kept.keys();
        if (first !== undefined && kept.size >= mostKept) kept.delete(first);
        kept.set(schema, check);
      }
      return check(value);
    } catch (error) {
      return `The schema cannot be used: ${error instanceof Error ? error.message.slice(0, 200) : 'it is not valid'}`;
    }
  };
}

function checkOf(text: string): (value: Json) => ArgumentsError {
  if (text.length > longestSchema)
    throw new Error(`it is longer than ${longestSchema.toLocaleString('en-US')} characters`);
  const schema = JSON.parse(text) as JsonObject;
  const validatorFor = (long: boolean): Validator => new Validator(boundedSchema(schema, long), '2020-12', true);
  const whole = validatorFor(false);
  const hasUnique = text.includes('"uniqueItems"');
  const forLong = hasUnique ? validatorFor(true) : whole;
  return (value) => {
    const long = hasUnique && JSON.stringify(value).length > longestUnique;
    const result = (long ? forLong : whole).validate(value);
    if (result.valid) return undefined;
    const deepest = result.errors.at(-1);
    return `The arguments do not fit the schema${deepest ? ` at ${deepest.instanceLocation.slice(0, 200)}: ${deepest.error.slice(0, 200)}` : '.'}`;
  };
}
