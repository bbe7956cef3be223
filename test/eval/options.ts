import { parseArgs } from 'node:util';
import type { Options } from '../../src/node/cli/options';
import { UsageError } from '../../src/node/cli/terminal';

/** What an evaluation is run with. */
export interface EvaluationOptions {
  /** A folder of task files; `undefined`: the project's own tasks. */
  readonly data: string | undefined;
  /** Only families whose name has this in it. */
  readonly only: string | undefined;
  /** Which lines of a file are shown to the maker, held out for verification, and tested; from 1. */
  readonly lines: { readonly shown: Lines; readonly heldOut: Lines; readonly test: Lines };
  readonly trials: number;
  /** Problems that go through the light model, singly and packed, and through the baseline. */
  readonly uses: number;
  readonly packSize: number;
  readonly baseline: boolean;
  readonly paper: boolean;
  /** Families under way at once; each has its own few requests in flight. */
  readonly inFlight: number;
  readonly output: string;
  /** What the models are made from, as the command line takes it. */
  readonly models: Pick<Options, 'text'>;
}

/** Line numbers from 1, as `1-3`, `6-8,12` or `11-`. */
export type Lines = (line: number) => boolean;

const options = {
  data: { type: 'string' },
  only: { type: 'string' },
  shown: { type: 'string', default: '1-3' },
  'held-out': { type: 'string', default: '6-8' },
  test: { type: 'string', default: '11-' },
  trials: { type: 'string', default: '1' },
  uses: { type: 'string', default: '4' },
  pack: { type: 'string', default: '10' },
  baseline: { type: 'boolean', default: false },
  paper: { type: 'boolean', default: false },
  'in-flight': { type: 'string', default: '4' },
  output: { type: 'string', default: 'eval-results.json' },
  'base-url': { type: 'string' },
  'maker-model': { type: 'string' },
  'maker-input-price': { type: 'string' },
  'maker-output-price': { type: 'string' },
  'user-base-url': { type: 'string' },
  'user-model': { type: 'string' },
  'user-input-price': { type: 'string' },
  'user-output-price': { type: 'string' },
  replies: { type: 'string' },
  record: { type: 'string' },
} as const;

/** Parses the arguments of `npm run eval`. Without a model the recorded replies answer. Throws `UsageError`. */
export function parseEvaluationOptions(args: readonly string[], recorded: string): EvaluationOptions {
  let values: Readonly<Partial<Record<string, string | boolean>>>;
  try {
    ({ values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false }));
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : String(error)}\nThe options: ${Object.keys(options)
        .map((name) => `--${name}`)
        .join(' ')}`,
    );
  }
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const count = (name: keyof typeof options, least: number): number => {
    const value = Number(text(name));
    if (!Number.isInteger(value) || value < least)
      throw new UsageError(`--${name} takes a whole number, ${least} at least, not “${text(name) ?? ''}”.`);
    return value;
  };
  const named = ['maker-model', 'user-model', 'replies', 'record'].some((name) => text(name) !== undefined);
  return {
    data: text('data'),
    only: text('only'),
    lines: {
      shown: linesOf(text('shown') ?? '', 'shown'),
      heldOut: linesOf(text('held-out') ?? '', 'held-out'),
      test: linesOf(text('test') ?? '', 'test'),
    },
    trials: count('trials', 1),
    uses: count('uses', 0),
    packSize: count('pack', 1),
    baseline: values['baseline'] === true,
    paper: values['paper'] === true,
    inFlight: count('in-flight', 1),
    output: text('output') ?? 'eval-results.json',
    models: { text: (name) => text(name) ?? (name === 'replies' && !named ? recorded : undefined) },
  };
}

function linesOf(list: string, option: string): Lines {
  const ranges = list.split(',').map((part): readonly [number, number] => {
    const match = /^(\d+)(-(\d*))?$/.exec(part.trim());
    if (!match?.[1]) throw new UsageError(`--${option} takes lines such as 1-3 or 6-8,12 or 11-, not “${list}”.`);
    const first = Number(match[1]);
    return [first, match[2] === undefined ? first : match[3] === '' ? Infinity : Number(match[3])];
  });
  return (line) => ranges.some(([first, last]) => line >= first && line <= last);
}
