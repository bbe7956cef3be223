import type { LibraryTool } from '../library/library';
import type { Notation, Reading } from '../notation/notation';
import { areComments } from '../problem/candidates-for-answers';
import type { PlanOptions } from '../problem/plan';
import { readingsForAnswers } from '../problem/readings-for-answers';
import type { Source } from '../text/source';

/** Notations of the tools that are tried, those of most tools. */
const ownTried = 3;

/** Readings that are tried at most: a table has one for each column, with and without a header. */
const readingsTried = 200;

/**
 * The readings of a text that are worth a try: as the text itself suggests, and with the tools' notations, the most
 * frequent first.
 */
export function* readingsForTools(
  tools: readonly LibraryTool[],
  source: Source,
  options: PlanOptions = {},
): Generator<Reading> {
  const tried = new Set<string>();
  const comments = tools.some(({ tool }) => areComments(tool.examples));
  for (const notation of [...notationsOf(tools).slice(0, ownTried), undefined]) {
    for (const reading of readingsForAnswers(source, notation, { ...options, comments })) {
      const key = JSON.stringify(Object.entries(reading.notation).sort());
      if (tried.has(key) || reading.items.length === 0) continue;
      if (tried.size >= readingsTried) return;
      tried.add(key);
      yield reading;
      // With a tool's notation that one alone is new.
      if (notation) break;
    }
  }
}

/**
 * The notations of tools' examples, the most frequent first; whether they were of a list makes none of its own, since
 * the text tells that.
 */
export function notationsOf(tools: readonly LibraryTool[]): readonly Notation[] {
  const counts = new Map<string, { readonly notation: Notation; tools: number }>();
  for (const { tool } of tools) {
    const key = JSON.stringify({ ...tool.notation, listed: undefined });
    const known = counts.get(key);
    if (known) known.tools += 1;
    else counts.set(key, { notation: tool.notation, tools: 1 });
  }
  return [...counts.values()].sort((one, other) => other.tools - one.tools).map(({ notation }) => notation);
}
