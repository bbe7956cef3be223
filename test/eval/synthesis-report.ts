import type { SolvedRow } from '../../src/engine/synthesis/task';

/** A row that was judged. */
export interface JudgedRow extends SolvedRow {
  /** `null`: refused. */
  readonly said: string | null;
  readonly flagged: boolean;
}

/** What one search gave. The time is the processor's: another program's work is none of it. */
export interface ToolResult {
  readonly milliseconds: number;
  readonly claim: 'clean' | 'inDoubt' | 'unsure' | 'none';
  readonly reason: string;
  readonly rows: readonly JudgedRow[];
  readonly lines: number;
  readonly total: number;
}

/** A task, and the tools after no answered question, one and two. */
export interface TaskResult {
  readonly name: string;
  /** What it is counted in. Misses are named where this ends with `dev`. */
  readonly set: string;
  readonly tools: readonly ToolResult[];
}

/** The half that a task belongs to, by the hash of its name: the other half is looked at in totals only. */
export function halfOf(name: string): 'dev' | 'test' {
  let hash = 2_166_136_261;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return (hash >>> 16) % 2 === 0 ? 'dev' : 'test';
}

/** The table over all sets, and the misses of one half by name. */
export function tableOf(results: readonly TaskResult[]): string {
  const names = [...new Set(results.map(({ set }) => set))].sort();
  const sets = names.map((set) => results.filter((result) => result.set === set));
  const header = ['', ...names];
  const rows = measures.map(([name, measure]) => [name, ...sets.map(measure)]);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const lines = [header, ...rows].map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  const misses = results.filter(({ set }) => set.endsWith('dev')).flatMap(missOf);
  return [...lines, '', 'Not perfect, or flagged without need, in the half that is looked at:', ...misses].join('\n');
}

function isPerfect(tool: ToolResult | undefined): boolean {
  return tool !== undefined && tool.claim !== 'none' && tool.rows.every(({ said, answer }) => said === answer);
}

/** The tool after so many questions: the last one where fewer were asked. */
function after(questions: number, { tools }: TaskResult): ToolResult | undefined {
  return tools[Math.min(questions, tools.length - 1)];
}

type Measure = readonly [name: string, of: (results: readonly TaskResult[]) => string];

const measures: readonly Measure[] = [
  ['tasks', (results) => String(results.length)],
  ...[0, 1, 2].map((questions): Measure => [
    `perfect after ${questions} answered`,
    (results) => share(results.filter((one) => isPerfect(after(questions, one))).length, results.length),
  ]),
  ['rows right', (results) => String(rowsOf(results).filter(({ said, answer }) => said === answer).length)],
  ['rows wrong', (results) => String(wrongOf(results).length)],
  ['rows refused', (results) => String(rowsOf(results).filter(({ said }) => said === null).length)],
  [
    'rows without a tool',
    (results) => String(sum(results.map(({ tools }) => (tools[0]?.claim === 'none' ? tools[0].total : 0)))),
  ],
  [
    'wrong, not flagged, of a tool that is not unsure',
    (results) => {
      const all = rowsOf(results);
      return share(silentlyWrong(results), all.length);
    },
  ],
  ['wrong and flagged', (results) => String(wrongOf(results).filter(({ flagged }) => flagged).length)],
  [
    'right and flagged',
    (results) => {
      const right = rowsOf(results).filter(({ said, answer }) => said === answer);
      return share(right.filter(({ flagged }) => flagged).length, right.length);
    },
  ],
  ...[0, 1].map((questions): Measure => [
    `clean after ${questions} answered, and perfect`,
    (results) => {
      const clean = results.map((one) => after(questions, one)).filter((tool) => tool?.claim === 'clean');
      return share(clean.filter(isPerfect).length, clean.length);
    },
  ]),
  ['unsure', (results) => String(results.filter(({ tools }) => tools[0]?.claim === 'unsure').length)],
  ['no tool', (results) => String(results.filter(({ tools }) => tools[0]?.claim === 'none').length)],
  [
    'milliseconds, median',
    (results) =>
      quantile(
        results.map(({ tools }) => tools[0]?.milliseconds ?? 0),
        0.5,
      ),
  ],
  [
    'milliseconds, 95 %',
    (results) =>
      quantile(
        results.map(({ tools }) => tools[0]?.milliseconds ?? 0),
        0.95,
      ),
  ],
  [
    'milliseconds, most',
    (results) =>
      quantile(
        results.map(({ tools }) => tools[0]?.milliseconds ?? 0),
        1,
      ),
  ],
  [
    'lines of a tool, median',
    (results) =>
      quantile(
        made(results).map(({ lines }) => lines),
        0.5,
      ),
  ],
  [
    'lines of a tool, most',
    (results) =>
      quantile(
        made(results).map(({ lines }) => lines),
        1,
      ),
  ],
];

function made(results: readonly TaskResult[]): readonly ToolResult[] {
  return results.flatMap(({ tools: [tool] }) => (tool && tool.claim !== 'none' ? [tool] : []));
}

function rowsOf(results: readonly TaskResult[]): readonly JudgedRow[] {
  return made(results).flatMap(({ rows }) => rows);
}

function wrongOf(results: readonly TaskResult[]): readonly JudgedRow[] {
  return rowsOf(results).filter(({ said, answer }) => said !== null && said !== answer);
}

function silentlyWrong(results: readonly TaskResult[]): number {
  return wrongOf(results.filter(({ tools }) => tools[0]?.claim !== 'unsure')).filter(({ flagged }) => !flagged).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function share(part: number, whole: number): string {
  return `${part} of ${whole}${whole === 0 ? '' : ` (${((100 * part) / whole).toFixed(1)} %)`}`;
}

function quantile(numbers: readonly number[], share: number): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  return String(Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0));
}

function missOf({ name, tools }: TaskResult): readonly string[] {
  const [first] = tools;
  if (!first) return [];
  const wrong = first.rows.find(({ said, answer }) => said !== answer);
  const flagged = first.rows.filter(({ flagged, said, answer }) => flagged && said === answer).length;
  if (isPerfect(first) && flagged === 0) return [];
  const course = tools.map((tool) => `${tool.claim}${isPerfect(tool) ? '' : '!'}`).join(', ');
  const what = wrong ? `${wrong.problem} => ${wrong.said ?? '(refused)'}, not ${wrong.answer}` : '';
  return [`  ${name}: ${course}; ${flagged} right rows flagged; ${first.reason} ${what}`];
}
