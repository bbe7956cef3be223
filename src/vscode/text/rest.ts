import type * as vscode from 'vscode';
import { surveyTool } from '../../engine/using/survey';
import type { Workshop } from '../../engine/using/run-tool';
import { useParserOnAll } from '../../engine/using/use-tool';
import type { Tool } from '../../engine/tool/tool';
import { wholeOf } from './selection';
import { openItems, type OpenItem } from '../../engine/applying/open-items';
import { readingFor } from '../../engine/applying/plan-text';
import type { Reading } from '../../engine/notation/notation';
import type { Source } from '../../engine/text/source';
import { readAs } from '../../engine/problem/read';

/** What else a document holds for a tool: the problems that are none of its examples. */
export interface Rest {
  readonly source: Source;
  readonly reading: Reading;
  readonly open: readonly OpenItem[];
  readonly anew: boolean;
}

/** Finds the rest of a document; `undefined` where there is none. */
export type FindRest = (document: TextOf) => Rest | undefined;

/** A document as far as it is read. */
type TextOf = Pick<vscode.TextDocument, 'getText' | 'fileName'>;

/** Reads a whole document for a tool; `undefined` where it holds nothing but the examples. */
export function restOf(tool: Tool, document: TextOf): Rest | undefined {
  const source = wholeOf(document);
  if (tool.notation.kind === 'lines') return restOfLines(tool, source, tool.notation);
  const reading = source.spans.length > 0 ? readingFor(tool, { source, name: document.fileName }) : undefined;
  if (!reading) return undefined;
  const examples = new Set(tool.examples.map((example) => example.problem));
  const { open, anew } = openItems(reading);
  const rest = open.filter(({ item }) => !examples.has(item.problem));
  return rest.length > 0 ? { source, reading, open: rest, anew } : undefined;
}

/**
 * For a tool whose examples are lines that were edited in place. What the text looks like besides does not count, and a
 * line that reads like an example's answer is one of those that were edited.
 */
function restOfLines(tool: Tool, source: Source, notation: Tool['notation']): Rest | undefined {
  const edited = new Map(tool.examples.map(({ problem, answer }) => [answer, problem]));
  const lines = readAs(source, notation);
  const items = lines.items.map((item) => ({
    ...item,
    problem: edited.get(item.problem) ?? item.problem,
    answer: edited.has(item.problem) ? item.problem : null,
  }));
  const reading = { ...lines, items };
  const { open, anew } = openItems(reading);
  return open.length === 0 ? undefined : { source, reading, open, anew };
}

/** What is left in a document: how many problems, how many of them the tool's parser reads, and those that it leaves. */
export interface SurveyedRest {
  readonly total: number;
  readonly read: number;
  /** Empty where there are too many problems to try them all. */
  readonly left: readonly string[];
}

/** Tries a tool's parser on what is left in a document. Free. */
export async function surveyRest(
  tool: Tool,
  document: TextOf,
  workshop: Workshop,
  signal: AbortSignal,
  find: FindRest = (whole) => restOf(tool, whole),
): Promise<SurveyedRest> {
  const rest = find(document);
  if (!rest) return { total: 0, read: 0, left: [] };
  const problems = rest.open.map(({ item }) => item.problem);
  // A few thousand are tried for an exact figure; of more, the first ones stand for all.
  if (problems.length > 5_000) {
    const survey = await surveyTool(tool, problems, workshop, signal);
    return { total: problems.length, read: Math.round((problems.length * survey.read) / survey.tried), left: [] };
  }
  const outcomes = await useParserOnAll(tool, problems, workshop, signal);
  const left = problems.filter((_, at) => outcomes[at]?.kind === 'notRead');
  const stopped = problems.filter((_, at) => (outcomes[at]?.kind ?? 'cancelled') === 'cancelled').length;
  return { total: problems.length, read: problems.length - left.length - stopped, left };
}
