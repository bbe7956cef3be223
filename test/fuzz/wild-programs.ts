import fc from 'fast-check';
import { js, lines, prelude, some, words } from './grammar';

/*
 * Programs that may do anything: built-ins on odd receivers, changed prototypes, endless loops, deep recursion, all the
 * memory. What they give is not known beforehand, only that it is an outcome, in time, and the same one again.
 */

const variable = words('a b c d e');
const key = words(
  "'x' 0 1 -1 'length' 'constructor' '__proto__' 'prototype' 'toString' 'valueOf' 'then' 'next' 'return' 'exec' 'lastIndex' 'flags' 'index' 'raw' 'size' 'has' 'keys' 'message' 'name' 'cause' Symbol.iterator Symbol.asyncIterator Symbol.species Symbol.toPrimitive Symbol.hasInstance Symbol.toStringTag Symbol.isConcatSpreadable Symbol.unscopables Symbol.match Symbol.matchAll Symbol.replace Symbol.search Symbol.split 4294967295 'solve'",
);
const odd = lines(String.raw`
  undefined
  null
  true
  NaN
  -0
  0
  1
  -1
  3
  2 ** 31
  2 ** 32 - 1
  2 ** 53
  -Infinity
  1e21
  ''
  'abc'
  'x'.repeat(300)
  'é😀\ud800'
  '\0'
  '(a+)+$'
  10n
  -(2n ** 64n)
  Symbol('s')
  Symbol.iterator
  []
  [1, , 3]
  [3, 'b', null, 1.5, undefined]
  [[1, 2], [3, [4]]]
  Array(50).fill(7)
  Object.freeze([1, 2])
  new Array(2 ** 32 - 1)
  Object.assign([1, 2, 3], { constructor: { [Symbol.species]: Map } })
  new (class extends Array { push() { return super.push(1, 2); } })()
  { x: 1 }
  Object.create(null)
  { length: 3, 0: 'a', 1: 'b', 2: 'c' }
  { length: -1 }
  { length: 1e5 }
  { length: 2 ** 53 - 1 }
  { valueOf() { a = [a]; return 2; }, toString() { return 'text'; } }
  { toString() { c.length = 0; return '1'; } }
  { get length() { c.push(1); return 5; } }
  { [Symbol.toPrimitive](hint) { return hint === 'number' ? 3 : hint; } }
  { [Symbol.iterator]: () => ({ next: () => ({ done: (a = [a]).length > 3, value: c }), return() { c = []; return {}; } }) }
  { then(done) { done(this); } }
  { toJSON: () => c }
  { get x() { delete this.x; return this; } }
  { __proto__: Array.prototype, length: 2, 0: 1 }
  (x, y) => (c.pop(), x)
  (x, y) => { c.length = 1; return y; }
  (x, y) => (x > y ? -1 : 1)
  function (...all) { c.push(this); return all; }
  function f() { return f.caller; }
  function* () { yield 1; yield c; }
  (function* () { try { yield 1; } finally { yield 2; } })()
  async () => { await c; }
  class { static #p = 1; x = c; }
  class extends Error {}
  (() => 1).bind(null, 1)
  Math.max
  /a|b/g
  /(?<n>a)(b)?/y
  /(.)+?\1/su
  Object.assign(/a/g, { lastIndex: 2 ** 31, exec: () => null })
  Object.assign(/a/g, { exec: () => ({ index: 5, length: 3, 0: 'a' }) })
  new Map([[c, 1], [NaN, 2]])
  new Set(['a', 'b', c])
  new WeakMap([[c, 1]])
  new Map([[1, 2]]).entries()
  [1, 2].values()
  'ab'[Symbol.iterator]()
  Iterator.from([1, 2]).map((x) => [x])
  new Date(1e12)
  new Date(NaN)
  new Error('e', { cause: c })
  new AggregateError([1], 'm')
  Promise.resolve(c)
  Promise.withResolvers()
  Object(1n)
  Object('text')
  globalThis
  (function () { return arguments; })(1, c)
  Object.defineProperty([1, 2, 3], 1, { get() { this.length = 0; return 9; } })
  Object.defineProperty({}, 'x', { set(v) { throw v; }, get() { throw 1; } })
`).map((text) => `(${text})`);

