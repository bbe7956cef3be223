import { isJsonObject, type Json, type JsonObject } from '../../engine/json';

/** The keywords that strict structured output knows. */
const known: ReadonlySet<string> = new Set([
  ...[
    'type',
    'properties',
    'required',
    'additionalProperties',
    'items',
    'anyOf',
    'enum',
    'const',
    'description',
    'title',
  ],
  ...[
    'pattern',
    'format',
    'multipleOf',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'minItems',
    'maxItems',
  ],
]);

/**
 * True where a server with strict structured output would take the schema: an object, every object in it closed and
 * every property required, no keyword but the known ones. Others are sent as a wish (`strict: false`), and replies
 * are checked here all the same. References are not followed: a schema with any is sent as a wish.
 */
export function isStrictSchema(schema: JsonObject): boolean {
  return schema['type'] === 'object' && schema['anyOf'] === undefined && isStrictPart(schema);
}

function isStrictPart(part: Json): boolean {
  if (!isJsonObject(part) || Object.keys(part).some((keyword) => !known.has(keyword))) return false;
  if (mayBeObject(part)) {
    const properties = isJsonObject(part['properties']) ? part['properties'] : {};
    const required = listOf(part['required']);
    if (part['additionalProperties'] !== false || Object.keys(properties).some((name) => !required.includes(name)))
      return false;
    if (!Object.values(properties).every(isStrictPart)) return false;
  }
  return (part['items'] === undefined || isStrictPart(part['items'])) && listOf(part['anyOf']).every(isStrictPart);
}

function mayBeObject(part: JsonObject): boolean {
  return part['properties'] !== undefined || part['type'] === 'object' || listOf(part['type']).includes('object');
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
