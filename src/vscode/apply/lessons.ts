import type { SolvedProblem } from '../../engine/making/revise';
import type { Lesson } from '../view-rows';
import type { Review } from './review';

/** What a person corrected, by the tool whose rows these are. What is an example of it by now is taught already. */
export function lessonsOf(review: Pick<Review, 'rows' | 'decisions' | 'tools' | 'origin' | 'name'>): readonly Lesson[] {
  const { rows, decisions, tools, origin, name } = review;
  const lessons = new Map<
    string,
    { readonly id: string; readonly name: string; readonly rows: Lesson['rows'][number][] }
  >();
  for (const row of rows) {
    const decision = decisions.get(row.index);
    if (decision?.kind !== 'correct') continue;
    const tool =
      tools.get(row.index) ?? (origin.kind === 'tool' ? { id: origin.address.id, name, examples: [] } : undefined);
    const { problem } = row.item;
    if (!tool || tool.examples.some((one) => one.problem === problem && one.answer === decision.answer)) continue;
    const lesson = lessons.get(tool.id) ?? { id: tool.id, name: tool.name, rows: [] };
    lessons.set(tool.id, lesson);
    lesson.rows.push(row);
  }
  return [...lessons.values()];
}

/** The answers that a lesson is of. */
export function givenIn({ rows }: Lesson, { decisions }: Pick<Review, 'decisions'>): readonly SolvedProblem[] {
  return rows.flatMap(({ index, item: { problem } }) => {
    const decision = decisions.get(index);
    return decision?.kind === 'correct' ? [{ problem, answer: decision.answer }] : [];
  });
}
