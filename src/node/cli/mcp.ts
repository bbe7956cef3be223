import { join } from 'node:path';
import { version } from '../../../package.json';
import { stateFolder } from '../store/state-folder';
import { watchFolder } from '../store/watch-folder';
import { makingForAgents } from './mcp-making';
import type { Options } from './options';
import { exitCodes } from './terminal';
import { book } from './unwritten';
import { openWorkbench, type Surroundings } from './workbench';

/** `mcp`: the approved and verified tools of libraries for agents, by the Model Context Protocol. Asks no model, but to make a tool with `--allow-make`. */
export async function mcp(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal, signal, environment, input } = surroundings;
  const named = options.all('library');
  const [first, ...others] = await Promise.all(
    (named.length > 0 ? named : [undefined]).map((folder, at) =>
      openWorkbench(
        withLibrary(options, folder),
        surroundings,
        at === 0 && options.on('allow-make') ? 'write' : 'read',
      ),
    ),
  );
  if (!first) return exitCodes.failed;
  try {
    const making = options.on('allow-make') ? await makingForAgents(options, first, surroundings) : null;
    const { serveTools } = await import('../mcp/mcp-server');
    await serveTools({
      libraries: [first, ...others].map(({ library }) => library),
      workshop: first.workshop,
      indexing: first.indexing,
      book: (entry) => book(first, entry, terminal),
      version,
      input,
      write: (line) => terminal.out(line),
      say: (line) => terminal.err(`${line}\n`),
      watchApprovals: (changed) => watchFolder(join(stateFolder(environment), 'approved'), changed),
      signal,
      making,
    });
    return signal.aborted ? exitCodes.interrupted : exitCodes.done;
  } finally {
    await first.dispose();
  }
}

/** The same options with one library. */
function withLibrary(options: Options, folder: string | undefined): Options {
  return { ...options, text: (name) => (name === 'library' ? folder : options.text(name)) };
}
