import { dispatchBestReading } from '../dispatching/best-reading';
import type { Dispatched } from '../dispatching/dispatch';
import { readingsForTools } from '../dispatching/readings-for-tools';
import type { LibraryTool } from '../library/library';
import type { Complaint, Reading } from '../notation/notation';
import { arrowsAreData } from '../problem/arrows-in-data';
import { areComments } from '../problem/candidates-for-answers';
import { headerOverProblems, problemColumnOf } from '../problem/answer-place';
import { isProblemKey } from '../notation/json/json-keys';
import { layoutKey } from '../notation/stored';
import { isProblemName } from '../notation/table/header';
import { SaidWrongly } from '../problem/heed-said';
import { illegible } from '../problem/legible';
import type { Plan, PlanOptions, PlanQuestion } from '../problem/plan';
import { planOf } from '../problem/plan-of';
import { planQuestion } from '../problem/plan-question';
import { readingsForAnswers } from '../problem/readings-for-answers';
import { sampleOf } from '../problem/sample';
import type { Said } from '../problem/said';
import { lineStart, lineStop } from '../text/lines';
import type { Source } from '../text/source';
import type { Tool } from '../tool/tool';
import { planForTool as planned, type ToolPlan } from '../using/plan-for-tool';
import type { Run } from '../using/run';
import { surveySize } from '../using/survey';
import { openProblems } from './open-items';
import { heedToolsArrows, toolsJudge, type ToolsAtHand } from './tools-judge';

/** A text that is to be answered, and what is known of it. */
export interface TextToPlan {
  readonly source: Source;
  /** The name of its file, which may say what is in it; empty where there is none. */
  readonly name: string;
  /** What the person said of it. */
  readonly said?: Said | undefined;
  /** It is the beginning of a file: what is to be asked about all of it is asked now, before a pass over it. */
  readonly isBeginning?: boolean;
}

/** How a text is read, or why it is not. */
export type PlannedText =
  | { readonly kind: 'plan'; readonly plan: Plan }
  /** Plans that give different results, of which nothing tells which is meant. */
  | { readonly kind: 'question'; readonly question: PlanQuestion }
  | { readonly kind: 'unreadable'; readonly complaints: readonly Complaint[] }
  /** What the person said of it does not hold: what there is instead, a clause. */
  | { readonly kind: 'saidWrongly'; readonly reason: string }
  /** No way to read it finds a problem. */
  | { readonly kind: 'noProblems' }
  /** Stopped, or given up in a question. */
  | { readonly kind: 'givenUp' };

/** A text as one tool reads it. */
export async function planForTool(run: Run, tool: Tool, text: TextToPlan): Promise<PlannedText> {
  const { planned: found } = await surveyText(run, tool, text);
  if (run.signal.aborted) return { kind: 'givenUp' };
  if (found.kind !== 'unreadable') return found;
  const { line, reason } = found;
  return line === null ? { kind: 'saidWrongly', reason } : { kind: 'unreadable', complaints: [{ line, reason }] };
}

/** What a tool makes of a text in the reading that suits it best. */
export function surveyText({ workshop, signal }: Run, tool: Tool, text: TextToPlan): Promise<ToolPlan> {
  return planned(tool, text.source, optionsOf(text), workshop, signal);
}

/** How a tool's text is read as far as the text alone tells: with the tool's notation first. */
export function readingFor({ notation, examples }: Tool, text: TextToPlan): Reading | undefined {
  const options = { ...optionsOf(text), comments: areComments(examples) };
  for (const reading of readingsForAnswers(text.source, notation, options))
    if (reading.items.length > 0) return reading;
  return undefined;
}

/** A text as most of its first problems find a tool, and where these go. */
export async function planForTools(
  run: Run,
  atHand: ToolsAtHand,
  text: TextToPlan,
): Promise<
  | { readonly plan: Plan; readonly problems: readonly string[]; readonly dispatched: readonly Dispatched[] }
  | Exclude<PlannedText, { kind: 'plan' }>
> {
  const complaint = illegible(text.source);
  if (complaint) return { kind: 'unreadable', complaints: [complaint] };
  const problemsOf = (reading: Reading): readonly string[] => openProblems(reading).slice(0, surveySize);
  const { tools, dispatcher, preferences } = atHand;
  const { source } = text;
  const isMistaken = async (reading: Reading): Promise<boolean> =>
    text.said?.notation === undefined &&
    arrowsAreData(sampleOf(source, reading.notation), reading, toolsJudge(run, atHand));
  try {
    const best = await dispatchBestReading(
      [...readingsForTools(tools, source, optionsOf(text))],
      { problemsOf, headerOf: headerOverProblems, isMistaken, answeredIn, layoutOf },
      dispatcher,
      run.signal,
      { preferences },
    );
    if (!best) return { kind: 'noProblems' };
    const only = onlyTool(best.dispatched);
    const asItsOwn = only && (await planForTool(run, only.tool, text));
    if (asItsOwn?.kind === 'question') return asItsOwn;
    if (asItsOwn?.kind === 'plan') {
      const problems = problemsOf(asItsOwn.plan.reading);
      const dispatched = await dispatcher.dispatch(problems, run.signal, { preferences });
      if (onlyTool(dispatched) === only) return { plan: asItsOwn.plan, problems, dispatched };
    }
    const answers = tools.flatMap(({ tool: { examples } }) => examples.map(({ answer }) => answer));
    const [plan, ...rivals] = [best.reading, ...best.rivals].map((reading) =>
      planOf(source, reading, answers, optionsOf(text)),
    );
    if (!plan) return { kind: 'noProblems' };
    if (rivals.length > 0) return { kind: 'question', question: planQuestion(source, [plan, ...rivals]) };
    const isSaid = text.said?.notation !== undefined;
    const reading = isSaid ? plan.reading : await heedToolsArrows(run, atHand, source, plan.reading);
    return { plan: { ...plan, reading }, problems: problemsOf(reading), dispatched: best.dispatched };
  } catch (error) {
    if (error instanceof SaidWrongly) return { kind: 'saidWrongly', reason: error.message };
    throw error;
  }
}

/** The tool of all problems that have one: then the text is read as one for that tool, as where it is named. */
function onlyTool(dispatched: readonly Dispatched[]): LibraryTool | undefined {
  if (dispatched.some(({ kind }) => kind === 'ambiguous')) return undefined;
  const tools = new Set(dispatched.flatMap((one) => (one.kind === 'decided' ? [one.tool] : [])));
  const [only] = tools;
  return tools.size === 1 ? only : undefined;
}

/** Rows below a header that have an answer already. */
function answeredIn({ columnNames, items }: Reading): number {
  return columnNames ? items.filter(({ answer }) => answer !== null).length : 0;
}

/** The layout of a reading that takes one part of its records for the problem, of which no name says that it is. */
function layoutOf({ notation, columnNames }: Reading): string | undefined {
  if ('problemKey' in notation) return isProblemKey(notation.problemKey) ? undefined : layoutKey(notation);
  const column = problemColumnOf(notation);
  return column === undefined || isProblemName(columnNames?.[column] ?? '') ? undefined : layoutKey(notation);
}

function optionsOf({ source, name, said }: TextToPlan): PlanOptions {
  return { name: nameFor(source, name), said };
}

/** A part of a line is none of the file's rows, so that the file's name says nothing of it. */
function nameFor({ text, spans }: Source, name: string): string {
  const isOfLines = spans.every(
    ({ start, end }) =>
      lineStart(text, start) === start && (lineStop(text, end) === end || lineStart(text, end) === end),
  );
  return isOfLines ? name : '';
}
