import { lookInLibrary } from '../../engine/making/look-first';
import type { Example } from '../../engine/making/split';
import { jsonLine } from '../../engine/text/show-invisible';
import type { LibraryTool } from '../../engine/library/library';
import { namesOf } from './choose-tool';
import type { Options } from './options';
import type { Surroundings, Workbench } from './workbench';
import { counted } from './words';

/**
 * Tries the tools that are there on the examples and says which answer them. True where one answers all of them, so
 * that none has to be made.
 */
export async function isKnown(
  examples: readonly Example[],
  library: readonly LibraryTool[],
  options: Options,
  { workshop }: Workbench,
  { terminal, signal }: Surroundings,
): Promise<boolean> {
  if (options.on('anew')) return false;
  const { all, some } = await lookInLibrary(examples, library, workshop, signal);
  const [known] = all;
  if (known) {
    if (!options.on('dry-run'))
      terminal.out(
        options.on('json')
          ? jsonLine({ made: false, known: all.map(({ tool }) => tool.id) })
          : `${known.tool.id}: answers all ${counted(examples.length, 'example')} already\n`,
      );
    terminal.err(
      `${namesOf(all, ' and ')} answer${all.length === 1 ? 's' : ''} all ${counted(examples.length, 'example')} already: no model was asked. Apply it with: apply --tool ${known.tool.id}. --anew makes another tool.\n`,
    );
    return true;
  }
  for (const { listed, right } of some.slice(0, 3))
    terminal.err(
      `${listed.tool.id} answers ${right} of the ${examples.length} examples and refuses the others: extend --tool ${listed.tool.id} makes it read more, without a second tool\n`,
    );
  return false;
}
