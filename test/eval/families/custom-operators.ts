import { instancesOf, type FamilyParts, type Generate, type Instance, type Wording } from './family';
import type { Random } from './random';

/** What an operator does with the numbers on its two sides. */
export type Formula =
  /** `p`·a + `q`·b + `r`; none of the first two is 0. */
  | { readonly kind: 'linear'; readonly p: number; readonly q: number; readonly r: number }
  /** a·b + `r`. */
  | { readonly kind: 'product'; readonly r: number }
  | { readonly kind: 'larger' | 'distance' };

/** A number, or an operator between two expressions, with parentheses around it or not. */
export type Expression =
  | number
  | { readonly symbol: string; readonly left: Expression; readonly right: Expression; readonly enclosed: boolean };

/** In which order operators are worked out where no parentheses say so; null where nothing is said. */
export type Grouping = 'leftToRight' | 'rightToLeft' | 'precedence';

/** An expression of operators that are defined in the text: what is its value? Read with a grammar and a stack. */
export interface Operators {
  /** With precedence, the one that is worked out first comes first. */
  readonly definitions: readonly { readonly symbol: string; readonly formula: Formula }[];
  readonly grouping: Grouping | null;
  /** As it is written: numbers, symbols and parentheses. */
  readonly tokens: readonly (number | string)[];
  /** 0, 1 or 2. */
  readonly style: number;
}

/** The value of a formula. */
function applied(formula: Formula, a: number, b: number): number {
  switch (formula.kind) {
    case 'linear':
      return formula.p * a + formula.q * b + formula.r;
    case 'product':
      return a * b + formula.r;
    case 'larger':
      return Math.max(a, b);
    case 'distance':
      return Math.abs(a - b);
  }
}

/** The value of the tokens with two stacks; undefined where they are no expression of the operators defined. */
function value({ definitions, tokens }: Operators, grouping: Grouping): number | undefined {
  const numbers: number[] = [];
  const waiting: string[] = [];
  const rank = (symbol: string): number => definitions.findIndex((definition) => definition.symbol === symbol);
  const work = (): boolean => {
    const formula = definitions[rank(waiting.pop() ?? '')]?.formula;
    const [b, a] = [numbers.pop(), numbers.pop()];
    if (!formula || a === undefined || b === undefined) return false;
    numbers.push(applied(formula, a, b));
    return true;
  };
  const goesFirst = (before: string, symbol: string): boolean =>
    grouping === 'leftToRight' || (grouping === 'precedence' && rank(before) <= rank(symbol));
  let operand = true;
  for (const token of tokens) {
    if (operand !== (typeof token === 'number' || token === '(')) return undefined;
    if (typeof token === 'number') {
      numbers.push(token);
      operand = false;
    } else if (token === '(') {
      waiting.push(token);
    } else if (token === ')') {
      while (waiting.at(-1) !== '(') if (!work()) return undefined;
      waiting.pop();
    } else {
      for (
        let before = waiting.at(-1);
        before !== undefined && before !== '(' && goesFirst(before, token);
        before = waiting.at(-1)
      )
        if (!work()) return undefined;
      waiting.push(token);
      operand = true;
    }
  }
  while (waiting.length > 0) if (!work()) return undefined;
  return operand ? undefined : numbers[0];
}

const symbols = ['⊕', '⊗', '◇', '△', '★', '@', '∘', '♠', '§', '⊖'] as const;

function anyFormula(random: Random, kind: Formula['kind']): Formula {
  switch (kind) {
    case 'linear':
      return {
        kind,
        p: random.from(1, 4),
        q: random.pick([-3, -2, -1, 1, 2, 3]),
        r: random.onceIn(2) ? 0 : random.from(-4, 5),
      };
    case 'product':
      return { kind, r: random.onceIn(2) ? 0 : random.from(-5, 5) };
    case 'larger':
    case 'distance':
      return { kind };
  }
}

/** Numbers and symbols by turns, with a few stretches in parentheses. */
function anyTokens(random: Random, used: readonly string[], operators: number): readonly (number | string)[] {
  const tokens: (number | string)[][] = Array.from({ length: operators + 1 }, () => [random.from(0, 12)]);
  for (let pairs = random.from(operators > 2 ? 1 : 0, Math.floor(operators / 2)); pairs > 0; pairs -= 1) {
    // Two or three numbers, or what was joined before, become one.
    const at = random.below(tokens.length - 1);
    const joined = tokens.slice(at, at + (tokens.length > 3 && random.onceIn(3) ? 3 : 2));
    tokens.splice(at, joined.length, ['(', ...between(random, joined, used), ')']);
    if (tokens.length < 3) break;
  }
  return between(random, tokens, used);
}

function between(
  random: Random,
  parts: readonly (readonly (number | string)[])[],
  used: readonly string[],
): (number | string)[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [random.pick(used), ...part]));
}

