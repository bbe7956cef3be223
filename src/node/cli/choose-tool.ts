import type { Preference } from '../../engine/dispatching/preferences';
import type { LibraryTool } from '../../engine/library/library';
import { problemColumnName, problemColumnOf } from '../../engine/problem/answer-place';
import { showInvisible } from '../../engine/text/show-invisible';
import type { Item, Reading } from '../../engine/notation/notation';
import type { Source } from '../../engine/text/source';
import { surveyReadings } from '../../engine/using/survey-readings';
import type { Options } from './options';
import { readInput } from './read-input';
import { UsageError } from './terminal';
import { findTool, type Workbench } from './workbench';

/** An input in one reading. */
export interface ReadText {
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

/**
 * The tool that `--tool` names, or all of the library, of which each problem is to find its own. Throws `UsageError`.
 */
export async function namedTool(
  options: Options,
  { library, libraryFolder }: Workbench,
): Promise<LibraryTool | readonly LibraryTool[]> {
  const name = options.text('tool');
  if (name !== undefined) return findTool(library, name);
  if (options.text('column') !== undefined)
    throw new UsageError('--column says where one tool finds its problems: name the tool with --tool.');
  const tools = (await library.list()).tools.filter(({ tool }) => tool.stage === 'tool');
  if (tools.length === 0) throw new UsageError(`There are no tools in ${libraryFolder}: make one first.`);
  return tools;
}

/**
 * What `--prefer` says: each tool that it names is meant whatever else fits, but for those named before it. Throws
 * `UsageError`.
 */
export async function preferencesOf(options: Options, { library }: Workbench): Promise<readonly Preference[]> {
  const given = options.text('prefer');
  const names =
    given
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '') ?? [];
  if (given !== undefined && names.length === 0)
    throw new UsageError(`--prefer takes names of tools, with commas between, not “${given}”.`);
  return Promise.all(
    names.map(async (name) =>
      findTool(library, name).then(({ place, tool }) => ({ tool: { place, id: tool.id }, over: 'any' as const })),
    ),
  );
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

/**
 * A text in the reading that suits a tool best: its own notation is tried first, then the others that fit the text.
 * Asks no model. Throws `UsageError`.
 */
export async function bestReading(
  listed: LibraryTool,
  options: Options,
  { workshop }: Workbench,
  path: string,
  text: string,
  signal: AbortSignal,
): Promise<ReadText> {
  const { source, readings: all } = readInput(path, text, listed.tool.notation, options.text('lines'));
  const readings = ofColumn(all, options.text('column'), path);
  const best = await surveyReadings(
    listed.tool,
    readings,
    (reading) => openItems(reading, options.on('json')).map(({ item }) => item.problem),
    workshop,
    signal,
  );
  if (!best) throw new UsageError(`${path} holds no problems.`);
  if (best.rivals.length > 0 && options.text('column') === undefined) {
    throw new UsageError(
      `${listed.tool.id} reads several columns of ${path}. Say which holds the problems: ${[best.reading, ...best.rivals].map((reading) => `--column ${JSON.stringify(showInvisible(problemColumnName(reading) ?? ''))}`).join(' or ')}.`,
    );
  }
  return { reading: best.reading, source };
}

/**
 * The readings that take the column of this name, or number from 1, for the problems; all where none is named. Throws
 * `UsageError`.
 */
export function ofColumn(readings: readonly Reading[], name: string | undefined, path: string): readonly Reading[] {
  if (name === undefined) return readings;
  const found = readings.filter(
    (reading) => problemColumnName(reading) === name || problemColumnOf(reading.notation) === Number(name) - 1,
  );
  if (found.length > 0) return found;
  const names = [...new Set(readings.flatMap((reading) => problemColumnName(reading) ?? []))];
  throw new UsageError(
    names.length === 0
      ? `${path} is no table of several columns, so --column says nothing about it.`
      : `${path} has no column “${name}”; it has: ${names.map(showInvisible).join(', ')}.`,
  );
}
