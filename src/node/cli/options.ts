import { parseArgs } from 'node:util';
import { UsageError } from './terminal';

/** Every option, with its placeholder (none: a switch) and what it does. */
const descriptions = {
  library: ['DIR', 'the folder of tools (default: ./.toolsmith)'],
  json: ['', 'write JSON, one object a line'],
  examples: ['FILE', 'solved problems in any notation; - reads standard input'],
  lines: ['LIST', 'take only these items of the file, from 1: 1-3,6-8'],
  hint: ['TEXT', 'what the examples do not show'],
  'dry-run': ['', 'print the request and send nothing'],
  tool: ['NAME', 'name or id of a tool'],
  input: ['FILE', 'problems in any notation; - reads standard input'],
  output: ['FILE', 'write there instead of to standard output; never over the input'],
  'allow-model': ['', 'send what the tool cannot read to the light model'],
  'no-parser': ['', 'leave the parser out: every problem goes to the light model'],
  'base-url': ['URL', "the strong model's server (OPENAI_BASE_URL)"],
  'maker-model': ['NAME', 'the strong model (TOOLSMITH_MAKER_MODEL)'],
  'user-base-url': ['URL', "the light model's server (TOOLSMITH_USER_BASE_URL; default: the strong one's)"],
  'user-model': ['NAME', 'the light model (TOOLSMITH_USER_MODEL)'],
  'input-price': ['USD', "the strong model's price for a million prompt tokens"],
  'output-price': ['USD', "the strong model's price for a million completion tokens"],
  replies: ['FILE', 'answer from recorded replies instead of a server'],
  record: ['FILE', 'answer from recorded replies and record what is missing, from the server given'],
  help: ['', 'show this'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

/** The name of an option. */
export type OptionName = keyof typeof descriptions;

const models: readonly OptionName[] = ['base-url', 'maker-model', 'user-base-url', 'user-model', 'input-price', 'output-price', 'replies', 'record'];

/** The commands with their options. */
export const commands = {
  make: { summary: 'make a tool from solved problems', options: ['examples', 'lines', 'hint', 'dry-run', 'library', 'json', ...models] },
  apply: { summary: 'answer problems with a tool', options: ['tool', 'input', 'output', 'lines', 'allow-model', 'no-parser', 'library', 'json', ...models] },
  verify: { summary: "run the tools' examples again; asks no model", options: ['tool', 'library', 'json'] },
  list: { summary: 'list the tools', options: ['library', 'json'] },
} as const satisfies Readonly<Record<string, { readonly summary: string; readonly options: readonly OptionName[] }>>;

/** The name of a command. */
export type CommandName = keyof typeof commands;

/** Parsed options: text ones and switches. */
export interface Options {
  text(name: OptionName): string | undefined;
  required(name: OptionName): string;
  on(name: OptionName): boolean;
}

/** True for the name of a command. */
export function isCommand(name: string | undefined): name is CommandName {
  return name !== undefined && Object.hasOwn(commands, name);
}

/** Parses a command's options. Throws `UsageError`. */
export function parseOptions(command: CommandName, args: readonly string[]): Options {
  const names: readonly OptionName[] = [...commands[command].options, 'help'];
  const config = Object.fromEntries(names.map((name) => [name, { type: descriptions[name][0] === '' ? ('boolean' as const) : ('string' as const) }]));
  let values: Readonly<Record<string, unknown>>;
  try {
    ({ values } = parseArgs({ args: [...args], options: config, strict: true, allowPositionals: false }));
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\nSee: toolsmith ${command} --help`);
  }
  const text = (name: OptionName): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    text,
    on: (name) => values[name] === true,
    required: (name) => {
      const value = text(name);
      if (value === undefined) throw new UsageError(`--${name} is missing: ${descriptions[name][1]}.\nSee: toolsmith ${command} --help`);
      return value;
    },
  };
}

/** The help of all commands, or of one. */
export function helpText(command?: CommandName): string {
  if (!command) {
    const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`);
    return `Tools that a strong language model makes once and that answer from then on without it.\n\nUsage: node cli.js COMMAND [options]\n\n${list.join('\n')}\n\nOptions of a command: node cli.js COMMAND --help\nExit codes: 0 all done, 1 something failed, 2 wrong usage, 130 interrupted.\nKeys: OPENAI_API_KEY for the server of OPENAI_BASE_URL, TOOLSMITH_USER_API_KEY for that of TOOLSMITH_USER_BASE_URL; a key is sent to no other.\n`;
  }
  const rows = [...commands[command].options, 'help' as const].map((name) => `  ${`--${name} ${descriptions[name][0]}`.padEnd(24)} ${descriptions[name][1]}`);
  return `toolsmith ${command}: ${commands[command].summary}\n\n${rows.join('\n')}\n`;
}
