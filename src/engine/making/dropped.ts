import { fixedWording, isWord, wordingTokens } from '../form/wording';
import type { JsonObject } from '../json';
import type { ToolExample } from '../tool/tool';
import { parseProblem, type RunnableTool, type Workshop } from '../using/run-tool';
import type { Verdict } from './verify';

/** What no problem holds. */
const foreignWord = 'zqx7';

/** So many examples are tried. */
const maximumTried = 3;

/**
 * Whether a parser passes over what it does not interpret: with a word more at either end, that is in no problem, it
 * gives the same arguments. Where the arguments do not account for the words of the examples themselves, as where one
 * field of a line is taken out, nothing is said. The finding for the maker; `null`: none; `undefined` when cancelled.
 */
export async function droppedInput(
  tool: RunnableTool,
  examples: readonly ToolExample[],
  verdicts: readonly Verdict[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<string | null | undefined> {
  const fixed = new Set([...fixedWording(examples.map(({ problem }) => problem))].filter(isWord));
  const read = examples.flatMap(({ problem, seen }, index) => {
    const verdict = verdicts[index];
    return seen !== 'heldOut' && verdict?.kind === 'right' && accountsFor(problem, verdict.arguments, fixed)
      ? [{ problem, arguments: verdict.arguments }]
      : [];
  });
  for (const { problem, arguments: known } of read.slice(0, maximumTried)) {
    for (const [text, where] of [
      [`${problem} ${foreignWord}`, 'behind'],
      [`${foreignWord} ${problem}`, 'before'],
    ] as const) {
      const parsed = await parseProblem(tool, text, workshop, signal);
      if (parsed.kind === 'cancelled') return undefined;
      if (parsed.kind === 'arguments' && JSON.stringify(parsed.arguments) === JSON.stringify(known))
        return `parse drops input: with the word "${foreignWord}" ${where} a problem it gives the same arguments. It must account for the whole text, or return null.`;
    }
  }
  return null;
}

/** True where every word of a problem is in its arguments, or is one that all problems have. */
function accountsFor(problem: string, args: JsonObject, fixed: ReadonlySet<string>): boolean {
  const given = JSON.stringify(args).toLowerCase();
  return wordingTokens(problem).every(
    ({ kind, folded }) => kind !== 'word' || fixed.has(folded) || given.includes(folded),
  );
}
