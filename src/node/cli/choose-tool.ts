import type { LibraryTool } from '../../engine/library/library';
import { problemColumnName } from '../../engine/problem/answer-place';
import { showInvisible } from '../../engine/problem/show-invisible';
import type { Item, Reading, Source } from '../../engine/problem/notation';
import { surveyReadings } from '../../engine/using/survey-readings';
import type { Options } from './options';
import { readInput } from './read-input';
import { UsageError } from './terminal';
import { findTool, type Surroundings, type Workbench } from './workbench';

/** An input in one reading. */
export interface ReadText {
  readonly source: Source;
  readonly reading: Reading;
}

/** A tool with the reading of the input that suits it best. */
export interface Choice extends ReadText {
  readonly listed: LibraryTool;
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

/** The tool named, or the only one that there is; the tools themselves where there are several. Throws `UsageError`. */
export async function chooseTool(options: Options, workbench: Workbench, path: string, text: string, { terminal, signal }: Surroundings): Promise<Choice | readonly LibraryTool[]> {
  const name = options.text('tool');
  if (name !== undefined) return bestReading(await findTool(workbench.library, name), options, workbench, path, text, signal);
  const tools = (await workbench.library.list()).tools.filter(({ tool }) => tool.stage === 'tool');
  const [only, ...others] = tools;
  if (!only) throw new UsageError(`There are no tools in ${workbench.libraryFolder}: make one first.`);
  if (others.length > 0) {
    if (options.text('column') !== undefined) throw new UsageError('--column says where one tool finds its problems: name the tool with --tool.');
    return tools;
  }
  const choice = await bestReading(only, options, workbench, path, text, signal);
  if (choice.read === 0) {
    if (signal.aborted) throw new UsageError('interrupted');
    throw new UsageError(noneReads(tools));
  }
  terminal.err(`using ${only.tool.id}, which reads ${choice.read} of ${choice.tried}\n`);
  return choice;
}

/** The most tools that are named in a message. */
const maximumNamed = 20;

/** That no tool answers, and which there are. */
export function noneReads(tools: readonly LibraryTool[]): string {
  return `No tool of the library reads these problems by itself. Name one with --tool: ${namesOf(tools, ', ')}.`;
}

/** The ids of tools for a message. */
export function namesOf(tools: readonly LibraryTool[], separator: string): string {
  const named = tools.slice(0, maximumNamed).map(({ tool }) => tool.id);
  return `${named.join(separator)}${tools.length > named.length ? ` and ${tools.length - named.length} more` : ''}`;
}

/** Tries a tool with its own notation first, then with the others that fit the text. Asks no model. */
async function bestReading(listed: LibraryTool, options: Options, { workshop }: Workbench, path: string, text: string, signal: AbortSignal): Promise<Choice & { readonly read: number; readonly tried: number }> {
  const { source, readings: all } = readInput(path, text, listed.tool.notation, options.text('lines'));
  const readings = ofColumn(all, options.text('column'), path);
  const best = await surveyReadings(listed.tool, readings, (reading) => openItems(reading, options.on('json')).map(({ item }) => item.problem), workshop, signal);
  if (!best) throw new UsageError(`${path} holds no problems.`);
  if (best.rivals.length > 0 && options.text('column') === undefined) {
    throw new UsageError(`${listed.tool.id} reads several columns of ${path}. Say which holds the problems: ${[best.reading, ...best.rivals].map((reading) => `--column ${JSON.stringify(showInvisible(problemColumnName(reading) ?? ''))}`).join(' or ')}.`);
  }
  return { ...best, listed, source };
}

/** The readings that take the column of this name, or number from 1, for the problems; all where none is named. Throws `UsageError`. */
function ofColumn(readings: readonly Reading[], name: string | undefined, path: string): readonly Reading[] {
  if (name === undefined) return readings;
  const found = readings.filter((reading) => problemColumnName(reading) === name);
  if (found.length > 0) return found;
  const names = [...new Set(readings.flatMap((reading) => problemColumnName(reading) ?? []))];
  throw new UsageError(names.length === 0 ? `${path} is no table of several columns, so --column says nothing about it.` : `${path} has no column “${name}”; it has: ${names.map(showInvisible).join(', ')}.`);
}
