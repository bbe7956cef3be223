import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/engine/sandbox/sandbox';
import { callIn } from '../sandbox/built-sandbox';

/** Where a walk over everything begins: what has no name of its own too. */
const roots = [
  'globalThis',
  'Object.getPrototypeOf([].values())',
  'Object.getPrototypeOf(new Map().keys())',
  'Object.getPrototypeOf(new Set().keys())',
  "Object.getPrototypeOf(''[Symbol.iterator]())",
  "Object.getPrototypeOf(''.matchAll(/a/g))",
  'Object.getPrototypeOf(function* () {})',
  'Object.getPrototypeOf(async function* () {})',
  'Object.getPrototypeOf(async function () {})',
  'Object.getPrototypeOf(Iterator.from([]).map((x) => x))',
  'Object.getPrototypeOf(Iterator.from({ next() {} }))',
  'Iterator.concat()',
];

const walk = `function solve(roots) {
  const seen = new Set([solve]), found = [];
  const visit = (value, path, depth) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value) || depth > 5) return;
    seen.add(value);
    if (typeof value === 'function') found.push(path);
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      const name = typeof key === 'symbol' ? String(key).slice(7, -1) : JSON.stringify(key);
      if ('value' in property) visit(property.value, path + '[' + name + ']', depth + 1);
      for (const part of ['get', 'set']) visit(property[part], 'Object.getOwnPropertyDescriptor(' + path + ', ' + name + ').' + part, depth + 1);
    }
  };
  for (const root of roots) visit((0, eval)(root), root, 0);
  return found;
}`;

/** Every function that the engine has from the start, as an expression; the same list for the same release. */
export async function builtInsOf(sandbox: Sandbox): Promise<readonly string[]> {
  const outcome = await callIn(sandbox, walk, 'solve', [roots], 20_000);
  assert.ok(outcome.kind === 'value', JSON.stringify(outcome));
  return (outcome.value as string[]).map((path) =>
    path.replace(/^globalThis\["(\w+)"\]/, '$1').replace(/\["([a-zA-Z_]\w*)"\]/g, '.$1'),
  );
}
