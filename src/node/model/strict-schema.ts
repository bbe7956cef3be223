import { isJsonObject, type Json, type JsonObject } from '../../engine/json';

/**
 * True where a server with strict structured output would take the schema: every object closed and every property
 * required. Others are sent as a wish (`strict: false`) and checked here all the same.
 */
export function isStrictSchema(schema: JsonObject): boolean {
  const properties = schema['properties'];
  if (isJsonObject(properties)) {
    const required = schema['required'];
    const names = Array.isArray(required) ? (required as readonly Json[]) : [];
    if (schema['additionalProperties'] !== false || Object.keys(properties).some((name) => !names.includes(name))) return false;
    return Object.values(properties).every(isStrictPart);
  }
  if (schema['type'] === 'object') return false;
  return [schema['items'], ...listOf(schema['anyOf'])].every((part) => part === undefined || isStrictPart(part));
}

function isStrictPart(part: Json): boolean {
  return isJsonObject(part) && isStrictSchema(part);
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
