import { readFile } from 'node:fs/promises';
import type { Bookkeeping } from '../../engine/ledger/bookkeeping';
import type { Booking } from '../../engine/ledger/ledgered';
import type { ChatModel, ModelIdentity, Role } from '../../engine/model/chat-model';
import { showInvisible } from '../../engine/text/show-invisible';
import { hostEntry, hostProblem, type AllowedHosts } from '../model/allowed-hosts';
import { addressProblem, keyFromEnvironment, keyProblem } from '../model/key-origin';
import type { LearnedLimits } from '../model/limits';
import { routeTo } from '../model/proxy';
import type { RefusedParameter } from '../model/refusals';
import { commandLineRemedies, type Remedies } from '../model/remedies';
import {
  createRecordingModel,
  createReplayModel,
  readRecordings,
  recordingLine,
  type Recording,
} from '../model/replay';
import { namedFile } from '../store/named-file';
import { StoreError, systemCode } from '../store/store-error';
import type { Options } from './options';
import { UsageError, type Terminal } from './terminal';

/** The variables of the environment. One that is set to nothing means what an unset one means. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The model of a role, its calls written to the ledger on what `booking` says then; `null` where none is named. Throws
 * `UsageError`.
 */
export type Models = (role: Role, booking?: () => Booking) => Promise<ChatModel | null>;

/** OpenAI's own server, where no other is named: as its client has it. */
const openAi = 'https://api.openai.com/v1';

/** Milliseconds. A script can wait longer than a person: local models take minutes to load. */
const timeouts = { firstByteMs: 1_800_000, silenceMs: 120_000 };

/** What was learned of servers, for the models of one command. */
interface Learned {
  readonly refused: Map<string, Set<RefusedParameter>>;
  readonly limits: Map<string, LearnedLimits>;
}

const remedies: Readonly<Record<Role, Remedies>> = {
  maker: commandLineRemedies({
    key: 'OPENAI_API_KEY',
    keyFor: 'OPENAI_BASE_URL',
    model: '--maker-model or TOOLSMITH_MAKER_MODEL',
  }),
  user: commandLineRemedies({
    key: 'TOOLSMITH_USER_API_KEY',
    keyFor: 'TOOLSMITH_USER_BASE_URL',
    model: '--user-model or TOOLSMITH_USER_MODEL',
  }),
};

/** The models that the options and the environment name, their calls in the books. */
export function createModels(
  options: Pick<Options, 'text'>,
  environment: Environment,
  books: Bookkeeping,
  terminal: Terminal,
): Models {
  const named = namedModels(options, environment, terminal);
  return async (role, booking = () => ({})) => {
    const model = await named(role);
    return model && books.booked(model, booking);
  };
}

/** The models that the options and the environment name, by role, out of the books: for measurements of our own. */
export function namedModels(
  options: Pick<Options, 'text'>,
  environment: Environment,
  terminal: Terminal,
): (role: Role) => Promise<ChatModel | null> {
  const learned: Learned = { refused: new Map(), limits: new Map() };
  return async (role) => {
    const replies = options.text('replies');
    if (replies !== undefined) return replayed(role, options, replies, await recordingsIn(replies));
    const server = await serverModel(role, options, environment, terminal, learned);
    const record = options.text('record');
    if (!server || record === undefined) return server;
    // Made before the first request, so that no reply is paid for that cannot be kept.
    await append(record, '').catch((error: unknown) => unusable(record, error));
    return createRecordingModel(server, await recordingsIn(record), (recording) =>
      append(record, recordingLine(recording)),
    );
  };
}

/** A role that was never recorded is a role that no model plays. */
function replayed(
  role: Role,
  options: Pick<Options, 'text'>,
  file: string,
  recordings: readonly Recording[],
): ChatModel | null {
  const recorded = recordings.find((recording) => recording.role === role);
  if (!recorded && role === 'user') return null;
  const identity: ModelIdentity = {
    model: recorded?.model ?? 'recorded replies',
    host: 'this machine',
    ...prices(options, role),
  };
  return createReplayModel({
    identity,
    recordings,
    howToRecord: `the same command with --record ${file} in place of --replies ${file}, and a server`,
  });
}

