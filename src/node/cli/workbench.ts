import { randomUUID } from 'node:crypto';
import { access, constants, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { Indexing } from '../../engine/dispatching/index-store';
import { createBookkeeping } from '../../engine/ledger/bookkeeping';
import { readCaps, type CapNames } from '../../engine/ledger/caps';
import type { Ledger } from '../../engine/ledger/ledger';
import { createLibrary, type Library, type LibraryTool } from '../../engine/library/library';
import type { Sandbox } from '../../engine/sandbox/sandbox';
import type { Synthesizer } from '../../engine/synthesis/synthesize';
import { defaultLimits } from '../../engine/tool/limits';
import type { Workshop } from '../../engine/using/run-tool';
import { createRuns, type Runs } from '../batch/runs';
import { sha256 } from '../sha256';
import { createApprovalFolder } from '../store/approval-file';
import { createFileToolStore } from '../store/file-tool-store';
import { createIndexMaker } from '../dispatching/index-maker';
import { createIndexFile } from '../store/index-file';
import { createLedgerFolder } from '../store/ledger-file';
import { plainFolder } from '../store/plain-folder';
import { createSoundnessFolder } from '../store/soundness-file';
import { stateFolder } from '../store/state-folder';
import { createVerificationFolder } from '../store/verification-file';
import { createWorkerSynthesizer } from '../synthesis/worker-synthesizer';
import { createModels, type Environment, type Models } from './models';
import type { Options } from './options';
import { unwrittenSayer } from './unwritten';
import { UsageError, type Terminal } from './terminal';

/** A stream that a command may read; `isTTY` where a person types what is in it. */
export type InputStream = Readable & { readonly isTTY?: boolean };

/** What is around a command. */
export interface Surroundings {
  readonly environment: Environment;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** The standard input. */
  readonly input: InputStream;
  /** The folder of the built files: the worker lies there. */
  readonly distFolder: string;
}

/** What commands work with. */
export interface Workbench {
  readonly library: Library;
  readonly libraryFolder: string;
  /** Where the index of this library is kept on this machine, and what makes it. */
  readonly indexing: Indexing;
  /** The sandbox starts at the first call. */
  readonly workshop: Workshop;
  /** The maker that needs no model. */
  readonly synthesizer: Synthesizer;
  /** What this machine's command line and editor spent and used. Models write to it by themselves. */
  readonly ledger: Ledger;
  /** What runs over files keep until their output is whole. */
  readonly runs: Runs;
  readonly model: Models;
  dispose(): Promise<void>;
}

/** How messages call the caps. */
const capNames: CapNames = {
  dollarsPerMaking: '--max-dollars',
  dollarsPerDay: '--max-dollars-a-day',
  tokensPerMaking: '--max-tokens',
  tokensPerDay: '--max-tokens-a-day',
};

/**
 * Builds what a command works with, and starts nothing. A library that was named must be there. If it will be written
 * to it is made first, so that nothing is spent on a tool that cannot be kept. Throws `UsageError`.
 */
export async function openWorkbench(
  options: Options,
  { environment, terminal, distFolder }: Surroundings,
  use: 'read' | 'write' = 'read',
): Promise<Workbench> {
  const caps = readCaps(
    {
      dollarsPerMaking: options.text('max-dollars'),
      dollarsPerDay: options.text('max-dollars-a-day'),
      tokensPerMaking: options.text('max-tokens'),
      tokensPerDay: options.text('max-tokens-a-day'),
    },
    capNames,
  );
  if ('unusable' in caps) throw new UsageError(caps.unusable);
  const libraryFolder = resolve(options.text('library') ?? '.toolsmith');
  await checkLibrary(libraryFolder, options.text('library') !== undefined, use);
  const library = createLibrary({
    stores: new Map([['folder', createFileToolStore(libraryFolder, () => new Date())]]),
    verifications: createVerificationFolder(join(stateFolder(environment), 'verified')),
    approvals: createApprovalFolder(join(stateFolder(environment), 'approved')),
    digest: (pieces) => Promise.resolve(sha256(pieces)),
    now: () => new Date(),
  });
  const ledger = createLedgerFolder(join(stateFolder(environment), 'ledger'));
  const books = createBookkeeping({
    ledger,
    caps: () => caps,
    capNames,
    oneRun: true,
    now: () => new Date(),
    newId: randomUUID,
    onUnwritten: unwrittenSayer(terminal),
  });
  let sandbox: Promise<Sandbox> | undefined;
  const open = async (): Promise<Sandbox> =>
    (await import('../sandbox/quickjs-sandbox')).createQuickjsSandbox({
      workerPath: join(distFolder, 'sandbox-worker.js'),
      soundness: createSoundnessFolder(join(stateFolder(environment), 'sound-engines')),
    });
  const dispose = async (): Promise<void> => (await sandbox)?.dispose();
  return {
    library,
    libraryFolder,
    indexing: {
      store: createIndexFile(join(stateFolder(environment), 'index', `${sha256([libraryFolder]).slice(0, 32)}.index`)),
      make: createIndexMaker(join(distFolder, 'index-worker.js')),
    },
    workshop: {
      sandbox: {
        call: async (call, signal) => (await (sandbox ??= open())).call(call, signal),
        run: async (run, signal, onProblem) => (await (sandbox ??= open())).run(run, signal, onProblem),
        check: async (check, signal) => (await (sandbox ??= open())).check(check, signal),
        dispose,
      },
      limits: defaultLimits,
    },
    synthesizer: createWorkerSynthesizer(join(distFolder, 'synthesis-worker.js')),
    ledger,
    runs: createRuns(join(stateFolder(environment), 'runs'), () => new Date()),
    model: createModels(options, environment, books, terminal),
    dispose,
  };
}

/** A tool of this id or name. Throws `UsageError` where there is none or there are several. */
export async function findTool(library: Library, name: string): Promise<LibraryTool> {
  const byId = await library.find({ place: 'folder', id: name });
  if (byId) return byId;
  const { tools, damaged } = await library.list();
  const byName = tools.filter(({ tool }) => tool.name.toLowerCase() === name.toLowerCase());
  const [only] = byName;
  if (only && byName.length === 1) return only;
  if (only)
    throw new UsageError(
      `Several tools are called “${name}”: name one by its id, ${byName.map(({ tool }) => tool.id).join(' or ')}.`,
    );
  const broken = damaged.find(({ folder }) => folder === name);
  if (broken) throw new UsageError(`The tool ${name} cannot be read: ${broken.reason}.`);
  throw new UsageError(
    `There is no tool “${name}”. ${tools.length === 0 ? 'The library has none yet: make one first.' : `There ${tools.length === 1 ? 'is' : 'are'}: ${tools.map(({ tool }) => tool.id).join(', ')}.`}`,
  );
}

async function checkLibrary(folder: string, named: boolean, use: 'read' | 'write'): Promise<void> {
  const standing = await stat(folder).catch(() => undefined);
  if (standing && !standing.isDirectory()) throw new UsageError(`${folder} is a file: --library takes a folder.`);
  if (use === 'read') {
    // Else a slip in a script would verify nothing, and say that all is well.
    if (named && !standing) throw new UsageError(`There is no folder ${folder}. Check --library.`);
    return;
  }
  try {
    await plainFolder(folder, 'shared').makeFolder();
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new UsageError(
      `Tools cannot be kept in ${folder}: ${error instanceof Error ? error.message : String(error)}. Name another folder with --library.`,
    );
  }
}
