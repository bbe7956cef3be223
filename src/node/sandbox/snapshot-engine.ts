import type { Engine } from './engine';
import {
  call,
  guestContextAt,
  inOrder,
  load,
  metered,
  newGuestContext,
  type GuestContext,
  type GuestRun,
} from './guest-context';
import type { GuestPlaces } from './guest-functions';
import { giveMemory, heapBytes, takeImage, type MemoryContents, type MemoryImage } from './memory-image';
import type { WorkerOutcome, WorkerRequest, WorkerSettings } from './messages';
import { startMeter, type Spent } from './meter';
import { compileEngine, newInstance } from './quickjs-instance';

/** How many tools are kept loaded. */
const mostTools = 8;

/** How much memory they may hold together, in bytes; the one used last may hold all that a tool can take. */
const mostBytes = 32 * 1024 * 1024;

/** An instance for one tool alone: so that tools share nothing. */
interface Home {
  readonly guest: GuestContext;
  /** The memory before any tool. */
  readonly empty: MemoryImage;
  /** The memory after the tool was loaded, and what that took. None as long as it did not load in good order. */
  loaded: { readonly image: MemoryImage; readonly spent: Spent } | undefined;
  /** The most that it ever held, in bytes: pages that were cleared are still there. */
  bytes: number;
  /** When it was used last, in calls. */
  used: number;
}

/**
 * Loads a tool once, copies the memory, and copies it back before each call: the very same state each time, at a
 * hundredth of the cost of a fresh context. What it took to load the tool counts in each call, as it does where the
 * tool is loaded each time. A tool that fails to load, or needs more time or memory for it than is usual, is loaded
 * in each call. The context for a tool is a copy of the first one that was made, which no tool was loaded in, in an
 * instance of its own. An instance is thrown away after a host exception, an abort, a timeout, an allocation that was
 * refused, or growth of its memory.
 */
export async function createSnapshotEngine(settings: WorkerSettings): Promise<Engine> {
  const wasm = await compileEngine(settings.folder);
  /**
   * By code. Not in the order of their use: a map of which entries are moved at each call leaves its old tables
   * behind, each of which keeps the next.
   */
  const homes = new Map<string, Home>();
  let spare: Home | undefined;
  /** The first context and its memory, before any tool: all others are copies. */
  let first: { readonly places: GuestPlaces; readonly contents: MemoryContents } | undefined;
  let used: Home | undefined;
  let calls = 0;

  const homeOf = (code: string): Home => {
    const home = homes.get(code) ?? spare;
    if (!home || used) throw new Error('an engine is prepared before each run');
    if (home === spare) {
      spare = undefined;
      homes.set(code, home);
    }
    home.used = calls += 1;
    return home;
  };

  const newSpare = async (): Promise<Home> => {
    const instance = await newInstance(wasm, settings.memoryMegabytes);
    if (first) {
      const guest = guestContextAt(instance, first.places, settings.pulse);
      return newHome(guest, giveMemory(first.contents, instance));
    }
    const guest = newGuestContext(instance, settings.pulse);
    const empty = takeImage(instance);
    first = { places: guest.places, contents: empty.contents };
    return newHome(guest, empty);
  };

  const engine: Engine = {
    run: (request) => {
      const home = homeOf(request.code);
      const { outcome, fuel, sound } = runIn(home, request);
      if (sound) {
        used = home;
        home.bytes = Math.max(home.bytes, bytesOf(home));
        dropIdle(homes);
      } else homes.delete(request.code);
      return { outcome, fuel };
    },
    prepare: async () => {
      if (used) (used.loaded?.image ?? used.empty).restore();
      used = undefined;
      spare ??= await newSpare();
    },
  };
  await engine.prepare();
  return engine;
}

function newHome(guest: GuestContext, empty: MemoryImage): Home {
  const home: Home = { guest, empty, loaded: undefined, bytes: 0, used: 0 };
  home.bytes = bytesOf(home);
  return home;
}

function runIn(home: Home, request: WorkerRequest): GuestRun {
  const { guest, loaded } = home;
  if (loaded && loaded.spent.milliseconds < request.milliseconds)
    return metered(guest, startMeter(request.milliseconds, loaded.spent), () => call(guest, request));
  // Loading took longer than this call may take, so that it has to show again whether it can be done.
  if (loaded) home.empty.restore();
  const meter = startMeter(request.milliseconds);
  return metered(guest, meter, (): WorkerOutcome => {
    const failure = load(guest, request.code);
    if (failure) return failure;
    if (!meter.timedOut && inOrder(guest.instance))
      home.loaded = { spent: meter.spent(), image: takeImage(guest.instance, request.code) };
    return call(guest, request);
  });
}

function bytesOf({ guest, empty, loaded }: Home): number {
  return heapBytes(guest.instance) + empty.size + (loaded?.image.size ?? 0);
}

/** Forgets the tools that were not used for the longest time. */
function dropIdle(homes: Map<string, Home>): void {
  let bytes = [...homes.values()].reduce((sum, home) => sum + home.bytes, 0);
  while (homes.size > 1 && (homes.size > mostTools || bytes > mostBytes)) {
    const [idlest] = [...homes].sort(([, one], [, other]) => one.used - other.used);
    if (!idlest) return;
    const [code, home] = idlest;
    homes.delete(code);
    bytes -= home.bytes;
  }
}
