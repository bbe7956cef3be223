import { isVerified, type Library, type LibraryTool } from '../../engine/library/library';
import { isDispatchable } from '../../engine/dispatching/tool-index';
import { score, verifyTool } from '../../engine/making/verify';
import { newToolId } from '../../engine/tool/tool-id';
import type { Run } from '../../engine/using/run';
import { StoreError } from '../store/store-error';

/** The tools that other programs may use, as they stand: approved and verified here. Each has an id of its own. */
export interface ServedLibrary {
  /** As they are known; waits where they are being read. */
  tools(): Promise<readonly LibraryTool[]>;
  /** Calls back when other tools are served than before, or changed ones. */
  onChange(changed: () => void): void;
  /** Reads the libraries anew: something that they do not watch has changed. */
  refresh(): void;
  close(): void;
}

/** What it is made of. */
export interface ServedLibraryParts extends Run {
  /** In the order in which their tools get their names. */
  readonly libraries: readonly Library[];
  /** Told what could not be done, a line. */
  readonly say: (line: string) => void;
}

/**
 * Serves the tools of libraries. What is approved and was not verified as it stands has its examples run first, which
 * asks no model; nothing is approved here.
 */
export function createServedLibrary({ libraries, workshop, signal, say }: ServedLibraryParts): ServedLibrary {
  const listeners = new Set<() => void>();
  /** What was verified in this process: where that cannot be kept, nothing is verified twice. */
  const verified = new Map<string, LibraryTool['verification']>();
  let served: readonly LibraryTool[] | undefined;
  let isQueued = false;

  const verify = async (library: Library, listed: LibraryTool): Promise<LibraryTool> => {
    const { tool, fingerprint } = listed;
    if (listed.verification) return listed;
    const known = verified.get(fingerprint);
    if (known) return { ...listed, verification: known };
    const verdicts = await verifyTool(tool, workshop, signal);
    if (!verdicts) return listed;
    const record = { ...score(tool.examples, verdicts), acceptedForeign: 0, at: new Date().toISOString() };
    verified.set(fingerprint, record);
    await library.recordVerification(tool, record).catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
      say(`It was not kept that ${tool.id} was verified. ${error.message}`);
    });
    const now = { ...listed, verification: record };
    if (!isVerified(now)) say(`${tool.id} is not served: ${record.passed} of its ${record.total} examples pass.`);
    return now;
  };
  const read = async (): Promise<void> => {
    const taken = new Set<string>();
    const ready: LibraryTool[] = [];
    for (const library of libraries) {
      for (const listed of (await library.list()).tools) {
        if (listed.tool.stage !== 'tool' || !listed.isApproved) continue;
        const known = await verify(library, listed);
        if (!isDispatchable(known)) continue;
        const { tool } = known;
        // Two libraries may have tools of one id.
        const id = taken.has(tool.id) ? newToolId(tool.id, taken) : tool.id;
        taken.add(id);
        ready.push(id === tool.id ? known : { ...known, tool: { ...tool, id } });
      }
    }
    // Of the first ones nobody knows yet.
    const isOther = served !== undefined && keyOf(ready) !== keyOf(served);
    served = ready;
    if (isOther) listeners.forEach((changed) => changed());
  };
  const readOrSay = (): Promise<void> =>
    read().catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
      say(error.message);
    });
  /** Begun when the tools are first asked for: a client is greeted before that. */
  let reading: Promise<void> | undefined;
  const refresh = (): void => {
    // What changes while it is read is read once more, however often it does.
    if (isQueued || !reading) return;
    isQueued = true;
    reading = reading.then(() => {
      isQueued = false;
      return readOrSay();
    });
  };
  const ends = libraries.map((library) => library.onChange(refresh));
  return {
    tools: async () => {
      await (reading ??= readOrSay());
      return served ?? [];
    },
    onChange: (changed) => void listeners.add(changed),
    refresh,
    close: () => ends.forEach((end) => end()),
  };
}

function keyOf(tools: readonly LibraryTool[]): string {
  return tools.map(({ tool, fingerprint }) => `${tool.id} ${fingerprint}`).join(' ');
}