/** One call of a built-in, whatever comes of it. `builtIns` are expressions. */
function builtInCall(builtIns: readonly string[]): fc.Arbitrary<string> {
  const value = fc.oneof({ weight: 3, arbitrary: odd }, { weight: 2, arbitrary: variable });
  const list = some(value, ', ', 4);
  const builtIn = fc.constantFrom(...builtIns);
  return fc.oneof(
    { weight: 6, arbitrary: js`attempt(() => apply(${builtIn}, ${value}, [${list}]));` },
    js`attempt(() => new (${builtIn})(${list}));`,
    js`attempt(() => construct(${builtIn}, [${list}], ${fc.oneof(value, builtIn)}));`,
    js`${variable} = attempt(() => apply(${builtIn}, ${value}, [${list}]));`,
    js`attempt(() => { for (const one of apply(${builtIn}, ${value}, [${list}])) { log.push(one); if (log.length > 60) break; } });`,
  );
}

const statement = fc.letrec<{ s: string; e: string }>((tie) => {
  const { s, e } = { s: tie('s'), e: tie('e') };
  const block = some(s, '\n', 3, 1);
  return {
    e: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, maxDepth: 3 },
      variable,
      odd,
      js`[${e}, ...[].concat(${e})]`,
      js`(${e}?.[${key}])`,
      js`(${e} ${words('+ - * ** / % < == === in instanceof && ?? , & >>>')} ${e})`,
      js`(${words('typeof void - ~ !')} ${variable})`,
      js`(delete ${variable}[${key}])`,
      js`(${variable}?.(${e}))`,
      js`new (${e})(${e})`,
      js`\`\${${e}}\``.map((text) => text.replaceAll('\\', '')),
      js`({ ...${e}, [${e}]: ${e} })`,
    ),
    s: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, maxDepth: 3 },
      { weight: 4, arbitrary: js`attempt(() => { ${variable} = ${e}; });` },
      { weight: 3, arbitrary: js`attempt(() => { ${e}[${key}] = ${e}; });` },
      {
        weight: 2,
        arbitrary: js`attempt(() => Object.defineProperty(${fc.oneof(e, words('Object.prototype Array.prototype String.prototype Function.prototype RegExp.prototype Promise.prototype Error.prototype Map.prototype globalThis'))}, ${key}, { ${words('value:c value:undefined,writable:false get(){return(c)} get(){throw(1)} set(v){c=v}')}, configurable: ${words('true false')} }));`,
      },
      js`attempt(() => Object.setPrototypeOf(${e}, ${e}));`,
      js`attempt(() => { ${words('Object.prototype Array.prototype String.prototype RegExp.prototype')}[${key}] = ${e}; });`,
      js`attempt(() => { delete ${words('Array.prototype Object.prototype String.prototype globalThis Symbol JSON Object Reflect')}[${words('Symbol.iterator "toString" "valueOf" "push" "JSON" "Array" "keys" "parse" "constructor"')}]; });`,
      js`for (let i = 0; i < ${words('1 3 20')}; i += 1) { ${block} }`,
      js`attempt(() => { for (const one of ${e}) { ${block} if (log.length > 60) break; } });`,
      js`attempt(() => { for (const one in ${e}) { ${block} } });`,
      js`try { ${block} } catch { ${block} } finally { ${block} }`,
      js`if (${e}) { ${block} }`,
      js`attempt(() => { let [x, { length } = ${e}, ...y] = ${e}; ${block} });`,
      js`attempt(() => eval(${e.map((text) => JSON.stringify(text))}));`,
      js`attempt(() => (0, eval)(${e.map((text) => JSON.stringify(`var later = ${text}; later`))}));`,
      js`attempt(() => new Function('a', ${e.map((text) => JSON.stringify(`"use strict"; return ${text}`))})(${e}));`,
      js`attempt(() => new Function('x', 'attempt', ${block.map((text) => JSON.stringify(`with (x) { ${text} }`))})(${e}, attempt));`,
      js`attempt(async () => { for await (const one of ${e}) { ${block} } });`,
      js`attempt(() => { const g = (function* () { try { yield ${e}; } finally { ${block} } })(); g.next(); g.${words('return throw next')}(${e}); });`,
      js`attempt(() => { class Made extends (${e}) { static { ${block} } #p = ${e}; get [${key}]() { return this.#p; } constructor() { super(${e}); } } ${variable} = new Made(); });`,
      // What uses up its stack, memory or time, a little at a time or at once.
      js`attempt(() => { let depth = 0; const dive = (x) => { depth += 1; return ${fc.oneof(words('dive(x)+1 [x].map(dive) [2,1].sort(dive) `${{toString:dive}}` JSON.stringify({toJSON:dive}) "a".replace(/a/,dive) new(class{constructor(){dive()}})()'))}; }; try { dive(1); } catch {} log.push(depth); });`,
      js`attempt(() => { const all = []; for (let i = 0; i < ${words('10 300 100000')}; i += 1) all.push(${words("'x'.repeat(1e5) new(Array)(1e4).fill(i) {x:i} [i,[i]] ()=>i 10n**1000n String(i)")}); d = all; });`,
      js`attempt(() => { ${variable} = '${words('ab ([{')}'.repeat(${words('10 1e4 1e7 2**30')}); });`,
      js`attempt(() => { let x = []; for (let i = 0; i < ${words('50 2000 50000')}; i += 1) x = ${words('[x] {x} Object.create(x) [x,x] ()=>x [x].values()')}; ${variable} = x; });`.map(
        (text) => text.replace('x = {x}', 'x = { x }'),
      ),
      js`attempt(() => ${words('/^(a+)+$/ /(a|aa)*b/ /(.*)*\\1x/ /(?=(a*))\\1*c/')}.test('a'.repeat(${words('5 30 2000')})));`,
      {
        weight: 1,
        arbitrary: words(
          'for(;;); while(true)c.push(1); for(;;)try{throw(1)}catch{} do{a=[a]}while(a) (function(f){f(f)})((f)=>f(f)); ; ; ; ; ; ; ; ; ; ;',
        ),
      },
    ),
  };
}).s;

