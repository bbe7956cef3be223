import { createHash } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createLibrary, type Library, type LibraryTool } from '../../engine/library/library';
import { score, verifyTool } from '../../engine/making/verify';
import type { ChatModel, Role } from '../../engine/model/chat-model';
import type { Sandbox } from '../../engine/sandbox/sandbox';
import { defaultLimits } from '../../engine/tool/limits';
import type { Workshop } from '../../engine/using/run-tool';
import { keyFor } from '../model/key-origin';
import { createRecordingModel, createReplayModel, readRecordings, recordingLine } from '../model/replay';
import { createFileToolStore } from '../store/file-tool-store';
import { createVerificationFolder } from '../store/verification-file';
import type { Options } from './options';
import { UsageError, type Terminal } from './terminal';

/** The environment of a command. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** The folder of the built files: the worker lies there. */
  readonly distFolder: string;
}

/** What commands work with. */
export interface Workbench {
  readonly library: Library;
  readonly libraryFolder: string;
  /** The sandbox starts at the first call. */
  readonly workshop: Workshop;
  /** The model of a role; `null` where none is named. Throws `UsageError`. */
  model(role: Role): Promise<ChatModel | null>;
  dispose(): Promise<void>;
}

/** Builds what a command works with. Starts nothing. */
export function openWorkbench(options: Options, { environment, terminal, distFolder }: Surroundings): Workbench {
  const libraryFolder = resolve(options.text('library') ?? '.toolsmith');
  const store = createFileToolStore(libraryFolder, () => new Date());
  const library = createLibrary({
    stores: new Map([['folder', store]]),
    verifications: createVerificationFolder(join(stateFolder(environment), 'verified')),
    digest: (text) => Promise.resolve(createHash('sha256').update(text).digest('hex')),
  });
  let sandbox: Promise<Sandbox> | undefined;
  const open = async (): Promise<Sandbox> => (await import('../sandbox/quickjs-sandbox')).createQuickjsSandbox({ workerPath: join(distFolder, 'sandbox-worker.js') });
  return {
    library,
    libraryFolder,
    workshop: { sandbox: { call: async (call, signal) => (await (sandbox ??= open())).call(call, signal), dispose: async () => (await sandbox)?.dispose() }, limits: defaultLimits },
    model: (role) => modelFor(role, options, environment, terminal),
    dispose: async () => (await sandbox)?.dispose(),
  };
}

/** A tool of this name or id. Throws `UsageError` where there is none or there are several. */
export async function findTool(library: Library, name: string): Promise<LibraryTool> {
  const { tools } = await library.list();
  const found = tools.filter(({ tool }) => tool.id === name || tool.name.toLowerCase() === name.toLowerCase());
  const [only] = found;
  if (only && (found.length === 1 || only.tool.id === name)) return only;
  throw new UsageError(found.length > 1 ? `Several tools are called “${name}”: name one by its id, ${found.map(({ tool }) => tool.id).join(' or ')}.` : `There is no tool “${name}”. There ${tools.length === 1 ? 'is' : 'are'}: ${tools.map(({ tool }) => tool.id).join(', ') || 'none'}.`);
}

/** Runs a tool's examples where it was not verified on this machine as it stands. `undefined`: it holds; else why not. */
export async function whyNotVerified(workbench: Workbench, { tool, verification }: LibraryTool, signal: AbortSignal): Promise<string | undefined> {
  if (tool.stage === 'draft') return `“${tool.name}” is a draft: its making failed.`;
  if (verification && verification.passed === verification.total) return undefined;
  const verdicts = await verifyTool(tool, workbench.workshop, signal);
  if (!verdicts) return 'interrupted';
  const points = score(tool.examples, verdicts);
  await workbench.library.recordVerification(tool, { ...points, acceptedForeign: 0, at: new Date().toISOString() });
  return points.passed === points.total ? undefined : `${points.passed} of the ${points.total} examples of “${tool.name}” pass on this machine: it is not applied.`;
}

async function modelFor(role: Role, options: Options, environment: Surroundings['environment'], terminal: Terminal): Promise<ChatModel | null> {
  const replies = options.text('replies');
  if (replies !== undefined) {
    const identity = { model: 'recorded replies', host: 'this machine', inputPrice: null, outputPrice: null };
    return createReplayModel({ identity, recordings: readRecordings(await fileText(replies)), howToRecord: `the same command with --record ${replies} and a server` });
  }
  const server = await serverModel(role, options, environment, terminal);
  const record = options.text('record');
  if (!server || record === undefined) return server;
  const recordings = readRecordings(await fileText(record).catch(() => ''));
  return createRecordingModel(server, recordings, (recording) => appendFile(record, recordingLine(recording)));
}

async function serverModel(role: Role, options: Options, environment: Surroundings['environment'], terminal: Terminal): Promise<ChatModel | null> {
  const makerUrl = options.text('base-url') ?? environment['OPENAI_BASE_URL'] ?? 'https://api.openai.com/v1';
  const userUrl = options.text('user-base-url') ?? environment['TOOLSMITH_USER_BASE_URL'] ?? makerUrl;
  const baseUrl = role === 'maker' ? makerUrl : userUrl;
  const model = role === 'maker' ? (options.text('maker-model') ?? environment['TOOLSMITH_MAKER_MODEL']) : (options.text('user-model') ?? environment['TOOLSMITH_USER_MODEL']);
  if (model === undefined || model === '') return null;
  if (!URL.canParse(baseUrl)) throw new UsageError(`“${baseUrl}” is no URL. It looks like https://host/v1.`);
  const apiKey = keyFor(baseUrl, [
    ...(role === 'user' ? [{ baseUrl: environment['TOOLSMITH_USER_BASE_URL'], key: environment['TOOLSMITH_USER_API_KEY'] }] : []),
    { baseUrl: environment['OPENAI_BASE_URL'] ?? 'https://api.openai.com/v1', key: environment['OPENAI_API_KEY'] },
  ]);
  const { createOpenAiChatModel } = await import('../model/openai-chat-model');
  return createOpenAiChatModel({
    identity: { model, host: new URL(baseUrl).host, inputPrice: role === 'maker' ? price(options, 'input-price') : null, outputPrice: role === 'maker' ? price(options, 'output-price') : null },
    baseUrl,
    apiKey,
    timeouts: { firstByteMs: 1_800_000, silenceMs: 120_000 },
    refused: new Map(),
    onWait: (milliseconds, reason) => terminal.err(`waiting ${Math.round(milliseconds / 1000)} s: ${reason}\n`),
  });
}

function price(options: Options, name: 'input-price' | 'output-price'): number | null {
  const text = options.text(name);
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new UsageError(`--${name} takes US dollars for a million tokens, not “${text}”.`);
  return value;
}

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Where this machine keeps what was verified on it: never in the library, which may come from elsewhere. */
function stateFolder(environment: Surroundings['environment']): string {
  const base = process.platform === 'win32' ? environment['LOCALAPPDATA'] : (environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'));
  return join(base ?? homedir(), 'toolsmith');
}
