import fc from 'fast-check';

/** Program text of which the holes are filled in by chance. */
export function js(parts: TemplateStringsArray, ...holes: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...holes).map((texts) => parts.raw.map((part, index) => part + (texts[index] ?? '')).join(''));
}

/** One of these texts. */
export function words(list: string): fc.Arbitrary<string> {
  return fc.constantFrom(...list.trim().split(/\s+/));
}

/** One of these lines, each a text. */
export function lines(list: string): fc.Arbitrary<string> {
  return fc.constantFrom(
    ...list
      .trim()
      .split('\n')
      .map((line) => line.trim()),
  );
}

/** Some of a text, one after another. */
export function some(
  text: fc.Arbitrary<string>,
  between: string,
  maxLength: number,
  minLength = 0,
): fc.Arbitrary<string> {
  return fc.array(text, { minLength, maxLength }).map((texts) => texts.join(between));
}

/**
 * What programs have in common: names for their variables, and a way to tell all that a value is in one line of text.
 */
export const prelude = String.raw`
const showText = JSON.stringify, isList = Array.isArray, own = Reflect.ownKeys, text = String, tag = Object.prototype.toString;
const describe = (value, depth) => {
  switch (typeof value) {
    case 'string': return showText(value.length > 200 ? value.slice(0, 200) + value.length : value);
    case 'number': return Object.is(value, -0) ? '-0' : text(value);
    case 'bigint': { const digits = value > 2n ** 400n ? 'large' : text(value); return digits + 'n'; }
    case 'symbol': return text(value);
    case 'function': return 'function';
    case 'object': break;
    default: return text(value);
  }
  if (value === null) return 'null';
  if (depth > 3) return '…';
  if (value instanceof Error) return text(value.name);
  if (isList(value)) { let out = '['; for (let at = 0; at < value.length && at < 40; at += 1) out += (at in value ? describe(value[at], depth + 1) : 'hole') + ','; return out + value.length + ']'; }
  const inner = value instanceof Map || value instanceof Set ? [...value] : undefined;
  let out = tag.call(value) + '{';
  const keys = own(value);
  for (let at = 0; at < keys.length && at < 40; at += 1) {
    const key = text(keys[at]);
    // A host that follows promises, as Node's test runner does, puts these on them.
    if (key === 'Symbol(async_id_symbol)' || key === 'Symbol(trigger_async_id_symbol)') continue;
    out += key + ':' + describe(value[keys[at]], depth + 1) + ',';
  }
  return out + (inner ? describe(inner, depth + 1) : '') + '}';
};
const show = (value) => describe(value, 0);
`;
