import * as v from 'valibot';
import { parseJson } from '../../src/engine/json';
import type { Complaint } from '../../src/engine/notation/notation';

/** One problem of an evaluation task, with the answer that counts as right. */
export interface TaskRow {
  readonly input: string;
  /** The right answer; null where nobody could say it, so that only a refusal is right. */
  readonly target: string | null;
  /** A row that the solved examples do not decide: a refusal is right, and so is the target where there is one. */
  readonly exception?: true;
}

/** The rows of a task file in order, or what is wrong with it: a complaint for each faulty line. */
export type TaskFile =
  | { readonly kind: 'rows'; readonly rows: readonly TaskRow[] }
  | { readonly kind: 'faulty'; readonly complaints: readonly Complaint[] };

const RowSchema = v.pipe(
  v.strictObject({
    input: v.pipe(v.string(), v.regex(/\S/, 'has an empty "input"')),
    target: v.nullable(
      v.pipe(v.string(), v.regex(/\S/, 'has an empty "target": write null where only a refusal is right')),
    ),
    exception: v.exactOptional(v.literal(true)),
  }),
  v.check(
    ({ target, exception }) => target !== null || exception === true,
    'has no target, so it must say "exception": true',
  ),
);

/** Parses a task file at the border: JSON Lines, every line a row, a line end after the last one or not. */
export function parseTaskFile(text: string): TaskFile {
  const rows: TaskRow[] = [];
  const complaints: Complaint[] = [];
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const value = parseJson(line);
    if (value === undefined) {
      complaints.push({
        line: index + 1,
        reason: `Line ${index + 1} is not JSON: write one object {"input": "…", "target": "…"} a line.`,
      });
      continue;
    }
    const parsed = v.safeParse(RowSchema, value);
    if (parsed.success) rows.push(parsed.output);
    else complaints.push({ line: index + 1, reason: `Line ${index + 1} ${reasonOf(parsed.issues[0])}.` });
  }
  return complaints.length > 0 ? { kind: 'faulty', complaints } : { kind: 'rows', rows };
}

function reasonOf(issue: v.InferIssue<typeof RowSchema>): string {
  if (issue.type === 'regex' || issue.type === 'check') return issue.message;
  const where = v.getDotPath(issue);
  return where === null ? 'is not a JSON object' : `has a wrong or unknown "${where}": ${issue.message}`;
}
