/**
 * The code that runs first in every context, before the tool's. It keeps the pristine built-ins that it needs and
 * returns `{ run, describe }`. Everything that touches a tool's values runs in there, under the interrupt handler,
 * and only a string comes out. Its first character tells what it is: `v` a value's JSON, `u` that there is no such
 * function, `l` the length of an output that is too long, and as a JSON string (a text with a zero in it would end
 * there) `n` why it is not JSON, or the words of an error: `t` any, `m` one that says that memory ran out, `s` one that
 * says that the stack did.
 *
 * Results are not given to `JSON.stringify`, which calls `toJSON`, changes what it cannot say without a word, and on a
 * graph with shared parts runs for ever without asking the interrupt handler. As far as a result is small it is copied,
 * and the copy is given to it, which has none of that; what is beyond is written by hand. Every property is read once.
 * Nothing here looks anything up where a tool could have put something else: no method calls, no iterators, no
 * assignments to elements of arrays that inherit anything.
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
  const { keys, getPrototypeOf, setPrototypeOf, defineProperty, prototype: ObjectPrototype } = Object;
  const { toString: tagOf } = ObjectPrototype;
  const { isArray, prototype: ArrayPrototype } = Array;
  const { isFinite } = Number;
  const text = String;
  const { slice } = String.prototype;
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

  // So many characters of a result are copied at most before it is written, and so deep.
  const mostCopied = 16384, deepestCopied = 16;

  // What was read of the result so far, in arrays and objects that inherit nothing.
  const copied = { __proto__: null, root: null };
  // Whether that goes on, how much more may be, and how deep it is.
  let copying = true, room = mostCopied, deepest = 0;
  // What is written, and how long it is: counted to the end, kept only as far as it can be used.
  let out = '', length = 0, most = 0;
  const put = (piece) => { length += piece.length; if (length <= most) out += piece; };

  // Writes the copy. The engine's own writer, many times as fast, puts what it is in on a list of its own, and so calls
  // what a tool may have put in the way of a list's elements: then it is written here.
  const writeCopied = () => {
    copying = false;
    const list = [];
    for (let at = 0; at < deepest; at += 1) if (at in list) return walk(copied.root, null, null, '');
    put(stringify(copied.root));
  };

  // The same but for its end, where so many arrays and objects are open.
  const stopCopying = (open) => {
    writeCopied();
    length -= open;
    out = apply(slice, out, [0, length]);
  };

  // The value becomes the member 'name' of the copy 'into', or is written; 'above' leads to what it is in.
  const walk = (value, above, into, name) => {
    const type = typeof value;
    if (type !== 'object') switch (type) {
      case 'string':
        if (!copying) put(stringify(value));
        else { into[name] = value; room -= value.length; }
        return;
      case 'number':
        if (!isFinite(value)) return text(value);
        if (!copying) put(text(value)); else into[name] = value;
        return;
      case 'boolean':
        if (!copying) put(value ? 'true' : 'false'); else into[name] = value;
        return;
      case 'undefined': return 'undefined';
      case 'function': return 'a function';
      case 'symbol': return 'a symbol';
      case 'bigint': return 'a BigInt';
    }
    if (value === null) {
      if (!copying) put('null'); else into[name] = null;
      return;
    }
    let depth = 1;
    for (let link = above; link !== null; link = link.above) {
      if (link.value === value) return 'a cycle';
      depth += 1;
    }
    const link = { value, above };
    if (depth > deepest) deepest = depth;
    let copy = null;
    if (isArray(value)) {
      if (!copying) put('['); else into[name] = copy = setPrototypeOf([], null);
      for (let at = 0; at < value.length; at += 1) {
        if (copying && ((room -= 8) < 0 || depth > deepestCopied)) stopCopying(depth);
        if (!copying && at > 0) put(',');
        const item = value[at];
        const what = item === undefined ? 'undefined in an array' : walk(item, link, copy, at);
        if (what !== undefined) return what;
      }
      if (!copying) put(']');
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
    if (!copying) put('{'); else into[name] = copy = { __proto__: null };
    let first = true;
    for (let at = 0; at < names.length; at += 1) {
      const key = names[at];
      const item = value[key];
      if (item === undefined) continue;
      if (copying && ((room -= 8 + key.length) < 0 || depth > deepestCopied)) stopCopying(depth);
      if (!copying) put((first ? '' : ',') + stringify(key) + ':');
      first = false;
      const what = key === 'toJSON' && typeof item === 'function' ? 'an object with toJSON' : walk(item, link, copy, key);
      if (what !== undefined) return what;
    }
    if (!copying) put('}');
  };

  const encode = (root, longest) => {
    copying = true; room = mostCopied; deepest = 0; out = ''; length = 0; most = longest;
    const what = walk(root, null, copied, 'root');
    if (what !== undefined) return 'n' + stringify(what);
    if (copying) writeCopied();
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
