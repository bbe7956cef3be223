import type { ToolExample } from '../../../src/engine/tool/tool';

/** A class of problems with tools for it: honest ones, and ones that hold for the shown examples alone. */
export interface Room {
  readonly examples: readonly ToolExample[];
  readonly honest: Readonly<Record<string, string>>;
  readonly bad: Readonly<Record<string, string>>;
}

/** Three examples that are shown and three that are held out, a line each. */
function solved(lines: string): readonly ToolExample[] {
  return lines
    .trim()
    .split('\n')
    .map((line, index) => {
      const [problem = '', answer = ''] = line.trim().split(' => ');
      return { problem, answer, seen: index < 3 ? 'shown' : 'heldOut' };
    });
}

const doubling = `function parse(p) { const m = /^double (\\d+)$/.exec(p); return m ? { n: Number(m[1]) } : null; }`;
const name = `function parse(p) { const m = /^(\\p{Lu}\\p{L}+) (\\p{Lu}\\p{L}+)$/u.exec(p); return m ? { first: m[1], last: m[2] } : null; }`;
const swapped = `function solve({ first, last }) { return last + ', ' + first; }`;
const months = `const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];`;
const date = `function parse(p) { const m = /^(\\d{1,2}) (\\p{L}+) (\\d{4})$/u.exec(p); return m && months.includes(m[2]) ? { day: Number(m[1]), month: m[2], year: Number(m[3]) } : null; }`;
const iso = `function solve({ day, month, year }) { const two = (n) => String(n).padStart(2, '0'); return year + '-' + two(months.indexOf(month) + 1) + '-' + two(day); }`;
const apples = `function parse(p) { const m = /^(\\p{L}+) has (\\d+) apples and gives (\\d+) away\\.$/u.exec(p); return m ? { who: m[1], has: Number(m[2]), gives: Number(m[3]) } : null; }`;
const left = `function solve({ has, gives }) { return gives > has ? null : String(has - gives); }`;
const weight = `function parse(p) { const m = /^(\\d+(?:\\.\\d+)?) (lb|oz|kg)$/.exec(p); return m ? { amount: Number(m[1]), unit: m[2] } : null; }`;
const grams = `function solve({ amount, unit }) { const per = { lb: 453.59237, oz: 28.349523125, kg: 1000 }; return Math.round(amount * per[unit]) + ' g'; }`;
const sorting = `function parse(p) { const m = /^sort: (\\p{Ll}+(?:, \\p{Ll}+)*)$/u.exec(p); return m ? { words: m[1].split(', ') } : null; }`;
const sorted = `function solve({ words }) { return [...words].sort().join(' '); }`;
const roman = `function parse(p) { return /^[1-9]\\d{0,2}$/.test(p) ? { n: Number(p) } : null; }`;
const order = `function parse(p) { const m = /^order (\\d+) of (\\p{L}+): (\\d+) pieces$/u.exec(p); return m ? { number: m[1], who: m[2], pieces: Number(m[3]) } : null; }`;
const turn = `function parse(p) { const m = /^turn (left|right|round)$/.exec(p); return m ? { way: m[1] } : null; }`;