const results = words('show([a,b,c,d,e,log]) log a c d [a,b,c] {a,b} show(globalThis) e()');

/** A tool of such statements, at load and in its call; `builtIns` are expressions for the engine's functions. */
export function wildProgram(builtIns: readonly string[]): fc.Arbitrary<string> {
  return toolOf(
    some(statement, '\n', 3),
    some(fc.oneof({ weight: 3, arbitrary: statement }, { weight: 2, arbitrary: builtInCall(builtIns) }), '\n', 8, 1),
  );
}

/** A tool of many calls of built-ins. */
export function builtInCalls(builtIns: readonly string[]): fc.Arbitrary<string> {
  return toolOf(fc.constant(''), some(builtInCall(builtIns), '\n', 20, 1), fc.constant('show([a,b,c,d,e,log])'));
}

function toolOf(atLoad: fc.Arbitrary<string>, inCall: fc.Arbitrary<string>, result = results): fc.Arbitrary<string> {
  return fc.tuple(atLoad, inCall, result).map(
    ([load, body, result]) => `${prelude}
const { apply, construct } = Reflect;
let a = 1, b = 'text', c = [3, 1, 2], d = { x: 1 }, e = (x) => [x];
const log = [];
const attempt = (run) => { try { const value = run(); log.push(value); return value; } catch (error) { log.push(error); } };
${load}
function solve() {
${body}
return (${result});
}`,
  );
}
