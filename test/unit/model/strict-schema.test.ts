import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/engine/json';
import { isStrictSchema } from '../../../src/node/model/strict-schema';

const closed = (properties: JsonObject, required = Object.keys(properties)): JsonObject => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

test('a schema is strict where all its objects are closed and all properties required', () => {
  assert.ok(isStrictSchema(closed({})));
  assert.ok(
    isStrictSchema(
      closed({ day: { type: 'integer', minimum: 1 }, unit: { type: ['string', 'null'], enum: ['a', null] } }),
    ),
  );
  assert.ok(
    isStrictSchema(
      closed({
        list: { type: 'array', items: closed({ op: { const: 'add' } }) },
        either: { anyOf: [closed({}), { type: 'null' }] },
      }),
    ),
  );
});

test('every openness makes it a wish', () => {
  for (const [why, schema] of Object.entries({
    'more properties allowed': { type: 'object', properties: {} },
    'a property not required': closed({ a: { type: 'string' } }, []),
    'an object without properties': closed({ a: { type: 'object' } }),
    'perhaps an object': closed({ a: { type: ['object', 'null'] } }),
    'open in a list': closed({ a: { type: 'array', items: { type: 'object' } } }),
    'open in a choice': closed({ a: { anyOf: [{ type: 'null' }, { type: 'object' }] } }),
    'a keyword that is not known': closed({ a: { type: 'string', minLength: 1 } }),
    'a reference': closed({ a: { $ref: '#/$defs/a' } }),
    definitions: { ...closed({}), $defs: {} },
    'a choice at the top': { ...closed({}), anyOf: [] },
    'no object at the top': { type: 'array', items: { type: 'string' } },
    'a list of schemas for items': closed({ a: { type: 'array', items: [{ type: 'string' }] } }),
    'nothing at all': {},
  } satisfies Record<string, JsonObject>))
    assert.ok(!isStrictSchema(schema), why);
});
