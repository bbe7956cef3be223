import { estimateTokens } from '../../src/engine/model/cost';
import type { Family, Result } from './evaluate';
import { paperFigures } from './paper';
import { isPerfect } from './score';
import { median, wilsonInterval } from './statistics';

/** Tokens of a reply that reasons its way to an answer without a tool; the paper's table has 27 to 161 a use. */
const expectedBaselineCompletion = 150;

/** The tables of an evaluation, as text. */
export function reportText(results: readonly Result[], families: readonly Family[]): string {
  return [madeTable(results), usesTable(results, families), ...paperTable(results), totals(results)].join('\n\n');
}

function madeTable(results: readonly Result[]): string {
  const rows = results
    .filter(({ path }) => path === 'parser')
    .map((one) => [
      nameOf(one, results),
      one.made ? `in ${one.tries}` : 'no',
      String(one.right),
      String(one.wrong),
      String(one.unanswered),
      String(one.total),
      one.exceptions > 0 ? `${one.exceptions - one.exceptionsWrong} of ${one.exceptions}` : '',
      `${one.wrongNovel} / ${one.rightNovel}`,
      one.foreign > 0 ? `${one.acceptedForeign} of ${one.foreign}` : '',
      isPerfect(one) ? 'yes' : 'no',
    ]);
  const reasons = results
    .filter((one) => one.path === 'parser' && one.reason !== undefined)
    .map((one) => `${nameOf(one, results)}: ${one.reason ?? ''}`);
  return [
    `Without a model, through the tool's own parser\n${table(['family', 'made', 'right', 'wrong', 'unanswered', 'rows', 'exceptions not wrong', 'novel: wrong / right', 'foreign accepted', 'perfect'], rows)}`,
    ...reasons,
  ].join('\n');
}

function usesTable(results: readonly Result[], families: readonly Family[]): string {
  const rows = results
    .filter(({ path }) => path === 'parser')
    .map((one) => {
      const of = (path: Result['path'], model?: string): Result | undefined =>
        results.find(
          (other) =>
            other.family === one.family &&
            other.trial === one.trial &&
            other.path === path &&
            (model === undefined || other.userModel === model),
        );
      const strong = of('baseline', one.makerModel);
      const without = strong
        ? (strong.promptTokens + strong.completionTokens) / strong.total
        : estimatedBaseline(families.find(({ name }) => name === one.family));
      return [
        nameOf(one, results),
        ...usesOf(of('model')),
        ...usesOf(of('packed')),
        ...usesOf(of('paper')),
        ...results
          .filter((other) => other.path === 'baseline' && other.family === one.family && other.trial === one.trial)
          .map(rightOf),
        String(one.makingTokens),
        one.made ? `${Math.ceil(one.makingTokens / without)} (${strong ? 'measured' : 'estimated'})` : 'never',
      ];
    });
  const heads = ['model', 'tokens a use', 'packed', 'tokens a use', 'paper protocol', 'tokens a use'];
  const asked = [
    ...new Set(results.filter(({ path }) => path === 'baseline').map(({ userModel }) => `${userModel} alone`)),
  ];
  return `Right of the problems that went through the light model, prompt tokens a use (cl100k, everything sent), tokens of making, and the uses without a model after which it has paid\n${table(['family', ...heads, ...asked, 'making', 'break-even'], rows)}`;
}

/** Tokens that the strong model would take for a problem, prompt and completion, where it was not asked. */
function estimatedBaseline(family: Family | undefined): number {
  const problems = family?.test.map(({ input }) => estimateTokens(input)) ?? [];
  const shown = (family?.shown ?? []).reduce(
    (sum, example) => sum + estimateTokens(example.problem) + estimateTokens(example.answer),
    0,
  );
  return shown + (problems.length > 0 ? median(problems) : 0) + expectedBaselineCompletion;
}

