import type { LibraryTool } from '../library/library';
import { answersAreMarked, isReadingOf, readingsForAnswers } from '../problem/answer-place';
import type { Notation, Reading } from '../notation/notation';
import type { Source } from '../text/source';
import { readSource } from '../problem/read';

/**
 * Readings that are tried at most, and those of them that are in notations of the tools: a table has one for each
 * column, with and without a header.
 */
const readingsTried = { all: 24, own: 3 } as const;

/**
 * The readings of a text that are worth a try: with the tools' notations, the most frequent first, and as the text
 * itself suggests; `name` is the file's, which may say that it is a table.
 */
export function* readingsForTools(tools: readonly LibraryTool[], source: Source, name = ''): Generator<Reading> {
  const tried = new Set<string>();
  for (const notation of [...notationsOf(tools).slice(0, readingsTried.own), undefined]) {
    const result = readSource(source, notation);
    if (result.kind !== 'read') continue;
    for (const reading of notation
      ? [result.best]
      : readingsForAnswers(source, [result.best, ...result.others], name)) {
      // Where answers stand is not guessed: a guess would have to be tried on what stands there, with each tool.
      if (!answersAreMarked(reading) || !isReadingOf(name, reading)) continue;
      const key = JSON.stringify(reading.notation);
      if (tried.has(key) || reading.items.length === 0) continue;
      if (tried.size >= readingsTried.all) return;
      tried.add(key);
      yield reading;
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