/** Thirty honest tools and thirty bad ones. */
export const gallery: Readonly<Record<string, Room>> = {
  doubling: {
    examples: solved(
      'double 4711 => 9422\ndouble 815 => 1630\ndouble 362 => 724\ndouble 9051 => 18102\ndouble 77 => 154\ndouble 1240 => 2480',
    ),
    honest: {
      plain: `${doubling} function solve({ n }) { return String(2 * n); }`,
      'with a limit': `${doubling} function solve({ n }) { if (n > 1000000) return null; return String(n + n); }`,
      'digit by digit': `${doubling} function solve({ n }) { let carry = 0; let out = ''; for (const d of [...String(n)].reverse()) { const t = 2 * Number(d) + carry; out = (t % 10) + out; carry = t > 9 ? 1 : 0; } return (carry ? '1' : '') + out; }`,
      'with a place that moves': `let at = 0; function parse(p) { at = 0; if (!p.startsWith('double ')) return null; at = 7; let n = ''; while (at < p.length && /\\d/.test(p[at])) { n += p[at]; at += 1; } return n !== '' && at === p.length ? { n: Number(n) } : null; } function solve({ n }) { return String(2 * n); }`,
    },
    bad: {
      'looked up': `const known = { 'double 4711': '9422', 'double 815': '1630', 'double 362': '724' }; ${doubling} function solve({ n }) { return known['double ' + n] ?? String(2 * n); }`,
      'one special case': `${doubling} function solve({ n }) { if (n === 4711) return '9422'; return String(2 * n); }`,
      'cases of a switch': `${doubling} function solve({ n }) { switch (n) { case 4711: return '9422'; case 815: return '1630'; case 362: return '724'; default: return String(n * 2); } }`,
      'a map of numbers': `const known = new Map([[4711, 9422], [815, 1630], [362, 724]]); ${doubling} function solve({ n }) { return String(known.get(n) ?? 2 * n); }`,
      'counts its calls': `let calls = 0; ${doubling} function solve({ n }) { calls += 1; return String(2 * n); }`,
      'keeps the last one': `let last = ''; function parse(p) { last = p; const m = /^double (\\d+)$/.exec(p); return m ? { n: Number(m[1]) } : null; } function solve({ n }) { return last === 'x' ? null : String(2 * n); }`,
      'writes to the global object': `${doubling} function solve({ n }) { globalThis.n = n; return String(2 * n); }`,
      'passes over what comes after': `function parse(p) { const m = /^double (\\d+)/.exec(p); return m ? { n: Number(m[1]) } : null; } function solve({ n }) { return String(2 * n); }`,
      'any number will do': `function parse(p) { const m = /(\\d+)/.exec(p); return m ? { n: Number(m[1]) } : null; } function solve({ n }) { return String(2 * n); }`,
    },
  },
  names: {
    examples: solved(
      'Ann Smith => Smith, Ann\nBob Jones => Jones, Bob\nCarla Meyer => Meyer, Carla\nDora Lund => Lund, Dora\nEmil Novak => Novak, Emil\nFay Quinn => Quinn, Fay',
    ),
    honest: {
      plain: `${name} ${swapped}`,
      split: `function parse(p) { const parts = p.split(' '); return parts.length === 2 && parts.every((one) => /^\\p{Lu}\\p{L}+$/u.test(one)) ? { parts } : null; } function solve({ parts }) { return parts[1] + ', ' + parts[0]; }`,
      'with titles refused': `${name} function solve({ first, last }) { return ['Dr', 'Mr', 'Mrs', 'Ms'].includes(first) ? null : last + ', ' + first; }`,
    },
    bad: {
      'a list of names': `const firsts = ['Ann', 'Bob', 'Carla']; ${name} function solve({ first, last }) { return firsts.includes(first) || last.length > 1 ? last + ', ' + first : null; }`,
      'alternatives of names': `function parse(p) { const m = /^(Ann|Bob|Carla) (\\p{L}+)$/u.exec(p) ?? /^(\\p{L}+) (\\p{L}+)$/u.exec(p); return m ? { first: m[1], last: m[2] } : null; } ${swapped}`,
      'answers as constants': `${name} function solve({ first, last }) { if (first.length === 3 && last.length === 5) return first[0] === 'A' ? 'Smith, Ann' : 'Jones, Bob'; return last + ', ' + first; }`,
      'one whole problem': `${name} function solve({ first, last }) { return first + ' ' + last === 'Ann Smith' ? 'Smith, ' + first : last + ', ' + first; }`,
      'words before it dropped': `function parse(p) { const m = /(\\p{Lu}\\p{L}+) (\\p{Lu}\\p{L}+)$/u.exec(p); return m ? { first: m[1], last: m[2] } : null; } ${swapped}`,
      'pairs of an array': `const known = [['Ann Smith', 'Smith, Ann'], ['Bob Jones', 'Jones, Bob'], ['Carla Meyer', 'Meyer, Carla']]; ${name} function solve({ first, last }) { const found = known.find(([one]) => one === first + ' ' + last); return found ? found[1] : last + ', ' + first; }`,
    },
  },
  dates: {
    examples: solved(
      '3 March 2021 => 2021-03-03\n17 August 1998 => 1998-08-17\n28 May 2007 => 2007-05-28\n30 June 2014 => 2014-06-30\n9 December 1987 => 1987-12-09\n25 May 2010 => 2010-05-25',
    ),
    honest: {
      'all months in an array': `${months} ${date} ${iso}`,
      'all months in an object': `const of = { January: 1, February: 2, March: 3, April: 4, May: 5, June: 6, July: 7, August: 8, September: 9, October: 10, November: 11, December: 12 }; function parse(p) { const m = /^(\\d{1,2}) (\\p{L}+) (\\d{4})$/u.exec(p); return m && of[m[2]] ? { day: m[1], month: m[2], year: m[3] } : null; } function solve({ day, month, year }) { return year + '-' + String(of[month]).padStart(2, '0') + '-' + day.padStart(2, '0'); }`,
      'months as alternatives': `${months} function parse(p) { const m = /^(\\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\\d{4})$/.exec(p); return m ? { day: Number(m[1]), month: m[2], year: Number(m[3]) } : null; } ${iso}`,
      'leap years and lengths of months': `${months} ${date} const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]; function solve({ day, month, year }) { const at = months.indexOf(month); const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0); if (day < 1 || day > days[at] + (leap && at === 1 ? 1 : 0)) return null; return year + '-' + String(at + 1).padStart(2, '0') + '-' + String(day).padStart(2, '0'); }`,
    },
    bad: {
      'only the months that were shown': `const of = { March: 3, August: 8 }; ${months} ${date} function solve({ day, month, year }) { const two = (n) => String(n).padStart(2, '0'); return year + '-' + two(of[month] ?? months.indexOf(month) + 1) + '-' + two(day); }`,
      'years as cases': `${months} ${date} function solve({ day, month, year }) { const two = (n) => String(n).padStart(2, '0'); if (year === 1998) return '1998-08-17'; return year + '-' + two(months.indexOf(month) + 1) + '-' + two(day); }`,
      'a year that is compared': `${months} ${date} function solve({ day, month, year }) { const two = (n) => String(n).padStart(2, '0'); const m = year === 2021 ? 3 : months.indexOf(month) + 1; return year + '-' + two(m) + '-' + two(day); }`,
      'what follows is dropped': `${months} function parse(p) { const m = /^(\\d{1,2}) (\\p{L}+) (\\d{4})/u.exec(p); return m && months.includes(m[2]) ? { day: Number(m[1]), month: m[2], year: Number(m[3]) } : null; } ${iso}`,
    },
  },
  apples: {
    examples: solved(
      'Ann has 12 apples and gives 5 away. => 7\nBob has 340 apples and gives 18 away. => 322\nCarla has 7 apples and gives 7 away. => 0\nDora has 9 apples and gives 1 away. => 8\nEmil has 51 apples and gives 50 away. => 1\nFay has 100 apples and gives 25 away. => 75',
    ),
    honest: {
      plain: `${apples} ${left}`,
      'spaces of any length': `function parse(p) { const m = /^(\\p{L}+)\\s+has\\s+(\\d+)\\s+apples\\s+and\\s+gives\\s+(\\d+)\\s+away\\.$/u.exec(p); return m ? { who: m[1], has: Number(m[2]), gives: Number(m[3]) } : null; } ${left}`,
      'without the name': `function parse(p) { const m = /^\\p{Lu}\\p{L}* has (\\d+) apples? and gives (\\d+) away\\.$/u.exec(p); return m ? { has: Number(m[1]), gives: Number(m[2]) } : null; } ${left}`,
    },
    bad: {
      'names as alternatives': `function parse(p) { const m = /^(?:(Ann|Bob|Carla)|\\p{L}+) has (\\d+) apples and gives (\\d+) away\\.$/u.exec(p); return m ? { has: Number(m[2]), gives: Number(m[3]) } : null; } ${left}`,
      'one amount compared': `${apples} function solve({ has, gives }) { return has === 340 ? '322' : String(has - gives); }`,
      'the text of an example': `${apples} function solve({ who, has, gives }) { if (who + ' has ' + has === 'x') return 'Ann has 12 apples and gives 5 away.'; return String(has - gives); }`,
      'the end is not looked at': `function parse(p) { const m = /^(\\p{L}+) has (\\d+) apples and gives (\\d+) away/u.exec(p); return m ? { who: m[1], has: Number(m[2]), gives: Number(m[3]) } : null; } ${left}`,
    },
  },
  weights: {
    examples: solved(
      '12 lb => 5443 g\n7.5 oz => 213 g\n3 kg => 3000 g\n250 lb => 113398 g\n16 oz => 454 g\n0.5 kg => 500 g',
    ),
    honest: {
      'units as keys': `${weight} ${grams}`,
      'units compared': `${weight} function solve({ amount, unit }) { const per = unit === 'lb' ? 453.59237 : unit === 'oz' ? 28.349523125 : 1000; return Math.round(amount * per) + ' g'; }`,
      'units as cases': `${weight} function solve({ amount, unit }) { switch (unit) { case 'lb': return Math.round(amount * 453.59237) + ' g'; case 'oz': return Math.round(amount * 28.349523125) + ' g'; case 'kg': return Math.round(amount * 1000) + ' g'; default: return null; } }`,
    },
    bad: {
      'amounts as keys': `${weight} const known = { '12 lb': '5443 g', '7.5 oz': '213 g', '3 kg': '3000 g' }; function solve({ amount, unit }) { const per = { lb: 453.59237, oz: 28.349523125, kg: 1000 }; return known[amount + ' ' + unit] ?? Math.round(amount * per[unit]) + ' g'; }`,
      'answers as constants': `${weight} function solve({ amount, unit }) { const per = { lb: 453.59237, oz: 28.349523125, kg: 1000 }; if (amount < 13 && unit === 'lb') return '5443 g'; if (amount < 8 && unit === 'oz') return '213 g'; return Math.round(amount * per[unit]) + ' g'; }`,
    },
  },
  sorting: {
    examples: solved(
      'sort: pear, fig, apple => apple fig pear\nsort: tar, oak => oak tar\nsort: sun, moon, dew, ash => ash dew moon sun\nsort: ink => ink\nsort: zinc, iron => iron zinc\nsort: b, a, c => a b c',
    ),
    honest: {
      plain: `${sorting} ${sorted}`,
      'by comparing': `${sorting} function solve({ words }) { return words.slice().sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join(' '); }`,
      'by insertion, with a memo': `const seen = new Map(); ${sorting} function solve({ words }) { const out = []; for (const word of words) { let at = 0; while (at < out.length && out[at] <= word) at += 1; out.splice(at, 0, word); } seen.set(words.length, out.length); return out.join(' '); }`,
    },
    bad: {
      'fruit in a list': `const fruit = ['pear', 'fig', 'apple']; ${sorting} function solve({ words }) { return words.every((word) => fruit.includes(word)) ? 'apple fig pear' : [...words].sort().join(' '); }`,
      'answers of two': `${sorting} function solve({ words }) { if (words.length === 4) return 'ash dew moon sun'; if (words[0] === 'tar') return 'oak tar'; return [...words].sort().join(' '); }`,
    },
  },
  roman: {
    examples: solved('14 => XIV\n9 => IX\n40 => XL\n3 => III\n90 => XC\n58 => LVIII'),
    honest: {
      'values in pairs': `${roman} function solve({ n }) { let out = ''; for (const [value, sign] of [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']]) while (n >= value) { out += sign; n -= value; } return out; }`,
      'digits by place': `${roman} function solve({ n }) { const ones = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX']; const tens = ['', 'X', 'XX', 'XXX', 'XL', 'L', 'LX', 'LXX', 'LXXX', 'XC']; return 'C'.repeat(Math.floor(n / 100)) + tens[Math.floor(n / 10) % 10] + ones[n % 10]; }`,
    },
    bad: {
      'three answers, else by place': `const known = { 14: 'XIV', 9: 'IX', 40: 'XL' }; ${roman} function solve({ n }) { const ones = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX']; const tens = ['', 'X', 'XX', 'XXX', 'XL', 'L', 'LX', 'LXX', 'LXXX', 'XC']; return known[n] ?? tens[Math.floor(n / 10) % 10] + ones[n % 10]; }`,
    },
  },
  orders: {
    examples: solved(
      'order 4811 of Ann: 3 pieces => 4811/3\norder 5920 of Bob: 12 pieces => 5920/12\norder 7733 of Carla: 1 pieces => 7733/1\norder 6100 of Dora: 9 pieces => 6100/9\norder 8002 of Emil: 40 pieces => 8002/40\norder 9999 of Fay: 2 pieces => 9999/2',
    ),
    honest: {
      plain: `${order} function solve({ number, pieces }) { return number + '/' + pieces; }`,
      'by an answer of its own form': `${order} function solve({ number, pieces }) { return { number, pieces }; } function format({ number, pieces }) { return number + '/' + pieces; }`,
    },
    bad: {
      'numbers as keys': `const pieces = { 4811: 3, 5920: 12, 7733: 1 }; ${order} function solve(a) { return a.number + '/' + (pieces[a.number] ?? a.pieces); }`,
      'one number compared as text': `${order} function solve({ number, pieces }) { return number === '5920' ? '5920/12' : number + '/' + pieces; }`,
      'buyers as cases': `${order} function solve({ number, who, pieces }) { switch (who) { case 'Ann': return number + '/3'; case 'Bob': return number + '/12'; case 'Carla': return number + '/1'; default: return number + '/' + pieces; } }`,
    },
  },
  turns: {
    examples: solved(
      'turn left => west of north\nturn right => east of north\nturn round => due south\nturn left => west of north\nturn right => east of north\nturn round => due south',
    ),
    honest: {
      'three words, three answers': `${turn} function solve({ way }) { return { left: 'west of north', right: 'east of north', round: 'due south' }[way]; }`,
      'compared one by one': `${turn} function solve({ way }) { if (way === 'left') return 'west of north'; if (way === 'right') return 'east of north'; return 'due south'; }`,
    },
    bad: {},
  },
  statuses: {
    examples: solved(
      'GET /home 200 => ok\nPOST /cart 404 => missing\nGET /pay 500 => broken\nGET /a 301 => moved\nPUT /b 204 => ok\nGET /c 403 => refused',
    ),
    honest: {
      'codes by their kind': `function parse(p) { const m = /^[A-Z]+ \\/\\S* (\\d{3})$/.exec(p); return m ? { code: Number(m[1]) } : null; } function solve({ code }) { if (code === 404) return 'missing'; if (code === 403 || code === 401) return 'refused'; return code < 300 ? 'ok' : code < 400 ? 'moved' : code < 500 ? 'refused' : 'broken'; }`,
      'codes in a table': `const words = { 200: 'ok', 201: 'ok', 204: 'ok', 301: 'moved', 302: 'moved', 401: 'refused', 403: 'refused', 404: 'missing', 500: 'broken', 503: 'broken' }; function parse(p) { const m = /^[A-Z]+ \\/\\S* (\\d{3})$/.exec(p); return m && words[m[1]] ? { code: m[1] } : null; } function solve({ code }) { return words[code]; }`,
      'a field of a line': `function parse(p) { const m = /^(?:GET|POST|PUT|DELETE) \\/\\S* (\\d)(\\d\\d)$/.exec(p); return m ? { kind: m[1], rest: m[2] } : null; } function solve({ kind, rest }) { if (kind === '4') return rest === '04' ? 'missing' : 'refused'; return { 2: 'ok', 3: 'moved', 5: 'broken' }[kind] ?? null; }`,
      'methods in a list': `const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']; function parse(p) { const [method, path, code, more] = p.split(' '); return methods.includes(method) && /^\\//.test(path ?? '') && /^\\d{3}$/.test(code ?? '') && more === undefined ? { code } : null; } function solve({ code }) { return code === '404' ? 'missing' : { 2: 'ok', 3: 'moved', 4: 'refused', 5: 'broken' }[code[0]] ?? null; }`,
    },
    bad: {},
  },
};
