import type { Answerer } from '../../../src/engine/applying/answerer';
import { bestTool } from '../../../src/engine/applying/best-tool';
import { oneTool } from '../../../src/engine/applying/one-tool';
import { createDispatcher } from '../../../src/engine/dispatching/dispatch';
import { createToolIndex } from '../../../src/engine/dispatching/tool-index';
import type { LibraryTool } from '../../../src/engine/library/library';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { dateProblems, datesTool } from '../tools/dates';

/** How the rows of a file find their tool. */
export type Way = 'one' | 'best';

/**
 * What a file's rows are for: bare dates for the one tool; where each row finds its tool, dates with a word in front
 * in turn, which names it.
 */
const words: Readonly<Record<Way, readonly string[]>> = { one: [''], best: ['due ', 'paid ', 'sent '] };

/** So many problems of a way from one on, each another one, in the notation of a kind of file. */
export function rowsOf(way: Way, ending: string, from: number, count: number): string {
  const problems = dateProblems(count, from).map(
    ({ problem }, at) => `${words[way][at % words[way].length] ?? ''}${problem}`,
  );
  return problems
    .map((problem) =>
      ending === 'csv'
        ? `${problem},\n`
        : ending === 'jsonl'
          ? `${JSON.stringify({ input: problem })}\n`
          : `${problem}\n`,
    )
    .join('');
}

/** Answers rows in that way; asks nobody. */
export function answererOf(way: Way, sandbox: Sandbox): Answerer {
  const nobody = (): Promise<'leave'> => Promise.resolve('leave');
  const workshop = { sandbox, limits: { ...defaultLimits, parseMilliseconds: 10_000 } };
  const parts = {
    workshop,
    modelUse: { inFlight: 1, packSize: 1 },
    questions: { whichTool: nobody, mayChoose: nobody, mayRead: nobody },
  };
  if (way === 'one') return oneTool({ tool: datesTool, fingerprint: 'bench' }, parts);
  const tools = words.best.map(datesAfter);
  const index = createToolIndex();
  index.update(tools);
  const dispatcher = createDispatcher(index, workshop);
  return bestTool({ ...parts, tools, dispatcher, preferences: [], digest: (text) => text });
}

/** The small tool for dates behind a word. */
function datesAfter(word: string): LibraryTool {
  // Dates far from each other: a month or a year that all have would belong to the wording.
  const examples = dateProblems(4_000)
    .filter((_, at) => at % 1_000 === 500)
    .map(({ problem, answer }, at) => ({
      problem: `${word}${problem}`,
      answer,
      seen: at < 2 ? ('shown' as const) : ('heldOut' as const),
    }));
  const tool = {
    ...datesTool,
    id: `${word.trim()}-dates`,
    examples,
    code: datesTool.code.replace('/^\\s*', `/^${word}`),
  };
  return {
    tool,
    place: 'user',
    fingerprint: `bench ${tool.id}`,
    verification: { passed: 4, total: 4, unseenPassed: 2, acceptedForeign: 0, at: '2026-01-01T00:00:00Z' },
    isApproved: true,
    isMadeHere: true,
  };
}
