import { dispatchBestReading } from '../dispatching/best-reading';
import type { Dispatched, Dispatcher } from '../dispatching/dispatch';
import type { Preference } from '../dispatching/preferences';
import { readingsForTools } from '../dispatching/readings-for-tools';
import type { LibraryTool } from '../library/library';
import { headerOverProblems, readingsForAnswers } from '../problem/answer-place';
import type { Complaint, Reading } from '../notation/notation';
import { readSource } from '../problem/read';
import { lineStart, lineStop } from '../text/lines';
import type { Source } from '../text/source';
import type { Tool } from '../tool/tool';
import type { Run } from '../using/run';
import { surveySize } from '../using/survey';
import { surveyReadings, type ReadingSurvey } from '../using/survey-readings';
import { openProblems } from './open-items';

/** A text that is to be answered, and what is known of it. */
export interface TextToPlan {
  readonly source: Source;
  /** The name of its file, which may say that it is a table; empty where there is none. */
  readonly name: string;
  /** Those of the readings that the person means. */
  readonly meant?: (readings: readonly Reading[]) => readonly Reading[];
  /** It is the beginning of a file: what is to be asked about all of it is asked now, before a pass over it. */
  readonly isBeginning?: boolean;
}

/** How a text is read, or why it is not. */
export type PlannedText =
  | { readonly kind: 'plan'; readonly reading: Reading }
  /** Readings that take another column each for the problems, of which the tool reads every one. */
  | { readonly kind: 'question'; readonly readings: readonly Reading[] }
  | { readonly kind: 'unreadable'; readonly complaints: readonly Complaint[] }
  /** No way to read it finds a problem. */
  | { readonly kind: 'noProblems' }
  /** Stopped, or given up in a question. */
  | { readonly kind: 'givenUp' };

/** Why no way to read a text finds anything. */
export interface Unreadable {
  readonly complaints: readonly Complaint[];
}

/** A text as one tool reads it. */
export async function planForTool(run: Run, tool: Tool, text: TextToPlan): Promise<PlannedText> {
  const survey = await surveyText(run, tool, text);
  if (run.signal.aborted) return { kind: 'givenUp' };
  if (!survey || 'complaints' in survey) return survey ? { kind: 'unreadable', ...survey } : { kind: 'noProblems' };
  return survey.rivals.length > 0
    ? { kind: 'question', readings: [survey.reading, ...survey.rivals] }
    : { kind: 'plan', reading: survey.reading };
}

/**
 * What a tool makes of a text in the reading that suits it best. Complaints where it cannot be read, `undefined` where
 * there is no problem in it for the tool.
 */
export async function surveyText(
  { workshop, signal }: Run,
  tool: Tool,
  text: TextToPlan,
): Promise<ReadingSurvey | Unreadable | undefined> {
  const readings = readingsFor(tool, text);
  return 'complaints' in readings ? readings : surveyReadings(tool, readings, openProblems, workshop, signal);
}

/** How a tool may read a text: with its own notation first, then with what fits the text best. */
export function readingsFor(
  { notation }: Tool,
  { source, name, meant = (all) => all }: TextToPlan,
): readonly Reading[] | Unreadable {
  const found = readSource(source, notation);
  return found.kind === 'unreadable'
    ? { complaints: found.complaints }
    : meant(readingsForAnswers(source, [found.best, ...found.others], nameFor(source, name)));
}

/** A text as most of its first problems find a tool, and where these go. */
export async function planForTools(
  signal: AbortSignal,
  tools: readonly LibraryTool[],
  dispatcher: Dispatcher,
  preferences: readonly Preference[],
  { source, name, meant = (all) => all }: TextToPlan,
): Promise<
  | { readonly reading: Reading; readonly problems: readonly string[]; readonly dispatched: readonly Dispatched[] }
  | Unreadable
  | undefined
> {
  const found = readSource(source);
  if (found.kind === 'unreadable') return { complaints: found.complaints };
  const problemsOf = (reading: Reading): readonly string[] => openProblems(reading).slice(0, surveySize);
  const best = await dispatchBestReading(
    meant([...readingsForTools(tools, source, nameFor(source, name))]),
    { problemsOf, headerOf: headerOverProblems },
    dispatcher,
    signal,
    { preferences },
  );
  return best && { ...best, problems: problemsOf(best.reading) };
}

/** A part of a line is none of the file's rows, so that the file's name says nothing of it. */
function nameFor({ text, spans }: Source, name: string): string {
  const isOfLines = spans.every(
    ({ start, end }) =>
      lineStart(text, start) === start && (lineStop(text, end) === end || lineStart(text, end) === end),
  );
  return isOfLines ? name : '';
}
