import type * as vscode from 'vscode';
import { surveyTool } from '../../engine/using/survey';
import type { Workshop } from '../../engine/using/run-tool';
import { useParserOnAll } from '../../engine/using/use-tool';
import type { Tool } from '../../engine/tool/tool';
import { wholeOf } from './selection';
import { openItems, readingsFor, type OpenItem } from './task';
import type { Reading, Source } from '../../engine/problem/notation';

/** What else a document holds for a tool: the problems that are none of its examples. */
export interface Rest {
  readonly source: Source;
  readonly reading: Reading;
  readonly open: readonly OpenItem[];
  readonly anew: boolean;
}

/** Reads a whole document for a tool; `undefined` where it holds nothing but the examples. */
export function restOf(tool: Tool, document: vscode.TextDocument): Rest | undefined {
  const source = wholeOf(document);
  const [reading] = source.spans.length > 0 ? readingsFor(tool, source) : [];
  if (!reading) return undefined;
  const examples = new Set(tool.examples.map((example) => example.problem));
  const { open, anew } = openItems(reading);
  const rest = open.filter(({ item }) => !examples.has(item.problem));
  return rest.length > 0 ? { source, reading, open: rest, anew } : undefined;
}

/** How many problems are left in a document and how many of them the tool's parser reads. Free. */
export async function surveyRest(tool: Tool, document: vscode.TextDocument, workshop: Workshop, signal: AbortSignal): Promise<{ readonly total: number; readonly read: number }> {
  const rest = restOf(tool, document);
  if (!rest) return { total: 0, read: 0 };
  const problems = rest.open.map(({ item }) => item.problem);
  // A few thousand are tried for an exact figure; of more, the first ones stand for all.
  if (problems.length > 5_000) {
    const survey = await surveyTool(tool, problems, workshop, signal);
    return { total: problems.length, read: Math.round((problems.length * survey.read) / survey.tried) };
  }
  const outcomes = await useParserOnAll(tool, problems, workshop, signal);
  return { total: problems.length, read: outcomes.filter((outcome) => outcome.kind !== 'notRead' && outcome.kind !== 'cancelled').length };
}
