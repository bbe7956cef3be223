/**
 * The code that runs first in every context, before the tool's. It keeps the pristine built-ins that it needs and
 * returns `{ run, describe }`. Everything that touches a tool's values runs in there, under the interrupt handler,
 * and only a string comes out. Its first character tells what it is: `v` a value's JSON, `u` that there is no such
 * function, `l` the length of an output that is too long, and as a JSON string (a text with a zero in it would end
 * there) `n` why it is not JSON, or the words of an error: `t` any, `m` one that says that memory ran out, `s` one that
 * says that the stack did.
 *
 * Results are written by hand and not by `JSON.stringify`, which calls `toJSON`, changes what it cannot say without
 * a word, and on a graph with shared parts runs for ever without asking the interrupt handler. Every property is
 * read once. Nothing here looks anything up where a tool could have put something else: no method calls, no
 * iterators, no assignments to array elements.
 *
 * Decided for honest tools: a property that is `undefined` is dropped, as JSON does it, and symbol keys are too;
 * `-0` becomes `0`; instances of a tool's own classes are written as plain objects. `undefined` as the result or in
 * an array (a hole too), NaN, infinities, functions, symbols, BigInts, promises, dates, maps, sets, regular
 * expressions, errors, iterators, objects with `toJSON` and cycles are named and refused.
 */
export const guestCode = `(() => {
  'use strict';
  const { parse: read, stringify } = JSON;
  const { apply } = Reflect;
  const { keys, getPrototypeOf, defineProperty, prototype: ObjectPrototype } = Object;
  const { toString: tagOf } = ObjectPrototype;
  const { isArray, prototype: ArrayPrototype } = Array;
  const { isFinite } = Number;
  const text = String;
  const EngineError = InternalError.prototype;
  // Only the engine makes these from here on, so that a tool cannot pass for one that ran out of stack.
  delete EngineError.constructor;
  delete globalThis.InternalError;

  // The copies that these make are filled while a collection of garbage sees them: where an element is read by a
  // getter, which can cause one, it takes whatever lies there for values. So they are given elements without getters.
  for (const name of ['toReversed', 'toSorted', 'toSpliced', 'with']) {
    const copying = ArrayPrototype[name];
    const value = { [name](...args) { return apply(copying, [...this], args); } }[name];
    defineProperty(ArrayPrototype, name, { value });
  }

  const cut = (string, longest) => {
    let out = '';
    for (let at = 0; at < string.length && at < longest; at += 1) out += string[at];
    return out;
  };

  // '[object Map]' -> 'a Map'
  const named = (tag) => {
    const initial = tag[8];
    let out = initial === 'A' || initial === 'E' || initial === 'I' || initial === 'O' ? 'an ' : 'a ';
    for (let at = 8; at < tag.length - 1 && at < 60; at += 1) out += tag[at];
    return out;
  };

  const encode = (root, longest) => {
    let out = '', length = 0;
    // Counted to the end, kept only as far as it can be used.
    const put = (piece) => { length += piece.length; if (length <= longest) out += piece; };
    const walk = (value, above) => {
      switch (typeof value) {
        case 'string': put(stringify(value)); return;
        case 'boolean': put(value ? 'true' : 'false'); return;
        case 'number':
          if (!isFinite(value)) return text(value);
          put(text(value));
          return;
        case 'undefined': return 'undefined';
        case 'function': return 'a function';
        case 'symbol': return 'a symbol';
        case 'bigint': return 'a BigInt';
      }
      if (value === null) { put('null'); return; }
      for (let link = above; link !== null; link = link.above) if (link.value === value) return 'a cycle';
      const link = { value, above };
      if (isArray(value)) {
        put('[');
        for (let at = 0; at < value.length; at += 1) {
          if (at > 0) put(',');
          const item = value[at];
          const what = item === undefined ? 'undefined in an array' : walk(item, link);
          if (what !== undefined) return what;
        }
        put(']');
        return;
      }
      const prototype = getPrototypeOf(value);
      if (prototype !== ObjectPrototype && prototype !== null) {
        const tag = apply(tagOf, value, []);
        if (tag === '[object Promise]' || typeof value.then === 'function') return 'a promise';
        if (tag !== '[object Object]') return named(tag);
        if (typeof value.toJSON === 'function') return 'an object with toJSON';
      }
      const names = keys(value);
      let first = true;
      put('{');
      for (let at = 0; at < names.length; at += 1) {
        const item = value[names[at]];
        if (item === undefined) continue;
        put((first ? '' : ',') + stringify(names[at]) + ':');
        first = false;
        const what = names[at] === 'toJSON' && typeof item === 'function' ? 'an object with toJSON' : walk(item, link);
        if (what !== undefined) return what;
      }
      put('}');
    };
    const what = walk(root, null);
    if (what !== undefined) return 'n' + stringify(what);
    return length > longest ? 'l' + length : 'v' + out;
  };

  const describe = (error) => {
    let kind = 't', words;
    try {
      if (error === null || typeof error === 'unknown') {
        // What the engine throws when there is no memory left for an error, and what it throws where it forgets to
        // make one: no value at all, which has this type. A tool can throw null as well.
        kind = 'm';
        words = 'null';
      } else if (typeof error === 'object' || typeof error === 'function') {
        const { name, message } = error;
        if (typeof message !== 'string') words = text(error);
        else if (typeof name !== 'string' || name === '') words = message;
        else words = cut(name, 100) + (message === '' ? '' : ': ' + cut(message, 500));
        if (getPrototypeOf(error) === EngineError && typeof message === 'string') {
          if (message === 'stack overflow') kind = 's';
          else if (cut(message, 13) === 'out of memory') kind = 'm';
        }
      } else words = text(error);
      return kind + stringify(cut(words, 500));
    } catch {
      return 't"an error that cannot be shown"';
    }
  };

  // Looked up at each call, as a script after the tool's would: top-level \`const\` and \`let\` are found too.
  const find = {
    __proto__: null,
    parse: () => (typeof parse === 'function' ? parse : undefined),
    solve: () => (typeof solve === 'function' ? solve : undefined),
    format: () => (typeof format === 'function' ? format : undefined),
  };

  return {
    describe,
    run: (name, args, longest) => {
      try {
        const fn = find[name]();
        // Asked again: a getter may have given something else the second time.
        return typeof fn === 'function' ? encode(apply(fn, undefined, read(args)), longest) : 'u';
      } catch (error) {
        return describe(error);
      }
    },
  };
})()`;
