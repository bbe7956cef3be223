import { StoreError } from '../store/store-error';
import { apply } from './apply';
import { back } from './back';
import { correct } from './correct';
import { costs } from './costs';
import { exportTool } from './export';
import { extend } from './extend';
import { list } from './list';
import { make } from './make';
import { mcp } from './mcp';
import { helpText, isCommand, parseOptions, type CommandName, type Options } from './options';
import { exitCodes, UsageError } from './terminal';
import { verify } from './verify';
import type { Surroundings } from './workbench';

const runners: Readonly<Record<CommandName, (options: Options, surroundings: Surroundings) => Promise<number>>> = {
  make,
  extend,
  correct,
  back,
  apply,
  verify,
  list,
  costs,
  mcp,
  export: exportTool,
};

/** Runs the command line and returns the exit code. Expected failures are said, not thrown; a bug throws. */
export async function runCommandLine(
  args: readonly string[],
  surroundings: Surroundings,
  version: string,
): Promise<number> {
  const { terminal, signal } = surroundings;
  const [name, ...rest] = args;
  if (name === '--version') {
    terminal.out(`${version}\n`);
    return exitCodes.done;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const [about] = rest;
    terminal[name === undefined ? 'err' : 'out'](helpText(isCommand(about) ? about : undefined));
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
    if (signal.aborted) {
      terminal.err('interrupted\n');
      return exitCodes.interrupted;
    }
    if (!(error instanceof UsageError || error instanceof StoreError)) throw error;
    terminal.err(`${error.message}\n`);
    return error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
  }
}
