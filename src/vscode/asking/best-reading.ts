import { openItems } from '../../engine/applying/open-items';
import { surveyText, type TextToPlan } from '../../engine/applying/plan-text';
import type { LibraryTool } from '../../engine/library/library';
import type { Plan, PlanQuestion } from '../../engine/problem/plan';
import { timeoutsBorne } from '../../engine/using/hurried-workshop';
import type { Run } from '../../engine/using/run';
import type { Survey } from '../../engine/using/survey';

/** A tool with the plan of the selection that suits it best. */
export interface Choice {
  readonly tool: LibraryTool;
  readonly plan: Plan;
  /** Other plans fit as well, and the person is to choose. */
  readonly question?: PlanQuestion;
}

/** What a tool makes of a selection in the plan that suits it best. */
export interface Surveyed extends Survey {
  readonly choice: Choice;
  /** It ran out of time too often to be tried on every problem. */
  readonly cutShort: boolean;
}

/** Tries a tool with its own notation first, then with the others that fit the text. Asks no model. */
export async function bestReading(run: Run, tool: LibraryTool, text: TextToPlan): Promise<Surveyed | undefined> {
  const { planned, ...survey } = await surveyText(run, tool.tool, text);
  const choice = choiceOf(tool, planned);
  return choice && { ...survey, tool: tool.tool, choice };
}

/** A tool with what was planned for it; `undefined` where that is nothing. */
export function choiceOf(
  tool: LibraryTool,
  planned:
    | { readonly kind: 'plan'; readonly plan: Plan }
    | { readonly kind: 'question'; readonly question: PlanQuestion }
    | { readonly kind: Exclude<string, 'plan' | 'question'> },
): Choice | undefined {
  if ('plan' in planned) return { tool, plan: planned.plan };
  const [first] = 'question' in planned ? planned.question.choices : [];
  return first && 'question' in planned ? { tool, plan: first.plan, question: planned.question } : undefined;
}

/** `reads 12 of 12`; of a large selection, `reads 198 of the first 200 of 4,000`. */
export function readsText({ tool, read, tried, choice, cutShort }: Surveyed): string {
  if (tool.reader === 'model') return 'the light model reads its problems';
  if (cutShort) return `too slow to try: read ${read} before it ran out of time ${timeoutsBorne} times`;
  const total = openItems(choice.plan.reading).open.length;
  return `reads ${read} of ${total > tried ? `the first ${tried} of ${total.toLocaleString('en-US')}` : total}`;
}
