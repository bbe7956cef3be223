import fc from 'fast-check';
import { js, lines, prelude, some, words } from './grammar';

/*
 * Programs that end, and whose result the language alone decides: no clock, no chance, no locale, no order of
 * comparisons, no last bits of sines, nothing newer than Node 20, no text of a built-in or of an engine's error. Sizes
 * are kept small by `keep`, time by `tick`.
 */

const variable = words('a b c d e');
const numbers = words(
  '0 1 2 3 7 10 -1 -0 0.5 1.5 0.1 255 65536 2147483648 4294967296 9007199254740993 1e21 1e-7 NaN Infinity',
);
const strings = lines(String.raw`
  ''
  'a'
  'abc'
  'Hello, World'
  'a-b_c d'
  '12'
  ' 3.5 '
  '0x1f'
  '1e3'
  'é😀'
  '\ud800x'
  '\0'
  'aaaabaaa'
  'line\nline'
  '{"a":[1,2,{"b":null}]}'
  '[1,'
`);
const patterns = lines(String.raw`
  /a/
  /a/g
  /(\w)(\d)?/
  /[^a-c]+/gi
  /(?<first>.)(?<rest>.*)/s
  /^\s*(-?\d+(?:\.\d+)?)/m
  /(?:a|ab)(?:c|bcd)(?:d*)/
  /(a*)*b/
  /\b/g
  /(?=(a+))a*b\1/
  /(?<!a)b/
  /(?<=\w)./g
  /./gu
  /\u{1F600}|[\u{80}-\u{10FFFF}]/u
  /(z)((a+)?(b+)?(c))*/
  /a{2,3}?/y
  /$/gm
`);
const binary = words('+ - * / % & | ^ << >> >>> < > <= >= == != === !== && || ?? , in instanceof');
const small = fc.nat(12).map(String);
const textMethods = words(
  'at charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf isWellFormed toWellFormed padEnd padStart slice split startsWith substring substr toLowerCase toUpperCase trim trimEnd trimStart replace replaceAll match search normalize',
);
const listMethods = words(
  'at concat copyWithin fill flat includes indexOf lastIndexOf join pop push reverse shift slice splice toReversed toSpliced unshift with keys entries values',
);
const callbackMethods = words(
  'map filter some every find findIndex findLast findLastIndex flatMap forEach reduce reduceRight',
);
const objectFunctions = words('keys values entries isFrozen freeze seal isSealed preventExtensions fromEntries');

const grammar = fc.letrec<
  Record<'expression' | 'arguments' | 'statement' | 'block' | 'function' | 'pattern' | 'target', string>
