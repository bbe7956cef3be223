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
  const before = await toolOf(parts, review, lesson);
  if (!before) return undefined;
  const address = { place: before.place, id: before.tool.id };
  const taught = new Set(lesson.rows.map(({ index }) => index));
  const own = review.rows.filter((row) => isOwn(row, review, before) || taught.has(row.index));
  await runCommand(
    'toolsmith.teachTool',
    address,
    givenIn(lesson, review),
    own.map(({ item }) => item.problem),
  );
  const after = await parts.library.find(address);
  if (!after?.isApproved || after.fingerprint === before.fingerprint) return undefined;
  return answeredAnew(parts, review, after, own);
}

/** Answers the rows of an open review anew that a tool answered which is another version by now. */
export async function answerByVersion(
  parts: Parts,
  review: Review,
  tool: LibraryTool,
): Promise<((review: Review) => Review) | undefined> {
  const own = review.rows.filter((row) => isOwn(row, review, tool));
  return own.length === 0 ? undefined : answeredAnew(parts, review, tool, own);
}

/** Answers rows of a review with a tool, without a model. Returns how they are laid over the review. */
async function answeredAnew(
  parts: Parts,
  { task, origin }: Review,
  tool: LibraryTool,
  own: readonly ReviewedRow[],
): Promise<(review: Review) => Review> {
  const { rows } = await answerItems(
    own.map(({ index, item }) => ({ index, item })),
    oneTool(tool, useParts(parts, task.document.uri, 'left')),
    { journal: memoryJournal(), during: shownWork, signal: new AbortController().signal },
    () => undefined,
  );
  return laidOver(rows, origin);
}

/** A row that the tool answered by its parser, or in a review of one tool left: a model's answers stay. */
function isOwn({ index, outcome }: ReviewedRow, { tools, origin }: Review, { place, tool }: LibraryTool): boolean {
  if (outcome.kind === 'answer' && outcome.path === 'model') return false;
  return origin.kind === 'tool'
    ? origin.address.place === place && origin.address.id === tool.id
    : tools.get(index)?.id === tool.id;
}

async function toolOf({ library }: Parts, { origin }: Review, { id }: Lesson): Promise<LibraryTool | undefined> {
  if (origin.kind === 'tool') return library.find(origin.address);
  return (await library.list()).tools.find(({ tool }) => tool.id === id);
}
