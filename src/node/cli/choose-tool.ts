import type { Preference } from '../../engine/dispatching/preferences';
import type { LibraryTool } from '../../engine/library/library';
import type { Options } from './options';
import { UsageError } from './terminal';
import { findTool, type Workbench } from './workbench';

/**
 * The tool that `--tool` names, or all of the library, of which each problem is to find its own. Throws `UsageError`.
 */
export async function namedTool(
  options: Options,
  { library, libraryFolder }: Workbench,
): Promise<LibraryTool | readonly LibraryTool[]> {
  const name = options.text('tool');
  if (name !== undefined) return findTool(library, name);
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

/** The ids of tools for a message. */
export function namesOf(tools: readonly LibraryTool[], separator: string): string {
  const named = tools.slice(0, maximumNamed).map(({ tool }) => tool.id);
  return `${named.join(separator)}${tools.length > named.length ? ` and ${tools.length - named.length} more` : ''}`;
}
