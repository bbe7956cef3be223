import type { LibraryTool } from '../library/library';
import type { Tool } from '../tool/tool';
import type { ForeignClass } from './refusals';

/**
 * The problems of a library's tools, a class for each, which a tool that is being made should refuse. Drafts are no
 * classes yet; of what nobody approved nothing is quoted; `own` is the tool that is made anew.
 */
export function foreignClasses(tools: readonly LibraryTool[], own?: Tool): readonly ForeignClass[] {
  return tools
    .filter(({ tool, isApproved }) => tool.stage === 'tool' && isApproved && tool.id !== own?.id)
    .map(({ tool }) => tool.examples.map(({ problem }) => problem));
}
