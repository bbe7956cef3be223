import { parseArgs } from 'node:util';
import { UsageError } from './terminal';

/** Every option, with its placeholder (none: a switch) and what it does. */
const descriptions = {
  library: ['DIR', 'the folder of tools (default: ./.toolsmith)'],
  json: ['', 'write JSON, one object a line'],
  examples: ['FILE', 'solved problems in any notation; - reads standard input'],
  lines: ['LIST', 'take only these problems of the file, counted from 1: 1-3,6-8'],
  'no-synthesis': ['', 'do not look for a rule without a model first'],
  hint: ['TEXT', 'what the examples do not show'],
  'no-data-in-view': ['', 'show the strong model no problem that has no answer yet'],
  answer: [
    'TEXT',
    'the answer to a problem of the file, as "problem => answer", over one that stands there; again for several',
  ],
  take: ['', 'take the next version without being asked'],
  to: ['NUMBER', 'the version to go back to (default: the one before the current)'],
  anew: ['', 'make another tool, also where one answers all examples already'],
  anyway: ['', 'ask the strong model also where the examples seem to need no tool'],
  'max-tokens': ['COUNT', 'send nothing that would take more tokens than this for the whole run; 0 asks no model'],
  'max-dollars': ['USD', 'the same in US dollars; needs the prices of the models'],
  'max-tokens-a-day': ['COUNT', 'the most tokens a day, from midnight, what was spent in the editor included'],
  'max-dollars-a-day': ['USD', 'the same in US dollars'],
  'dry-run': ['', 'print the exact request and send nothing'],
  tool: ['NAME', 'name or id of a tool (default: for each problem the one that fits)'],
  prefer: [
    'NAMES',
    'where several tools fit a problem, and nothing tells for which it is meant: these, the one that is named first before the others, with commas between',
  ],
  input: ['FILE', 'problems in any notation; - reads standard input (default, unless a terminal is there)'],
  notation: [
    'NAME',
    'how the text is written: lines, list, arrows (or one arrow), blocks, csv, tsv, markdown, aligned, jsonl, json',
  ],
  delimiter: ['SIGN', 'what parts the cells of rows: , ; | tab or any other sign'],
  header: ['LINE', 'the line that names the columns, from 1, or none'],
  column: [
    'NAME',
    'the column or key that holds the problems: its name, its number from 1, or keys with dots between; again for several',
  ],
  'answer-column': ['NAME', 'the column or key for the answers: one that is there, or the name of a new one'],
  'keep-marks': ['', 'the marks of lists are part of the problems'],
  overwrite: ['', 'answer problems that have an answer already anew, over it'],
  guard: ['on|off', 'whether cells that a spreadsheet would run get an apostrophe in front'],
  output: ['FILE', 'write there and not to standard output; never over the input'],
  'allow-model': ['', 'send to the light model what no tool surely fits, or a tool cannot read'],
  strict: ['', 'leave problems without an answer that are unlike every example of their tool, with the reason'],
  'no-parser': ['', 'leave the parser out: every problem goes to the light model'],
  'base-url': ['URL', "the strong model's server (OPENAI_BASE_URL)"],
  'maker-model': ['NAME', 'the strong model (TOOLSMITH_MAKER_MODEL)'],
  'maker-input-price': ['USD', "the strong model's price for a million prompt tokens"],
  'maker-output-price': ['USD', "the strong model's price for a million completion tokens"],
  'user-base-url': ['URL', "the light model's server (TOOLSMITH_USER_BASE_URL; default: the strong one's)"],
  'user-model': ['NAME', 'the light model (TOOLSMITH_USER_MODEL)'],
  'user-input-price': ['USD', "the light model's price for a million prompt tokens"],
  'user-output-price': ['USD', "the light model's price for a million completion tokens"],
  replies: ['FILE', 'answer from recorded replies; no server is asked'],
  record: ['FILE', 'answer from recorded replies, ask the server for what is missing, and add it to FILE'],
  reporter: [
    'NAME',
    "how to report: text (default), json, junit for JUnit's XML, or github for annotations of GitHub Actions",
  ],
  reviewed: [
    '',
    'run tools from elsewhere too, for this once: for CI, where each change of the library was reviewed by a person',
  ],
  approve: ['', 'show this tool from elsewhere with its code, and approve it; needs --tool'],
  module: ['', 'write one ES module without dependencies, and with --output its examples as tests beside it'],
  skill: ['', 'write a skill for agents: a folder with SKILL.md, the code, a runner and the examples'],
  'allow-make': ['', 'offer make_tool, which asks the strong model once an agent has confirmed what is sent'],
  csv: ['', 'write CSV: the cumulative costs after each making and each use'],
  help: ['', 'show this'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

/** The name of an option. */
export type OptionName = keyof typeof descriptions;

const caps = ['max-tokens', 'max-dollars', 'max-tokens-a-day', 'max-dollars-a-day'] as const;
const strongModel = ['base-url', 'maker-model', 'maker-input-price', 'maker-output-price'] as const;
const lightModel = ['user-base-url', 'user-model', 'user-input-price', 'user-output-price'] as const;
const recordings = ['replies', 'record'] as const;
/** What making a next version of a tool takes besides. */
const nextVersion = [...caps, 'dry-run', 'library', 'json', ...strongModel, ...recordings] as const;

/** What is said of a text. */
const saidOfText = ['notation', 'delimiter', 'header', 'column', 'answer-column', 'lines', 'keep-marks'] as const;

/** The commands with their options, and what is to be known of them besides. */
export const commands = {
  make: {
    summary: 'make a tool from solved problems',
    options: [
      'examples',
      ...saidOfText,
      'no-synthesis',
      'hint',
      'no-data-in-view',
      'answer',
      'anew',
      'anyway',
      ...caps,
      'dry-run',
      'library',
      'json',
      ...strongModel,
      ...lightModel,
      ...recordings,
    ],
    notes:
      'Where a verified tool of the library answers all examples, none is made. Else a rule\nis looked for on this machine, without a model, at no cost: for parts of texts in another order, case, dates, times,\nnumbers, codes; not with --hint, which only a model can read. Where rules that fit part on an open problem, and no\nstrong model is named, the command ends with 1 and the --answer that decides. Where nothing can be claimed,\nthe strong model sees the first half of the examples, and up to eight different problems of the file that have no\nanswer; the tool is checked with all examples. What the strong model asks about them is put to you; where nobody\nsits at a terminal it is printed with the options that answer it, and the command ends with 1. What was\nunderstood, and about how many tokens it takes, is said before anything is sent; it is asked three times at most, once more where you\nwere asked. Where no parser can be had,\nthe light model, if one is named, reads the problems of the examples. A making that fails\nkeeps its last candidate in the library, as a draft.',
  },
  extend: {
    summary: 'make a tool read more of a file',
    options: ['tool', 'input', ...saidOfText, 'answer', ...nextVersion],
    notes:
      'The strong model sees the tool, its shown examples and up to eight different problems of the file that the tool\nleaves. The next version passes every example, and answers every problem of the file that was answered before in the\nsame way; else the tool stays as it is. With --answer a problem of the file, or an example, gets the answer that you\ngive, and the next version gives it. What the strong model asks is put to you, as in make.',
  },
  correct: {
    summary: 'teach a tool the right answers',
    options: ['tool', 'answer', 'input', ...saidOfText, 'take', 'no-synthesis', ...nextVersion],
    notes:
      'Each --answer is an example from then on. Where the tool does not give it, its next version does: found without a\nmodel if none made the tool, else by the strong model, which sees the tool and its shown examples, corrected ones\namong them. The next version passes every example. Which rows of --input it answers otherwise, and the difference of\nthe code, is shown before it is taken; where nobody sits at a terminal, --take takes it. Earlier versions stay: see\nback.',
  },
  back: {
    summary: 'go back to an earlier version of a tool',
    options: ['tool', 'to', 'library', 'json'],
    notes:
      'The earlier version, with the examples of then, becomes the current one again, under a number of its own; the later\nones stay. Only a version that was made or approved on this machine as it is stored is gone back to. Asks no model.',
  },
  apply: {
    summary: 'answer problems with a tool',
    options: [
      'tool',
      'prefer',
      'approve',
      'input',
      ...saidOfText,
      'overwrite',
      'guard',
      'output',
      'allow-model',
      'strict',
      'no-parser',
      ...caps,
      'library',
      'json',
      'base-url',
      ...lightModel,
      ...recordings,
    ],
    notes:
      'Writes the input again, in its own notation, with the answers in their places; bare lines become\n"problem => answer". Problems that have an answer already are left alone, unless\n--overwrite says so; nothing else of the text is changed in any case.\nIn a table or in JSON they go into the column or key that is named for answers (answer, output, target…) and waits for\nthem, or that holds what the tool answers already, else into a new one (answer; in JSON what goes\nwith the key of the problem, as target with input); every other cell stays as it is.\nWithout --tool each problem goes to the tool that alone fits it; one that could be for another tool or for none, or\nthat no tool reads, is left, or with --allow-model put to the light model with three tools at most, \"none of these\"\namong the answers. One that several tools fit alike is left for --prefer to tell.\nWith --json: an object for each problem, in order,\n{input, answer, path, novel, tool, version, tokens, ms} or {input, error: {kind, message}, tool}.\nWith --output, and without --json, --lines and --no-parser, a file goes in pieces and is gone on with by the same\ncommand; what has no answer is listed in FILE.failed.jsonl, and a CSV or TSV whose rows find their tools themselves\ngets a last column, tool.\nAnswers whose problem is unlike every example (another unit, sign, kind of word, length of digits, a number far from\nthe examples\') are counted, in JSON they say novel; --strict leaves them.\nWithout --allow-model nothing is sent anywhere.\nWithout --input and --output it is a filter, from the standard input to the standard output.',
  },
  verify: {
    summary: "run the tools' examples again; asks no model",
    options: ['tool', 'approve', 'reviewed', 'reporter', 'library', 'json'],
    notes:
      'A tool holds where every example passes. Drafts are left out unless named.\nNothing of a tool that was not made on this machine, or was changed since, is run until it is approved: with --tool\nall of it is shown, with --approve as well it is approved as it stands. Any change resets that.\n--reviewed approves nothing: the examples are run in the sandbox for this once.\nWith --json, or --reporter json: an object for each tool, {tool, version, holds, approved, madeHere, passed, total, unseenPassed},\n{tool, version, holds, approved} where it is not approved, or {tool, holds, damaged}. Of a tool that was not made here\nunseenPassed is its own word.',
  },
  export: {
    summary: 'write a tool for other programs',
    options: ['tool', 'module', 'skill', 'output', 'approve', 'library'],
    notes:
      'Without --module and --skill: a file that Toolsmith imports, to standard output or the file of --output.\nFor the others --output names a folder; --module without it writes the module alone to standard output.\nA tool is exported as code only where it is approved and verified here. Outside of Toolsmith that code runs without a\nsandbox, with all the rights of whoever runs it.',
  },
  mcp: {
    summary: 'serve the tools to agents, by the Model Context Protocol',
    options: ['library', 'allow-make', ...caps, ...strongModel, ...recordings],
    notes:
      'Speaks over standard input and output. Every tool that is approved and verified here is served under its own name,\nwith find_tool to find one and apply_tool for many problems; their code and examples are resources. --library may be\ngiven again for several libraries. No model is asked, and nothing is made or approved; with --allow-make there is\nmake_tool, which returns what would be sent and its price, and makes a tool, into the first library, once that is\nconfirmed.',
  },
  list: { summary: 'list the tools', options: ['library', 'json'], notes: '' },
  costs: {
    summary: 'what the tools cost and saved',
    options: ['library', 'json', 'csv'],
    notes:
      'Counts what was spent and used on this machine, here and in the editor. What is estimated says so. Saved is negative as long as a tool has not paid for its making.',
  },
} as const satisfies Readonly<
  Record<string, { readonly summary: string; readonly options: readonly OptionName[]; readonly notes: string }>
>;

/** The name of a command. */
export type CommandName = keyof typeof commands;

/** Parsed options: text ones and switches. */
export interface Options {
  text(name: OptionName): string | undefined;
  /** Every value of an option that may be given again. */
  all(name: OptionName): readonly string[];
  required(name: OptionName): string;
  on(name: OptionName): boolean;
}

/** True for the name of a command. */
export function isCommand(name: string | undefined): name is CommandName {
  return name !== undefined && Object.hasOwn(commands, name);
}

/** True for an option that may be given again, each time with a further value. */
function isRepeatable(name: OptionName, command: CommandName): boolean {
  return name === 'column' || name === 'answer' || (name === 'library' && command === 'mcp');
}

/** Parses a command's options. Throws `UsageError`. */
export function parseOptions(command: CommandName, args: readonly string[]): Options {
  const names: readonly OptionName[] = [...commands[command].options, 'help'];
  const config = Object.fromEntries(
    names.map((name) => [
      name,
      {
        type: descriptions[name][0] === '' ? ('boolean' as const) : ('string' as const),
        ...(name === 'help' ? { short: 'h' } : {}),
        ...(isRepeatable(name, command) ? { multiple: true } : {}),
      },
    ]),
  );
  const wrong = (text: string): UsageError => new UsageError(`${text}\nSee: node cli.js ${command} --help`);
  let values: Readonly<Record<string, unknown>>;
  try {
    ({ values } = parseArgs({ args: withArrows(args), options: config, strict: true, allowPositionals: false }));
  } catch (error) {
    // Behind the first sentence Node gives advice about positional arguments, of which there are none here.
    throw wrong(
      error instanceof Error ? `${(error.message.split(/\. |\n/, 1)[0] ?? '').replace(/\.$/, '')}.` : String(error),
    );
  }
  // An unset variable of a script leaves an empty value, and a default in its place would be a surprise.
  const empty = names.find((name) => [values[name]].flat().includes('') && name !== 'hint');
  if (empty !== undefined) throw wrong(`--${empty} is given an empty value.`);
  const text = (name: OptionName): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  if (text('replies') !== undefined && text('record') !== undefined)
    throw wrong('--replies asks no server and --record does: give one of them. --record answers from its file, too.');
  if (text('prefer') !== undefined && text('tool') !== undefined)
    throw wrong('--prefer is for problems that find their tool themselves, and --tool names it: give one of them.');
  if (values['approve'] === true && text('tool') === undefined)
    throw wrong('--approve is for one tool, whose code you have read: name it with --tool.');
  return {
    text,
    all: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
    },
    on: (name) => values[name] === true,
    required: (name) => {
      const value = text(name);
      if (value === undefined) throw wrong(`--${name} is missing: ${descriptions[name][1]}.`);
      return value;
    },
  };
}

/** The help of all commands, or of one. */
export function helpText(command?: CommandName): string {
  if (!command) {
    const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`);
    return `Tools that a strong language model makes once and that answer from then on without it.

Usage: node cli.js COMMAND [options]

${list.join('\n')}

Options of a command: node cli.js COMMAND --help
Version: node cli.js --version
Exit codes: 0 all done, 1 something failed (a problem without an answer, too), 2 wrong usage, 130 interrupted.
Keys: OPENAI_API_KEY for the server of OPENAI_BASE_URL (default: OpenAI's), TOOLSMITH_USER_API_KEY for that of
TOOLSMITH_USER_BASE_URL (default: the same). A key is sent to no other server.
TOOLSMITH_ALLOWED_HOSTS: the servers that may be asked, with commas between; none or nothing: no models at all.
TOOLSMITH_HEADERS: headers of your own by server, as JSON: {"https://gateway.example": {"x-team": "blue"}}.
HTTPS_PROXY, HTTP_PROXY, ALL_PROXY: the proxy to ask servers through; NO_PROXY: the servers to ask without it.
What is spent and used is in the ledger of this machine, which the editor shares: costs sums it up.
`;
  }
  const { options, notes, summary } = commands[command];
  const rows = [...options, 'help' as const].map(
    (name) => `  ${`--${name} ${descriptions[name][0]}`.padEnd(26)} ${descriptions[name][1]}`,
  );
  return `node cli.js ${command}: ${summary}\n\n${rows.join('\n')}\n${notes === '' ? '' : `\n${notes}\n`}`;
}

/** An arrow that begins with a dash is the value of the option before it: alone it would be taken for an option. */
function withArrows(args: readonly string[]): string[] {
  return args.flatMap((arg, at) => {
    const next = args[at + 1];
    if (arg === '--notation' && next !== undefined && isDashArrow(next)) return [`${arg}=${next}`];
    return isDashArrow(arg) && args[at - 1] === '--notation' ? [] : [arg];
  });
}

function isDashArrow(arg: string): boolean {
  return /^--?>$/.test(arg);
}
