import type { Made } from './made-values';

/** Puts together what the expressions of `sourceOf` name. `above` holds the objects around one, the nearest first. */
const prelude = `
class Own { #hidden = 1; get given() { return this.#hidden; } method() {} }
class Row extends Array { get last() { return this[this.length - 1]; } }
function put(it, parent, [key, how, value], above) {
  const made = how === 'throwing' ? undefined : value(above);
  switch (how) {
    case 'data': return Object.defineProperty(it, key, { value: made, enumerable: true, configurable: true, writable: true });
    case 'getter': return Object.defineProperty(it, key, { get: () => made, enumerable: true });
    case 'throwing': return Object.defineProperty(it, key, { get() { throw new RangeError('given by ' + key.length); }, enumerable: true });
    case 'hidden': return Object.defineProperty(it, key, { value: made });
    case 'symbol': return Object.defineProperty(it, Symbol(key), { value: made, enumerable: true });
    case 'inherited': return Object.defineProperty(parent, key, { value: made, enumerable: true });
  }
}
function object(form, above, properties) {
  const parent = form === 'ofClass' ? Own.prototype : {};
  const it = form === 'bare' ? Object.create(null) : form === 'ofClass' ? new Own() : form === 'child' ? Object.create(parent) : {};
  if (form === 'tagged') it[Symbol.toStringTag] = 'Map';
  for (const property of properties) put(it, parent, property, [it, ...above]);
  return form === 'frozen' ? Object.freeze(it) : it;
}
function array(form, above, items) {
  const it = form === 'ofClass' ? new Row() : [];
  it.length = items.length;
  items.forEach((item, index) => { if (item) it[index] = item([it, ...above]); });
  if (form === 'withMore') Object.assign(it, { more: 1, '-1': 2, '1.5': 3 });
  return form === 'frozen' ? Object.freeze(it) : it;
}
`;

/** A tool that makes and returns a value. */
export function toolThatMakes(made: Made): string {
  return `${prelude}function solve() { const above = []; return ${sourceOf(made)}; }`;
}

function sourceOf(made: Made): string {
  switch (made.kind) {
    case 'json':
      return scalarSource(made.value);
    case 'undefined':
      return 'undefined';
    case 'refused':
    case 'taken':
      return `(${made.source})`;
    case 'array':
      return `array('${made.form}', above, [${made.items.map((item) => (item === 'hole' ? 'null' : `(above) => ${sourceOf(item)}`)).join(', ')}])`;
    case 'object':
      return `object('${made.form}', above, [${made.properties.map(({ key, how, value }) => `[${JSON.stringify(key)}, '${how}', (above) => ${sourceOf(value)}]`).join(', ')}])`;
    case 'above':
      return `(above[${made.levels}] ?? null)`;
    case 'shared':
      return `((one) => [one, one])(${sourceOf(made.value)})`;
  }
}

function scalarSource(value: unknown): string {
  return Object.is(value, -0) ? '-0' : JSON.stringify(value);
}
