import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { engineFile, type SharedSettings } from './messages';

/** Which engines passed their self-test on this machine, by what `engineFingerprint` says of each. */
export interface SoundnessBook {
  /** False where that is not known. */
  has(fingerprint: string): Promise<boolean>;
  /** Never throws: what is not written down is tested again. */
  add(fingerprint: string): Promise<void>;
}

/**
 * Names an engine to the last byte: the compiled code, the worker with all that is in it (the guest's code, the engines,
 * the test itself), what compiles and runs both, and what the engine may take. Throws where a file is missing.
 */
export async function engineFingerprint(
  workerPath: string,
  { engine, memoryMegabytes }: Pick<SharedSettings, 'engine' | 'memoryMegabytes'>,
): Promise<string> {
  const hash = createHash('sha256');
  for (const path of [join(dirname(workerPath), engineFile), workerPath])
    hash.update(
      createHash('sha256')
        .update(await readFile(path))
        .digest(),
    );
  const { versions, arch, platform, execArgv, env } = process;
  hash.update(JSON.stringify([versions.v8, versions.node, arch, platform, execArgv, env['NODE_OPTIONS'] ?? '']));
  return hash.update(JSON.stringify([engine, memoryMegabytes])).digest('hex');
}

/** What is known of a worker's engine. */
export interface Soundness {
  /** Whether it passed its test before. */
  readonly isKnown: Promise<boolean>;
  /** It passed now, or before. */
  passed(): void;
}

/** Looks an engine up by its fingerprint; one of which there is none, as its files cannot be read, is not known. */
export function soundnessOf(book: SoundnessBook | undefined, fingerprint: () => Promise<string>): Soundness {
  if (!book) return { isKnown: Promise.resolve(false), passed: () => undefined };
  const named = fingerprint().catch(() => undefined);
  const isKnown = named.then((name) => name !== undefined && book.has(name)).catch(() => false);
  const write = async (): Promise<void> => {
    const name = await named;
    if (name !== undefined && !(await isKnown)) await book.add(name);
  };
  return { isKnown, passed: () => void write() };
}
