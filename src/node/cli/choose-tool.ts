import type { LibraryTool } from '../../engine/library/library';
import type { Item, Reading, Source } from '../../engine/problem/notation';
import type { Workshop } from '../../engine/using/run-tool';
import { rankSurveys, type Survey } from '../../engine/using/survey';
import { surveyReadings } from '../../engine/using/survey-readings';
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

/** Tries a tool with its own notation first, then with the others that fit the text. Asks no model. */
async function bestReading(listed: LibraryTool, options: Options, path: string, text: string, workshop: Workshop, signal: AbortSignal): Promise<Survey & Choice> {
  const { source, readings } = readInput(path, text, listed.tool.notation, options.text('lines'));
  const best = await surveyReadings(listed.tool, readings, (reading) => openItems(reading, options.on('json')).map(({ item }) => item.problem), workshop, signal);
  if (!best) throw new UsageError(`${path} holds no problems.`);
  return { ...best, listed, source };
}

