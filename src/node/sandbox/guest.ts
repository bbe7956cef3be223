/**
 * The code that runs first in every context, before the tool's. It keeps the pristine built-ins that it needs and
 * returns the function that calls a tool's function: everything that touches a tool's values runs in there, under
 * the interrupt handler, and only a string comes out. Its first character tells what it is:
 * `v` a value's JSON, `n` why it is not JSON, `l` the length of an output that is too long, `t` a thrown error,
 * `m` out of memory, `s` out of stack.
 *
 * Decided for honest tools: a property that is `undefined` is dropped, as JSON does; `undefined` as the result or
 * in an array, numbers that are not finite, functions, symbols, BigInts, promises, dates, maps, sets and cycles
 * are named and refused, since JSON would change or lose them without a word. `-0` becomes `0`.
 */
export const guestCode = `(() => {
  'use strict';
  const { parse, stringify } = JSON;
  const { apply } = Reflect;
  const { isArray } = Array;
  const { isFinite } = Number;
  const text = String;
  const MapClass = Map, SetClass = Set, DateClass = Date, Failure = InternalError;
  const slice = (string, end) => { let out = ''; for (let at = 0; at < end && at < string.length; at += 1) out += string[at]; return out; };
  const unfit = (value) => {
    switch (typeof value) {
      case 'function': return 'a function';
      case 'symbol': return 'a symbol';
      case 'bigint': return 'a BigInt';
      case 'number': return isFinite(value) ? undefined : text(value);
      case 'object':
        if (value === null) return undefined;
        if (value instanceof MapClass) return 'a Map';
        if (value instanceof SetClass) return 'a Set';
        if (value instanceof DateClass) return 'a Date';
        if (typeof value.then === 'function') return 'a promise';
        if (typeof value.toJSON === 'function') return 'an object with toJSON';
    }
    return undefined;
  };
  const message = (error) => {
    try {
      if (typeof error === 'object' && error !== null && typeof error.message === 'string') {
        return slice(typeof error.name === 'string' ? error.name + ': ' + error.message : error.message, 500);
      }
      return slice(text(error), 500);
    } catch { return 'an error that cannot be shown'; }
  };
  return (fn, args, longest) => {
    let result;
    try {
      result = apply(fn, undefined, parse(args));
      let what = result === undefined ? 'undefined' : unfit(result);
      if (what !== undefined) return 'n' + what;
      let found;
      const json = stringify(result, function (key, value) {
        const own = this[key];
        if (found === undefined) found = own === undefined && isArray(this) ? 'undefined in an array' : unfit(own);
        return found === undefined ? value : null;
      });
      if (found !== undefined) return 'n' + found;
      if (typeof json !== 'string') return 'n' + typeof json;
      return json.length > longest ? 'l' + json.length : 'v' + json;
    } catch (error) {
      if (error instanceof Failure) {
        const words = message(error);
        if (words === 'InternalError: out of memory') return 'm';
        if (words === 'InternalError: stack overflow' || words === 'InternalError: Maximum call stack size exceeded') return 's';
      }
      if (result !== undefined && message(error) === 'TypeError: circular reference') return 'na cycle';
      return 't' + message(error);
    }
  };
})()`;
