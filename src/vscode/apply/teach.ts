import { answerItems } from '../../engine/applying/answer-items';
import { oneTool } from '../../engine/applying/one-tool';
import { memoryJournal } from '../../engine/applying/reply-journal';
import type { LibraryTool } from '../../engine/library/library';
import type { ReviewedRow } from '../../engine/using/review';
import { useParts } from '../asking/answerers';
import { runCommand } from '../commands';
import type { Parts } from '../parts';
import type { Lesson } from '../view-rows';
import { laidOver } from './laid-over';
import { givenIn } from './lessons';
import type { Review } from './review';
import { shownWork } from './shown-work';

/**
 * Teaches a tool what was corrected in a review, and answers its rows anew where it learned. Returns how they are laid
 * over the review; `undefined` where the tool stays as it was.
 */
export async function teachLesson(
  parts: Parts,
  review: Review,
  lesson: Lesson,
): Promise<((review: Review) => Review) | undefined> {
  const { task, origin } = review;
  const before = await toolOf(parts, review, lesson);
  if (!before) return undefined;
  const address = { place: before.place, id: before.tool.id };
  const taught = new Set(lesson.rows.map(({ index }) => index));
  const own = review.rows.filter((row) => isOwn(row, review, before.tool.id) || taught.has(row.index));
  await runCommand(
    'toolsmith.teachTool',
    address,
    givenIn(lesson, review),
    own.map(({ item }) => item.problem),
  );
  const after = await parts.library.find(address);
  if (!after?.isApproved || after.fingerprint === before.fingerprint) return undefined;
  const { rows } = await answerItems(
    own.map(({ index, item }) => ({ index, item })),
    oneTool(after, useParts(parts, task.document.uri, 'left')),
    { journal: memoryJournal(), during: shownWork, signal: new AbortController().signal },
    () => undefined,
  );
  return laidOver(rows, origin);
}

/** A row that the tool answered by its parser, or in a review of one tool left: a model's answers stay. */
function isOwn({ index, outcome }: ReviewedRow, { tools, origin }: Review, id: string): boolean {
  if (outcome.kind === 'answer' && outcome.path === 'model') return false;
  return origin.kind === 'tool' || tools.get(index)?.id === id;
}

async function toolOf({ library }: Parts, { origin }: Review, { id }: Lesson): Promise<LibraryTool | undefined> {
  if (origin.kind === 'tool') return library.find(origin.address);
  return (await library.list()).tools.find(({ tool }) => tool.id === id);
}
