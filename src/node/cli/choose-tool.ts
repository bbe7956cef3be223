import type { LibraryTool } from '../../engine/library/library';
import type { Item, Reading, Source } from '../../engine/problem/notation';
import type { Workshop } from '../../engine/using/run-tool';
import { rankSurveys, surveyTool, type Survey } from '../../engine/using/survey';
import type { Options } from './options';
import { readInput } from './read-input';
import { UsageError } from './terminal';
import { findTool, type Surroundings, type Workbench } from './workbench';

/** A tool with the reading of the input that suits it best. */
export interface Choice {
  readonly listed: LibraryTool;
  readonly source: Source;
  readonly reading: Reading;
}

/** A problem to answer; `index` counts in the reading. */
export interface OpenItem {
  readonly index: number;
  readonly item: Item;
}

/** More readings than these are not tried; the likely ones come first. */
const readingsTried = 4;

/** After so many time-outs a tool is not surveyed further: an endless parser would take minutes. */
const timeoutsBorne = 5;

/** Solving gets less time in a survey than it has when the tool is applied, in milliseconds. */
const surveySolveMilliseconds = 1_000;

/** The problems to answer: every one for a JSON report, else those without an answer, or all where all have one. */
export function openItems(reading: Reading, everyOne: boolean): readonly OpenItem[] {
  const all = reading.items.map((item, index) => ({ item, index }));
  const open = all.filter(({ item }) => item.answer === null);
  return everyOne || open.length === 0 ? all : open;
}

/** The tool named, or the one that reads most of the problems; a tie is the person's to break. Throws `UsageError`. */
export async function chooseTool(options: Options, workbench: Workbench, path: string, text: string, { terminal, signal }: Surroundings): Promise<Choice> {
  const survey = (listed: LibraryTool): Promise<Survey & Choice> => bestReading(listed, options, path, text, workbench.workshop, signal);
  const name = options.text('tool');
  if (name !== undefined) return survey(await findTool(workbench.library, name));
  const tools = (await workbench.library.list()).tools.filter(({ tool }) => tool.stage === 'tool');
  const surveys: (Survey & Choice)[] = [];
  for (const listed of tools) surveys.push(await survey(listed));
  const ranked = rankSurveys(surveys);
  const [best] = ranked;
  if (!best || best.read === 0) {
    if (signal.aborted) throw new UsageError('interrupted');
    throw new UsageError(tools.length === 0 ? `There are no tools in ${workbench.libraryFolder}: make one first.` : `No tool of the library reads these problems by itself. Name one with --tool: ${tools.map(({ tool }) => tool.id).join(', ')}.`);
  }
  const equal = ranked.filter(({ read }) => read === best.read);
  if (equal.length > 1) throw new UsageError(`${equal.length} tools read ${best.read} of these problems. Name one with --tool: ${equal.map(({ tool }) => tool.id).join(' or ')}.`);
  terminal.err(`using ${best.tool.id}, which reads ${best.read} of ${best.tried}\n`);
  return best;
}

/**
 * Tries a tool with its own notation and, where it does not read everything in that, with the others that fit the
 * text: the reading counts of which it reads the greatest share. Asks no model.
 */
async function bestReading(listed: LibraryTool, options: Options, path: string, text: string, workshop: Workshop, signal: AbortSignal): Promise<Survey & Choice> {
  const { tool } = listed;
  const { source, readings } = readInput(path, text, tool.notation, options.text('lines'));
  const tooSlow = new AbortController();
  const hurried = hurriedWorkshop(workshop, () => tooSlow.abort());
  const either = AbortSignal.any([signal, tooSlow.signal]);
  let best: (Survey & Choice) | undefined;
  for (const reading of readings.slice(0, readingsTried)) {
    const problems = openItems(reading, options.on('json')).map(({ item }) => item.problem);
    const survey = await surveyTool(tool, problems, hurried, either);
    if (!best || survey.read * best.tried > best.read * survey.tried) best = { ...survey, listed, source, reading };
    if (survey.read === survey.tried || tool.reader === 'model' || either.aborted) break;
  }
  if (!best) throw new UsageError(`${path} holds no problems.`);
  return best;
}

/** The workshop for a survey; calls `tooSlow` when a tool ran out of time once too often. */
function hurriedWorkshop({ sandbox, limits }: Workshop, tooSlow: () => void): Workshop {
  let timeouts = 0;
  return {
    limits: { ...limits, solveMilliseconds: Math.min(limits.solveMilliseconds, surveySolveMilliseconds) },
    sandbox: {
      call: async (call, signal) => {
        const outcome = await sandbox.call(call, signal);
        if (outcome.kind === 'timedOut' && ++timeouts >= timeoutsBorne) tooSlow();
        return outcome;
      },
      dispose: () => sandbox.dispose(),
    },
  };
}
