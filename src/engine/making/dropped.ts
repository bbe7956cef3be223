import { fixedWording, isWord, wordingTokens } from '../form/wording';
import type { JsonObject } from '../json';
import type { ToolExample } from '../tool/tool';
import { parseProblems, type RunnableTool, type Workshop } from '../using/run-tool';
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
  const probes = read.slice(0, maximumTried).flatMap(({ problem, arguments: known }) => [
    { text: `${problem} ${foreignWord}`, where: 'behind', known },
    { text: `${foreignWord} ${problem}`, where: 'before', known },
  ]);
  const texts = probes.map(({ text }) => text);
  const parsed = await parseProblems(tool, texts, workshop, signal);
  if (parsed.some(({ kind }) => kind === 'cancelled')) return undefined;
  const dropped = probes.find(({ known }, at) => {
    const outcome = parsed[at];
    return outcome?.kind === 'arguments' && JSON.stringify(outcome.arguments) === JSON.stringify(known);
  });
  return dropped
    ? `parse drops input: with the word "${foreignWord}" ${dropped.where} a problem it gives the same arguments. It must account for the whole text, or return null.`
    : null;
}

/** True where every word of a problem is in its arguments, or is one that all problems have. */
function accountsFor(problem: string, args: JsonObject, fixed: ReadonlySet<string>): boolean {
  const given = JSON.stringify(args).toLowerCase();
  return wordingTokens(problem).every(
    ({ kind, folded }) => kind !== 'word' || fixed.has(folded) || given.includes(folded),
  );
}