>((tie) => {
  const [e, args, s, block, f, pattern, target] = [
    tie('expression'),
    tie('arguments'),
    tie('statement'),
    tie('block'),
    tie('function'),
    tie('pattern'),
    tie('target'),
  ];
  const leaf = fc.oneof(
    { weight: 4, arbitrary: variable },
    numbers,
    strings,
    words('true null undefined [] ({}) 5n -3n 12345678901234567890n (typeof(this))'),
  );
  return {
    arguments: some(e, ', ', 3),
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, maxDepth: 4 },
      { weight: 3, arbitrary: leaf },
      { weight: 4, arbitrary: js`(${e} ${binary} ${e})` },
      js`((${words('-2 -1 0 1 2 3 10 2n 7n')}) ** ${words('0 1 2 3 9 0n 5n')})`,
      js`(${words('! - + ~ typeof void')} ${e})`,
      js`(${e} ? ${e} : ${e})`,
      js`[${some(fc.oneof({ weight: 4, arbitrary: e }, js`...list(${e})`, fc.constant('')), ', ', 4)}]`,
      { weight: 2, arbitrary: js`({ x: ${e}, ${words('y z name 0 __proto__')}: ${e} })` },
      js`({ [${e}]: ${e}, x: ${e} })`,
      js`({ ...object(${e}), z: ${e} })`,
      js`({ get y() { tick(); return ${e}; }, z(${pattern}) { tick(); return ${e}; }, 1: ${e} })`,
      js`${e}?.${words('x y z name length')}`,
      js`${e}[${e}]`,
      { weight: 3, arbitrary: js`string(${e}).${textMethods}(${args})` },
      js`string(${e}).${words('replace replaceAll match search split')}(${patterns}, ${fc.oneof(e, f)})`,
      js`[...string(${e}).matchAll(${patterns})]`,
      js`list(${patterns}.exec(string(${e})))`,
      { weight: 3, arbitrary: js`list(${e}).${listMethods}(${args})` },
      js`list(${e}).${words('sort toSorted')}()`,
      { weight: 3, arbitrary: js`list(${e}).${callbackMethods}(${f}, ${e})` },
      js`Object.${objectFunctions}(${e})`,
      js`Object.${words('getOwnPropertyNames getOwnPropertyDescriptors')}(object(${e}))`,
      js`Object.assign({}, ${args})`,
      js`Array.from(${e}, ${f})`,
      js`Math.${words('floor ceil round trunc sign abs min max fround imul clz32 sqrt')}(${args})`,
      js`number(${e}).${words('toFixed toPrecision toExponential')}(${small})`,
      js`BigInt.${words('asIntN asUintN')}(${small}, ${e})`,
      js`(Math.trunc(number(${e})) % 2 ** 53).toString(${words('2 8 10 16 36')})`,
      js`${words('Number String Boolean BigInt parseInt parseFloat isNaN isFinite Number.isInteger encodeURIComponent decodeURIComponent escape unescape')}(${e})`,
      js`JSON.stringify(${e}, ${fc.oneof(fc.constant('null'), f, e)}, ${small})`,
      js`JSON.parse(string(${e}), ${fc.oneof(fc.constant('undefined'), f)})`,
      js`new Map(list(${e}).map((one, index) => [one, index]))`,
      js`new Set(list(${e}))`,
      js`(${f})(${args})`,
      js`new (class { #p = 1; static s = ${e}; x = 1; get y() { return this.#p; } set y(one) { this.#p = one; } z(${pattern}) { return ${e}; } })(${e})`,
      js`new (class extends ${words('Object Array Map Error Base')} { x = ${e}; constructor(...all) { tick(); super(); this.z = all; } static { a = super.s; } get y() { return super.y; } })(${e})`,
      js`[...(function* (${pattern}) { let i = 0; try { while (i++ < 4) { const got = yield ${e}; if (got) return got; } yield* list(${e}); } finally { a = i; } })(${e})].slice(0, 20)`,
      js`(0, eval)(${fc.oneof(
        strings,
        js`${e}`.map((text) => JSON.stringify(`(${text})`)),
      )})`,
      js`new Function('x', 'y', ${e.map((text) => JSON.stringify(`return ${text};`))})(${args})`,
      js`(async (${pattern}) => { b = ${e}; await ${e}; b = 'never'; })(${e}).catch(() => 0)`,
      js`(((strings, ...values) => [strings.raw.join('|'), values])${e.map((text) => `\`x\${${text}}\\n\``)})`,
      js`(delete ${words('d.x d.y d.z d[e]')})`,
    ),
    target: fc.oneof({ weight: 3, arbitrary: variable }, js`d.${words('x y z')}`, js`object(${e})[${e}]`),
    pattern: fc.oneof(
      words('p [p,q] {x} [p=1,...q] {x=2,...z} [[p],{y}] ...all'),
      js`p = ${e}`,
      js`{ x: [p, q] = [${e}], ...y }`,
    ),
    function: fc.oneof(
      js`(x, y) => (tick(), ${e})`,
      js`function (x, y) { tick(); ${s} return ${e}; }`,
      js`(${pattern}) => { tick(); ${s} return ${e}; }`,
      js`function named(x) { if (tick() > 40) return x; return ${fc.oneof(js`named(${e})`, e)}; }`,
      js`function () { tick(); arguments[0] = ${e}; return [...arguments, this === undefined]; }`,
    ),
    block: some(s, '\n', 4, 1),
    statement: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, maxDepth: 3 },
      { weight: 4, arbitrary: js`${variable} = keep(${e});` },
      js`(${e});`,
      js`${target} ${words('= += -= *= ||= &&= ??= |= >>=')} keep(${e});`,
      js`if (${e}) { ${block} } else { ${block} }`,
      js`for (let i = 0; i < ${small}; i += 1) { tick(); ${block} ${words('; continue; break;')} }`,
      js`for (const one of list(${e})) { tick(); ${block} }`,
      js`for (const key of Object.keys(Object(${e}))) { tick(); ${block} }`,
      js`while (tick() % ${words('2 3 5 7')}) { ${block} }`,
      js`(() => { outer: for (const x of list(${e})) { for (let y = 0; ; y += 1) { if (tick() > 30) break outer; ${block} if (y > 2) continue outer; } } })();`,
      js`try { ${block} } catch ${words('{ (error){ ({name}){')} log.push(1); ${block} } finally { ${block} }`,
      js`try { throw ${e}; } catch (thrown) { c = named(thrown); }`,
      js`switch (${e}) { case ${e}: ${block} break; default: ${block} case ${e}: ${block} }`,
      js`{ const [x, y = ${e}, ...z] = list(${e}); let { length: w } = [x, y]; a = keep([x, y, z, w]); }`,
      js`({ x: a, ...b } = object(${e}));`,
      js`[a, b = ${e}] = list(${e});`,
      js`Object.defineProperty(object(${e}), ${words('"x" "y" 0')}, { ${words('value:a,enumerable:true get(){return(1)} value:2,writable:false')} });`,
      js`e = ${f}; a = keep(e(${args}));`,
    ),
  };
});

/** A program that leaves all it did in one text, as a tool and as a script for V8. */
export const pureProgram: fc.Arbitrary<string> = some(
  grammar.statement.map((statement) => `try { ${statement} } catch (error) { log.push(named(error)); }`),
  '\n',
  8,
  1,
).map(
  (body) => `${prelude}
class Base { x = 1; get y() { return this.x; } static s = 2; }
let ticks = 0, a = 1, b = 'text', c = [3, 1, 2], d = { x: 1, y: 'z' }, e = 0.5;
const log = [];
const tick = () => { ticks += 1; if (ticks > 150) throw new RangeError('long'); return ticks; };
const cut = (one) => (typeof one === 'string' ? one.slice(0, 500) : isList(one) ? one.slice(0, 50) : typeof one === 'bigint' ? BigInt.asIntN(200, one) : one);
const keep = (one) => (tick(), cut(one));
const list = (one) => (isList(one) ? one.slice() : [one, a, 2]);
const string = (one) => (typeof one === 'string' ? one.slice(0, 500) : show(one));
const number = (one) => (typeof one === 'number' ? one : 1.25);
const object = (one) => (typeof one === 'object' && one !== null && !isList(one) ? one : { x: 3 });
const named = (error) => (error instanceof Error ? error.name : 'thrown ' + show(error));
function solve() {
  ${body}
  return [a, b, c, d, e, log, ticks].map(show).join('\\n');
}`,
);
