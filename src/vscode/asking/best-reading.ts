import { openItems } from '../../engine/applying/open-items';
import { surveyText, type TextToPlan } from '../../engine/applying/plan-text';
import type { LibraryTool } from '../../engine/library/library';
import type { Reading } from '../../engine/notation/notation';
import type { Run } from '../../engine/using/run';
import { timeoutsBorne, type ReadingSurvey } from '../../engine/using/survey-readings';

/** A tool with the reading of the selection that suits it best. */
export interface Choice {
  readonly tool: LibraryTool;
  readonly reading: Reading;
  /** Of a table: the readings of other columns that the tool reads as well. */
  readonly rivals?: readonly Reading[];
}

/** What a tool makes of a selection in the reading that suits it best. */
export interface Surveyed extends ReadingSurvey {
  readonly choice: Choice;
}

/** Tries a tool with its own notation first, then with the others that fit the text. Asks no model. */
export async function bestReading(run: Run, tool: LibraryTool, text: TextToPlan): Promise<Surveyed | undefined> {
  const best = await surveyText(run, tool.tool, text);
  return best && 'reading' in best
    ? { ...best, choice: { tool, reading: best.reading, rivals: best.rivals } }
    : undefined;
}

/** `reads 12 of 12`; of a large selection, `reads 198 of the first 200 of 4,000`. */
export function readsText({ tool, read, tried, choice, cutShort }: Surveyed): string {
  if (tool.reader === 'model') return 'the light model reads its problems';
  if (cutShort) return `too slow to try: read ${read} before it ran out of time ${timeoutsBorne} times`;
  const total = openItems(choice.reading).open.length;
  return `reads ${read} of ${total > tried ? `the first ${tried} of ${total.toLocaleString('en-US')}` : total}`;
}
