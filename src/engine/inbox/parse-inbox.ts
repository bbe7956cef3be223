import * as v from 'valibot';
import { isJsonObject, parseJson } from '../json';
import { NotationSchema } from '../tool/parse-notation';
import type { InboxAnswer, InboxProblem } from './inbox';

/** The version of what is stored. A reader takes its own and older ones. */
export const inboxFormat = 3;

const AnswerSchema: v.GenericSchema<unknown, InboxAnswer> = v.variant('from', [
  v.object({ from: v.literal('person'), text: v.string(), sent: v.exactOptional(v.literal(true)) }),
  v.object({ from: v.literal('model'), text: v.string(), model: v.string(), accepted: v.boolean() }),
]);
const ProblemSchema: v.GenericSchema<unknown, InboxProblem> = v.object({
  problem: v.pipe(v.string(), v.minLength(1)),
  keptAt: v.pipe(v.string(), v.isoTimestamp()),
  notation: NotationSchema,
  answer: v.nullable(AnswerSchema),
});

/**
 * A stored text as kept problems, and how many of its entries are none; `undefined` where it is no inbox at all, or of
 * a newer version.
 */
export function parseInbox(
  text: string,
): { readonly problems: readonly InboxProblem[]; readonly damaged: number } | undefined {
  const stored = parseJson(text);
  const entries: unknown =
    isJsonObject(stored) && [1, 2, inboxFormat].some((format) => format === stored['format'])
      ? stored['problems']
      : undefined;
  if (!Array.isArray(entries)) return undefined;
  const problems = new Map<string, InboxProblem>();
  let damaged = 0;
  for (const entry of entries as readonly unknown[]) {
    const parsed = v.safeParse(ProblemSchema, entry);
    if (!parsed.success) damaged += 1;
    else if (!problems.has(parsed.output.problem)) problems.set(parsed.output.problem, parsed.output);
  }
  return { problems: [...problems.values()], damaged };
}

/** One kept problem as it is stored, a line of JSON. */
export function problemText(problem: InboxProblem): string {
  return JSON.stringify(problem);
}

/** Kept problems as the text that is stored, a line each. */
export function inboxText(problems: readonly InboxProblem[]): string {
  return `{"format":${inboxFormat},"problems":[\n${problems.map(problemText).join(',\n')}\n]}\n`;
}