const openings: readonly { readonly grouping: Grouping; readonly kinds: readonly Formula['kind'][] }[] = [
  { grouping: 'leftToRight', kinds: ['linear', 'larger'] },
  { grouping: 'precedence', kinds: ['product', 'linear', 'distance'] },
  { grouping: 'rightToLeft', kinds: ['distance', 'linear', 'product'] },
];

const groupings = ['leftToRight', 'rightToLeft', 'precedence'] as const;

function anyOperators(random: Random, opening: number | null): Operators & { readonly grouping: Grouping } {
  const fixed = opening === null ? undefined : openings[opening];
  const kinds =
    fixed?.kinds ??
    Array.from({ length: random.from(2, 3) }, () =>
      random.pick(['linear', 'linear', 'product', 'larger', 'distance'] as const),
    );
  const used = random.shuffled(symbols).slice(0, kinds.length);
  return {
    definitions: used.map((symbol, index) => ({ symbol, formula: anyFormula(random, kinds[index] ?? 'linear') })),
    grouping: fixed?.grouping ?? random.pick(groupings),
    tokens: anyTokens(random, used, random.from(2, 6)),
    style: opening ?? random.below(3),
  };
}

function problem(random: Random, opening: number | null): Operators {
  for (;;) {
    const operators = anyOperators(random, opening);
    const answer = value(operators, operators.grouping);
    if (answer === undefined || Math.abs(answer) > 100_000) continue;
    // The examples use every operator, and their grouping makes a difference.
    if (opening === null) return operators;
    if (
      operators.definitions.every(({ symbol }) => operators.tokens.includes(symbol)) &&
      new Set(groupings.map((grouping) => value(operators, grouping))).size > 1
    )
      return operators;
  }
}

function faulty(random: Random, fault: 'none' | 'several'): Operators {
  for (;;) {
    const operators = anyOperators(random, null);
    if (fault === 'several') {
      // Nothing is said about the order, and it makes a difference.
      if (value(operators, 'leftToRight') !== value(operators, 'rightToLeft')) return { ...operators, grouping: null };
      continue;
    }
    const at = random.below(operators.tokens.length);
    const unknown = random.pick(
      symbols.filter((symbol) => !operators.definitions.some((definition) => definition.symbol === symbol)),
    );
    const token = operators.tokens[at];
    // An operator that nobody defined, or a parenthesis that has lost its other one.
    if (typeof token === 'string')
      return {
        ...operators,
        tokens: token === '(' || token === ')' ? operators.tokens.toSpliced(at, 1) : operators.tokens.with(at, unknown),
      };
  }
}

function term(factor: number, name: string): string {
  return Math.abs(factor) === 1 ? name : `${Math.abs(factor)}${name}`;
}

function formulaText(formula: Formula): string {
  const plus = (r: number): string => (r === 0 ? '' : r < 0 ? ` - ${-r}` : ` + ${r}`);
  switch (formula.kind) {
    case 'linear':
      return `${term(formula.p, 'a')} ${formula.q < 0 ? '-' : '+'} ${term(formula.q, 'b')}${plus(formula.r)}`;
    case 'product':
      return `ab${plus(formula.r)}`;
    case 'larger':
      return 'max(a, b)';
    case 'distance':
      return '|a - b|';
  }
}

function groupingText({ definitions, grouping }: Operators): string {
  switch (grouping) {
    case null:
      return '';
    case 'leftToRight':
      return 'Parentheses first, otherwise strictly from left to right. ';
    case 'rightToLeft':
      return 'Parentheses first, otherwise strictly from right to left. ';
    case 'precedence':
      return `Parentheses first, then ${definitions.map(({ symbol }) => symbol).join(' before ')}; equal ones from left to right. `;
  }
}

function write(operators: Operators): Wording {
  const defined = operators.definitions.map(({ symbol, formula }) => `a ${symbol} b = ${formulaText(formula)}`);
  const expression = operators.tokens.join(' ').replaceAll('( ', '(').replaceAll(' )', ')');
  const order = groupingText(operators);
  switch (operators.style) {
    case 0:
      return { body: `Let ${defined.join(' and ')}. ${order}`, question: `What is ${expression} worth?` };
    case 1:
      return {
        body: `New operators:\n${defined.map((line) => `  ${line}\n`).join('')}${order && `${order.trim()}\n`}`,
        question: `Compute ${expression} with them.`,
      };
    default:
      return {
        body: `For whole numbers a and b we define ${defined.join('; ')}. ${order}`,
        question: `Find the value of ${expression} now.`,
      };
  }
}

const parts: FamilyParts<Operators> = {
  problem,
  faulty,
  write,
  answer: (operators) => String(operators.grouping && value(operators, operators.grouping)),
};

/** Rows with the operators and tokens they were written from. */
export const instances = (seed: number, count: number): readonly Instance<Operators>[] =>
  instancesOf(parts, seed, count);

/** Arithmetic with operators that the text defines. */
export const generate: Generate = (seed, count) => instances(seed, count).map(({ row }) => row);
