import type { Json } from '../../src/engine/json';
import type { SandboxOutcome } from '../../src/engine/sandbox/sandbox';
import { withoutNegativeZero, type Loss } from './losses';
import type { Made, Property } from './made-values';

/** What must come of a value that a tool makes, and what it loses on the way. */
export interface Expected {
  readonly outcome: SandboxOutcome;
  readonly losses: ReadonlySet<Loss>;
}

/** A value that is left out, or the end: the first thing that JSON cannot say decides. */
type Part = { readonly json: Json } | { readonly end: SandboxOutcome };

/** Says by the documentation alone, and not as the guest does it, what a value comes out as. */
export function expectedOf(made: Made): Expected {
  const losses = new Set<Loss>();
  const part = made.kind === 'undefined' ? refusal('undefined') : partOf(made, 0, losses);
  return { outcome: 'end' in part ? part.end : { kind: 'value', value: part.json }, losses };
}

function refusal(what: string): Part {
  return { end: { kind: 'notJson', what } };
}

/** `depth` counts the objects and arrays of the description around it. */
function partOf(made: Exclude<Made, { kind: 'undefined' }>, depth: number, losses: Set<Loss>): Part {
  switch (made.kind) {
    case 'json':
      if (Object.is(made.value, -0)) losses.add('negativeZero');
      return { json: withoutNegativeZero(made.value) };
    case 'refused':
      return refusal(made.what);
    case 'taken':
      if (made.loss) losses.add(made.loss);
      return { json: made.json };
    case 'above':
      return made.levels < depth ? refusal('a cycle') : { json: null };
    case 'shared':
      losses.add('shared');
      return listOf([made.value, made.value], depth, losses);
    case 'array':
      if (made.form === 'withMore') losses.add('besideElements');
      return listOf(made.items, depth + 1, losses);
    case 'object':
      return objectOf(made, depth + 1, losses);
  }
}

function listOf(items: readonly (Made | 'hole')[], depth: number, losses: Set<Loss>): Part {
  const list: Json[] = [];
  for (const item of items) {
    if (item === 'hole' || item.kind === 'undefined') return refusal('undefined in an array');
    const part = partOf(item, depth, losses);
    if ('end' in part) return part;
    list.push(part.json);
  }
  return { json: list };
}

function objectOf({ form, properties }: Made & { kind: 'object' }, depth: number, losses: Set<Loss>): Part {
  if (form === 'ofClass' || form === 'child') {
    losses.add('hiddenProperty');
    const odd = looksOdd(properties, 'then', 'a promise') ?? looksOdd(properties, 'toJSON', 'an object with toJSON');
    if (odd) return odd;
  }
  // In the order of a JavaScript object: names that look like indices first.
  const byKey = Object.fromEntries(properties.map((property) => [property.key, property]));
  const entries: [string, Json][] = [];
  for (const { key, how, value } of Object.values(byKey)) {
    if (how === 'hidden' || how === 'symbol' || how === 'inherited') {
      losses.add('hiddenProperty');
      continue;
    }
    if (how === 'throwing') return { end: thrownBy(key) };
    if (how === 'getter') losses.add('getter');
    if (value.kind === 'undefined') {
      losses.add('undefinedProperty');
      continue;
    }
    if (key === 'toJSON' && isFunction(value)) return refusal('an object with toJSON');
    const part = partOf(value, depth, losses);
    if ('end' in part) return part;
    entries.push([key, part.json]);
  }
  return { json: Object.fromEntries(entries) };
}

/** An instance is asked for these names, wherever it has them from. */
function looksOdd(properties: readonly Property[], name: string, what: string): Part | undefined {
  const found = properties.find(({ key, how }) => key === name && how !== 'symbol');
  if (!found) return undefined;
  if (found.how === 'throwing') return { end: thrownBy(name) };
  return isFunction(found.value) ? refusal(what) : undefined;
}

function isFunction(made: Made): boolean {
  return made.kind === 'refused' && made.what === 'a function';
}

function thrownBy(key: string): SandboxOutcome {
  return { kind: 'threw', message: `RangeError: given by ${key.length}` };
}
