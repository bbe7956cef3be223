import { apply } from './apply';
import { list } from './list';
import { make } from './make';
import { helpText, isCommand, parseOptions, type CommandName, type Options } from './options';
import { exitCodes, UsageError } from './terminal';
import { verify } from './verify';
import type { Surroundings } from './workbench';

const runners: Readonly<Record<CommandName, (options: Options, surroundings: Surroundings) => Promise<number>>> = { make, apply, verify, list };

/** Runs the command line and returns the exit code. Expected failures are said, not thrown. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings, version: string): Promise<number> {
  const { terminal } = surroundings;
  const [name, ...rest] = args;
  if (name === '--version') {
    terminal.out(`${version}\n`);
    return exitCodes.done;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal[name === undefined ? 'err' : 'out'](helpText());
    return name === undefined ? exitCodes.usage : exitCodes.done;
  }
  if (!isCommand(name)) {
    terminal.err(`There is no command “${name}”.\n\n${helpText()}`);
    return exitCodes.usage;
  }
  try {
    const options = parseOptions(name, rest);
    if (options.on('help')) {
      terminal.out(helpText(name));
      return exitCodes.done;
    }
    return await runners[name](options, surroundings);
  } catch (error) {
    terminal.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
  }
}
