import { statSync, watch } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { watchTools, type Watching } from './watch-tools';

/**
 * How soon a change is told: after so long a quiet, as writes come in bursts, but after the longest wait at the
 * latest; and how often is looked. Milliseconds.
 */
export interface WatchPace {
  readonly quiet: number;
  readonly longest: number;
  readonly poll: number;
}

/** A change is told within a second, even where there are no events and the look has just passed. */
export const usualPace: WatchPace = { quiet: 100, longest: 400, poll: 700 };

/** Starts to watch a library’s folder; throws where the system cannot, and calls `failed` where that shows later. */
export type WatchTree = (folder: string, changed: () => void, failed: () => void) => Watching;

/** Whole trees where the system itself watches them. */
const watchTree: WatchTree = (folder, changed, failed) =>
  watch(folder, { recursive: true, persistent: false }, changed).on('error', failed);
const systemWatch = process.platform === 'linux' ? watchTools : watchTree;

/** Looking takes at most this share of the time, however much there is to look at. */
const lookingShare = 0.2;

/**
 * Calls back soon after something in a folder changed. The folder may come, go and be replaced; this never throws.
 * The system's events are used where they are to be had. A look now and then finds out whether the folder is still the
 * same one, and, where there are no events (network disks, no inotify watches left), what changed in it.
 * Keeps no process alive. Returns the end of watching.
 */
export function watchFolder(
  folder: string,
  changed: () => void,
  watchWith: WatchTree = systemWatch,
  pace: WatchPace = usualPace,
): () => void {
  let ended = false;
  let quiet: NodeJS.Timeout | undefined;
  let watcher: Watching | undefined;
  let restUntil = 0;
  let looking = false;
  let watched = identity(folder);
  /** What the last look saw; `undefined` before the first one. Compared only where there are no events. */
  let seen: string | undefined;

  /** When the first change came that was not told yet. */
  let untoldSince: number | undefined;
  const soon = (): void => {
    clearTimeout(quiet);
    untoldSince ??= Date.now();
    // Who writes without a pause is told of all the same.
    quiet = setTimeout(
      () => {
        untoldSince = undefined;
        if (!ended) changed();
      },
      Math.max(0, Math.min(pace.quiet, untoldSince + pace.longest - Date.now())),
    );
    quiet.unref();
  };
  const stop = (): void => {
    watcher?.close();
    watcher = undefined;
  };
  const start = (): void => {
    if (watched === undefined) return;
    try {
      watcher = watchWith(folder, soon, stop);
    } catch {
      watcher = undefined;
    }
  };
  const look = async (): Promise<void> => {
    const now = identity(folder);
    if (now !== watched) {
      watched = now;
      stop();
      start();
      seen = undefined;
      soon();
    }
    if (watcher) return;
    const before = seen;
    seen = await stamp(folder);
    if (before !== undefined && before !== seen) soon();
  };
  const poll = setInterval(() => {
    const start = performance.now();
    if (looking || start < restUntil) return;
    looking = true;
    void look().finally(() => {
      looking = false;
      restUntil = start + (performance.now() - start) / lookingShare;
    });
  }, pace.poll);
  poll.unref();
  start();
  void look();
  return () => {
    ended = true;
    clearInterval(poll);
    clearTimeout(quiet);
    stop();
  };
}

/** What tells a folder from another one of the same name; `undefined` where there is none. */
function identity(folder: string): string | undefined {
  try {
    const info = statSync(folder);
    return info.isDirectory() ? `${info.dev}:${info.ino}:${info.birthtimeMs}` : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Names, sizes and times of what is in a folder and in its folders: differs when something was written. Never throws.
 */
async function stamp(folder: string, deeper = true): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const lines = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return deeper ? `${entry.name}/ ${await stamp(path, false)}` : entry.name;
    const info = await lstat(path).catch(() => undefined);
    return `${entry.name} ${info?.size ?? ''} ${info?.mtimeMs ?? ''} ${info?.ino ?? ''}`;
  });
  return (await Promise.all(lines)).sort().join('\n');
}
