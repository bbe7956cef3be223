import type { Formula, Grouping, Operators } from '../../../eval/families/custom-operators';

/**
 * The possible answers, 'none' for what is no expression: the tokens are split at the operator that is worked out
 * last, again and again.
 */
export function solveOperators(operators: Operators): ReadonlySet<string> {
  const groupings: readonly Grouping[] =
    operators.grouping === null ? ['leftToRight', 'rightToLeft'] : [operators.grouping];
  return new Set(groupings.map((grouping) => String(worth(operators.tokens, operators, grouping) ?? 'none')));
}

function worth(tokens: readonly (number | string)[], operators: Operators, grouping: Grouping): number | undefined {
  const [first] = tokens;
  if (tokens.length === 1) return typeof first === 'number' ? first : undefined;
  let depth = 0;
  const outer: number[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    else if (depth === 0 && typeof token === 'string') outer.push(index);
    if (depth < 0) return undefined;
  }
  if (depth !== 0) return undefined;
  if (outer.length === 0)
    return first === '(' && tokens.at(-1) === ')' ? worth(tokens.slice(1, -1), operators, grouping) : undefined;
  const rank = (index: number): number => operators.definitions.findIndex(({ symbol }) => symbol === tokens[index]);
  const latest = Math.max(...outer.map(rank));
  const at =
    grouping === 'leftToRight'
      ? outer.at(-1)
      : grouping === 'rightToLeft'
        ? outer[0]
        : outer.filter((index) => rank(index) === latest).at(-1);
  if (at === undefined) return undefined;
  const formula = operators.definitions[rank(at)]?.formula;
  const [a, b] = [worth(tokens.slice(0, at), operators, grouping), worth(tokens.slice(at + 1), operators, grouping)];
  return formula === undefined || a === undefined || b === undefined ? undefined : byDefinition(formula, a, b);
}

function byDefinition(formula: Formula, a: number, b: number): number {
  if (formula.kind === 'linear') return [formula.p * a, formula.q * b, formula.r].reduce((sum, part) => sum + part);
  if (formula.kind === 'product') return a * b + formula.r;
  const [larger, smaller] = a > b ? [a, b] : [b, a];
  return formula.kind === 'larger' ? larger : larger - smaller;
}