/** Beside the paper's figures, for its own families. */
function paperTable(results: readonly Result[]): readonly string[] {
  const rows = results.flatMap((one) => {
    const figures = paperFigures[one.family];
    if (!figures || one.path === 'baseline') return [];
    const { low, high } = wilsonInterval(one.right, one.total);
    const percent = (share: number): string => (share * 100).toFixed(1);
    const verdict =
      figures.lightWithTool / 100 >= low && figures.lightWithTool / 100 <= high
        ? 'not distinguishable'
        : one.right / one.total > figures.lightWithTool / 100
          ? 'better'
          : 'worse';
    const tokens =
      one.path === 'parser'
        ? '0'
        : `${(one.promptTokens / one.total).toFixed(0)} (${(one.promptTokens / one.total / figures.promptTokens).toFixed(2)} of ${figures.promptTokens})`;
    return [
      [
        one.family,
        one.path,
        `${one.right} of ${one.total}`,
        `${percent(low)}-${percent(high)}`,
        String(figures.lightWithTool),
        verdict,
        tokens,
      ],
    ];
  });
  if (rows.length === 0) return [];
  const ratios = (path: Result['path']): readonly number[] =>
    results.flatMap((one) =>
      one.path === path && one.total > 0 && paperFigures[one.family]
        ? [one.promptTokens / one.total / (paperFigures[one.family]?.promptTokens ?? NaN)]
        : [],
    );
  const medians = (['model', 'packed', 'paper'] as const)
    .filter((path) => ratios(path).length > 0)
    .map((path) => `${path} ${median(ratios(path)).toFixed(2)}`);
  return [
    `Beside the paper's figures (its light model with GPT-4's tools, per cent of 240)\n${table(['family', 'path', 'right', '95 % interval', 'paper', 'verdict', 'prompt tokens a use'], rows)}\nMedian share of the paper's prompt tokens: ${medians.join(', ') || 'no uses'}`,
  ];
}

function totals(results: readonly Result[]): string {
  const parsed = results.filter(({ path }) => path === 'parser');
  const sum = (of: (one: Result) => number): number => parsed.reduce((total, one) => total + of(one), 0);
  const total = sum((one) => one.total);
  const wrong = sum((one) => one.wrong);
  const bounds = wilsonInterval(wrong, total);
  const answeredRight = sum((one) => one.right);
  return [
    `Makers: ${namesOf(parsed.map(({ makerModel }) => makerModel))}; light models: ${namesOf(results.map(({ userModel }) => userModel))}`,
    `${parsed.filter(({ made }) => made).length} of ${parsed.length} made, ${parsed.filter(isPerfect).length} perfect on every unseen row (exceptions may be refused)`,
    `${total} rows without a model: ${answeredRight} right, ${wrong} wrong (${((100 * wrong) / Math.max(1, total)).toFixed(2)} %, 95 % interval ${(100 * bounds.low).toFixed(2)}-${(100 * bounds.high).toFixed(2)}), ${sum((one) => one.unanswered)} unanswered; exceptions: ${sum((one) => one.exceptionsWrong)} of ${sum((one) => one.exceptions)} answered wrongly`,
    `Flagged novel in the preview: ${sum((one) => one.wrongNovel)} of ${wrong} wrong answers, ${sum((one) => one.rightNovel)} of ${answeredRight} right rows (the price in attention)`,
    `Problems of other families read: ${sum((one) => one.acceptedForeign)} of ${sum((one) => one.foreign)}`,
  ].join('\n');
}

function usesOf(result: Result | undefined): readonly string[] {
  return result && result.total > 0 ? [rightOf(result), (result.promptTokens / result.total).toFixed(0)] : ['', ''];
}

function rightOf(result: Result): string {
  return `${result.right} of ${result.total}${result.wrong > 0 ? `, ${result.wrong} wrong` : ''}`;
}

function nameOf(result: Result, results: readonly Result[]): string {
  return results.some(({ trial }) => trial > 1) ? `${result.family} #${result.trial}` : result.family;
}

function namesOf(names: readonly string[]): string {
  return [...new Set(names.filter((name) => name !== ''))].join(', ') || 'none';
}

/** A Markdown table, so that it can be kept as it is printed. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${heads.map((_, index) => cells[index] ?? '').join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
