import type { Tool } from '../tool/tool';
import type { Workshop } from './run-tool';
import { useParserOnAll } from './use-tool';

/** What one tool makes of a selection, found without a model. */
export interface Survey {
  readonly tool: Tool;
  /** How many of the problems tried its parser reads. */
  readonly read: number;
  /** How many were tried: all of a small selection, the first ones of a large one. */
  readonly tried: number;
  /** The first answers, at most three. */
  readonly firstAnswers: readonly string[];
}

/** The most problems a tool is tried on for a survey: enough to rank tools, short enough to wait for. */
export const surveySize = 200;

/** Tries one tool's parser on the first problems of a selection. */
export async function surveyTool(
  tool: Tool,
  problems: readonly string[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<Survey> {
  const tried = problems.slice(0, surveySize);
  const outcomes = await useParserOnAll(tool, tried, workshop, signal);
  const firstAnswers = outcomes.flatMap((outcome) => (outcome.kind === 'answer' ? [outcome.answer] : [])).slice(0, 3);
  const read = outcomes.filter(({ kind }) => kind !== 'notRead' && kind !== 'cancelled').length;
  return { tool, read, tried: tried.length, firstAnswers };
}

/** Orders surveys for a picker: what reads most first, then by name. */
export function rankSurveys<S extends Survey>(surveys: readonly S[]): readonly S[] {
  return [...surveys].sort((a, b) => b.read - a.read || a.tool.name.localeCompare(b.tool.name));
}