async function serverModel(
  role: Role,
  options: Pick<Options, 'text'>,
  environment: Environment,
  terminal: Terminal,
  learned: Learned,
): Promise<ChatModel | null> {
  const variable = (name: string): string | undefined => (environment[name] === '' ? undefined : environment[name]);
  const model =
    role === 'maker'
      ? (options.text('maker-model') ?? variable('TOOLSMITH_MAKER_MODEL'))
      : (options.text('user-model') ?? variable('TOOLSMITH_USER_MODEL'));
  if (model === undefined) return null;
  const makerUrl = options.text('base-url') ?? variable('OPENAI_BASE_URL') ?? openAi;
  const baseUrl =
    role === 'maker' ? makerUrl : (options.text('user-base-url') ?? variable('TOOLSMITH_USER_BASE_URL') ?? makerUrl);
  const wrong = addressProblem(baseUrl);
  // Not quoted: a URL with a password in it is one of those that are wrong.
  if (wrong !== undefined)
    throw new UsageError(
      `The base URL of the ${role === 'maker' ? 'strong' : 'light'} model cannot be used. ${wrong} It looks like https://host/v1.`,
    );
  const { host } = new URL(baseUrl);
  const forbidden = hostProblem(host, allowedHosts(environment['TOOLSMITH_ALLOWED_HOSTS']), 'TOOLSMITH_ALLOWED_HOSTS');
  if (forbidden !== undefined) throw new UsageError(`Nothing was sent. ${forbidden}`);
  const route = routeTo(baseUrl, environment);
  if (route.kind === 'unusable') throw new UsageError(`Nothing was sent. ${route.message}`);
  // The light model's key belongs to the light model's server, which is the strong one's where no other is named.
  const bound: Environment = {
    ...environment,
    TOOLSMITH_USER_BASE_URL: variable('TOOLSMITH_USER_BASE_URL') ?? variable('OPENAI_BASE_URL') ?? openAi,
  };
  const apiKey = keyFromEnvironment(baseUrl, role, bound);
  const given = ['OPENAI_API_KEY', ...(role === 'user' ? ['TOOLSMITH_USER_API_KEY'] : [])].filter(
    (name) => variable(name) !== undefined,
  );
  if (apiKey === null && given.length > 0) {
    terminal.err(
      `No key is sent to ${host}: ${keyProblem(baseUrl) ?? `${given.join(' and ')} ${given.length === 1 ? 'is' : 'are'} for another server. A key goes to the server of OPENAI_BASE_URL or TOOLSMITH_USER_BASE_URL alone.`}\n`,
    );
  }
  const { createOpenAiChatModel } = await import('../model/openai-chat-model');
  return createOpenAiChatModel({
    identity: { model, host, ...prices(options, role) },
    baseUrl,
    apiKey,
    headers: environment['TOOLSMITH_HEADERS'],
    timeouts,
    ...learned,
    remedies: remedies[role],
    proxy: route.kind === 'through' ? route.proxy : undefined,
    onWait: (milliseconds, reason) =>
      terminal.err(
        `waiting ${Math.max(1, Math.round(milliseconds / 1000))} s before another try: ${showInvisible(reason)}\n`,
      ),
  });
}

/**
 * The servers that may be asked: host names with commas between them. If it has no names, or says `none`, no server may
 * be asked. If the variable is not set, any may.
 */
function allowedHosts(variable: string | undefined): AllowedHosts {
  if (variable === undefined) return null;
  return variable.trim().toLowerCase() === 'none' ? [] : variable.split(',').flatMap((entry) => hostEntry(entry) ?? []);
}

function prices(options: Pick<Options, 'text'>, role: Role): Pick<ModelIdentity, 'inputPrice' | 'outputPrice'> {
  return { inputPrice: price(options, `${role}-input-price`), outputPrice: price(options, `${role}-output-price`) };
}

/** US dollars for a million tokens; `null` where not given. */
function price(options: Pick<Options, 'text'>, name: `${Role}-${'input' | 'output'}-price`): number | null {
  const text = options.text(name);
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0)
    throw new UsageError(`--${name} takes US dollars for a million tokens, such as 0.15, not “${text}”.`);
  return value;
}

/** Throws `StoreError`. */
async function append(file: string, text: string): Promise<void> {
  const { folder, path } = await namedFile(file);
  const recordings = await folder.openToAppend(path);
  await recordings.appendFile(text).finally(() => recordings.close());
}

async function recordingsIn(file: string): Promise<readonly Recording[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => unusable(file, error));
  try {
    return readRecordings(text);
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function unusable(file: string, error: unknown): never {
  if (error instanceof StoreError) throw error;
  throw new UsageError(
    systemCode(error) === 'ENOENT'
      ? `There is no file ${file}, or no folder for it.`
      : `${file} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
  );
}
