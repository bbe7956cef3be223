import { showInvisible } from '../text/show-invisible';
import { fingerprint, type Digest } from '../tool/fingerprint';
import { newToolId } from '../tool/tool-id';
import type { Tool, TranscriptEntry } from '../tool/tool';
import { exportText, parseExport } from './exchange';
import type { DamagedTool, StoredVersion, StoreNames, ToolStore, TrashedTool } from './tool-store';
import {
  holds,
  type Approval,
  type ApprovalBook,
  type VerificationBook,
  type VerificationRecord,
} from './verification';

/** The parts of the library: the workspace's storage, the user's, and a workspace's own folder. */
export type Place = 'workspace' | 'user' | 'folder';

/** Names a tool. The same id may stand in two places. */
export interface ToolAddress {
  readonly place: Place;
  readonly id: string;
}

/** A tool with where it is kept and what is known of it on this machine. */
export interface LibraryTool {
  readonly tool: Tool;
  readonly place: Place;
  readonly fingerprint: string;
  /** `undefined`: not verified here, as it stands now. */
  readonly verification: VerificationRecord | undefined;
  /**
   * Made on this machine as it stands, or approved here by a person who was shown it. Until then nothing of it is run,
   * not even to verify it or to see what it reads. It is not dispatched to or served to another program. No prompt
   * quotes it: not its name, not its texts, not even their shapes.
   */
  readonly isApproved: boolean;
  /** Else what it says of its making, such as which examples its maker never saw, is a stranger's word. */
  readonly isMadeHere: boolean;
}

/** The library, or some of it, as it was read. */
export interface LibraryListing {
  readonly tools: readonly LibraryTool[];
  readonly damaged: readonly (DamagedTool & { readonly place: Place })[];
}

/** Some of what is in a place, by its names there. */
export interface LibraryPart {
  readonly place: Place;
  readonly names: readonly string[];
}

/** How many tools an import brought, and what was set aside. */
export interface ImportOutcome {
  readonly imported: readonly Tool[];
  /** Why the rest was not taken, a sentence each. */
  readonly rejected: readonly string[];
}

/** Names an entry of the trash. */
export interface TrashEntry {
  readonly place: Place;
  readonly entry: string;
}

/** The functional cache: the tools of all places, listed together. */
export interface Library {
  /** What is in which place, unread: soon told, however much it is. Places in the order in which tools are listed. */
  names(): Promise<readonly (StoreNames & { readonly place: Place })[]>;
  /**
   * Everything, or this part as far as it is still there. Verification and approval are looked up for each tool as it
   * was read.
   */
  list(part?: LibraryPart): Promise<LibraryListing>;
  find(address: ToolAddress): Promise<LibraryTool | undefined>;
  /** An id for a new tool of this name: none that a tool, or something unreadable, has in any place. */
  newId(name: string): Promise<string>;
  /** Stores what was made here, which is approved by its making. What comes from elsewhere comes by `importTools`. */
  save(tool: Tool, place: Place, transcript?: readonly TranscriptEntry[]): Promise<void>;
  readTranscript(address: ToolAddress, version: number): Promise<readonly TranscriptEntry[] | undefined>;
  /** The code of one of a tool's versions; `undefined` where it is gone. */
  readCode(address: ToolAddress, version: number): Promise<string | undefined>;
  /**
   * A tool as it was when a next version took this one's place, and what is known of that here; `undefined` where it
   * was not kept.
   */
  readState(address: ToolAddress, version: number): Promise<LibraryTool | undefined>;
  /**
   * Stores a tool as a person changed it, who was shown what they changed: it stays as approved as it was. False, and
   * nothing is stored, where it is gone or was changed by somebody else meanwhile.
   */
  revise(before: LibraryTool, tool: Tool): Promise<boolean>;
  /** Records that a tool, as it stands, passed its examples here. */
  recordVerification(tool: Tool, record: VerificationRecord): Promise<void>;
  /**
   * Records that a person was shown a tool, as it stands, and approved it. False where that could not be kept: it
   * holds until the end of this process.
   */
  approve(tool: Tool): Promise<boolean>;
  rename(address: ToolAddress, name: string): Promise<void>;
  /** A copy in the same place, as verified as the tool; `undefined` where the tool is gone. */
  duplicate(address: ToolAddress): Promise<Tool | undefined>;
  /** Moves a tool to the trash, from which it can be restored. */
  remove(address: ToolAddress): Promise<void>;
  listTrash(): Promise<readonly (TrashedTool & { readonly place: Place })[]>;
  restore(place: Place, entry: string): Promise<Tool>;
  /** Everything in the trash, what cannot be read and is not listed too. */
  trashEntries(): Promise<readonly TrashEntry[]>;
  /** Deletes these entries, and no others, for good: what came to the trash since the person was asked stays. */
  emptyTrash(entries: readonly TrashEntry[]): Promise<void>;
  /** Moves a tool to another place: written there first, removed here after, so that nothing is lost between. */
  move(address: ToolAddress, to: Place): Promise<void>;
  /** One JSON file with manifests and code, without a word of their verification. */
  exportTools(tools: readonly Tool[]): string;
  /** Takes what is sound of such a file, under ids of its own. A person approves each before it is used. */
  importTools(text: string, to: Place): Promise<ImportOutcome>;
  /** Adds a place to those that are listed, behind them, as where a folder is trusted meanwhile. */
  addPlace(place: Place, store: ToolStore): void;
  /** Calls back when a store changed, by whomever. Returns the end of it. */
  onChange(changed: () => void): () => void;
}

/** What a library is made of. */
export interface LibraryParts {
  /** In the order in which tools are listed. Others may come later. */
  readonly stores: ReadonlyMap<Place, ToolStore>;
  readonly verifications: VerificationBook;
  readonly approvals: ApprovalBook;
  readonly digest: Digest;
  /** Dates what is recorded. */
  readonly now: () => Date;
}

/** The library over its stores. */
export function createLibrary({ stores: firstStores, verifications, approvals, digest, now }: LibraryParts): Library {
  const stores = new Map(firstStores);
  const listeners = new Set<() => void>();
  /** One watch of each store for all listeners, from the first to the last of them. */
  let endWatches: (() => void)[] = [];
  const changed = (): void => listeners.forEach((listener) => listener());
  const storeOf = (place: Place): ToolStore => {
    const store = stores.get(place);
    if (!store) throw new Error(`There is no place “${place}” for tools in this window: open a folder first.`);
    return store;
  };
  /** Approved in this process: where the book cannot be written nobody is asked twice within it. */
  const approved = new Map<string, Approval>();
  const known = async (tool: Tool, place: Place): Promise<LibraryTool> => {
    const print = await fingerprint(tool, digest);
    const approval = approved.get(print) ?? (await approvals.get(print));
    return {
      tool,
      place,
      fingerprint: print,
      verification: await verifications.get(print),
      isApproved: approval !== undefined,
      isMadeHere: approval === 'made',
    };
  };
  const approve = async (tool: Tool, as: Approval): Promise<boolean> => {
    const print = await fingerprint(tool, digest);
    approved.set(print, as);
    return approvals.put(print, as, now().toISOString());
  };
  const names: Library['names'] = () =>
    Promise.all([...stores].map(async ([place, store]) => ({ place, ...(await store.names()) })));
  const list = async (part?: LibraryPart): Promise<LibraryListing> => {
    const asked = [...stores].filter(([place]) => !part || place === part.place);
    const parts = await Promise.all(
      asked.map(async ([place, store]) => ({ place, listing: await store.list(part?.names) })),
    );
    return {
      tools: await Promise.all(parts.flatMap(({ place, listing }) => listing.tools.map((tool) => known(tool, place)))),
      damaged: parts.flatMap(({ place, listing }) => listing.damaged.map((tool) => ({ ...tool, place }))),
    };
  };
  const find = async ({ place, id }: ToolAddress): Promise<LibraryTool | undefined> => {
    const { tools } = await list({ place, names: [id] });
    return tools[0];
  };
  const takenIds = async (): Promise<Set<string>> => {
    return new Set((await names()).flatMap((there) => there.names));
  };
  const newId = async (name: string): Promise<string> => newToolId(name, await takenIds());
  /** A new name or id changes nothing of what was verified and shown. */
  const carryOver = async (before: LibraryTool, tool: Tool): Promise<void> => {
    if (before.verification) await verifications.put(await fingerprint(tool, digest), before.verification);
    if (before.isApproved) await approve(tool, before.isMadeHere ? 'made' : 'reviewed');
  };
  /** Saves a state whose verification and approval carry over. */
  const saveAsVerified = async (before: LibraryTool, tool: Tool, place: Place): Promise<void> => {
    const copied = before.tool.id !== tool.id || before.place !== place;
    const earlier = copied ? await earlierVersions(before) : [];
    if (copied) {
      const states = earlier.map((one) => ({ ...one, state: one.state && { ...one.state, id: tool.id } }));
      await storeOf(place).save(tool, await transcriptOf(before), states);
    } else await storeOf(place).save(tool);
    await carryOver(before, tool);
    for (const { state } of earlier)
      if (state) await carryOver(await known(state, before.place), { ...state, id: tool.id });
    changed();
  };
  const transcriptOf = ({ tool, place }: LibraryTool): Promise<readonly TranscriptEntry[] | undefined> =>
    storeOf(place).readTranscript(tool.id, tool.versions.at(-1)?.number ?? 1);
  const earlierVersions = async ({ tool, place }: LibraryTool): Promise<readonly StoredVersion[]> => {
    const store = storeOf(place);
    const earlier: StoredVersion[] = [];
    for (const { number } of tool.versions.slice(0, -1)) {
      const code = await store.readCode(tool.id, number);
      if (code === undefined) continue;
      const transcript = await store.readTranscript(tool.id, number);
      earlier.push({ number, code, transcript, state: await store.readState(tool.id, number) });
    }
    return earlier;
  };

  return {
    names,
    list,
    find,
    newId,
    save: async (tool, place, transcript) => {
      await storeOf(place).save(tool, transcript);
      await approve(tool, 'made');
      changed();
    },
    readTranscript: ({ place, id }, version) => storeOf(place).readTranscript(id, version),
    readCode: ({ place, id }, version) => storeOf(place).readCode(id, version),
    readState: async ({ place, id }, version) => {
      const state = await storeOf(place).readState(id, version);
      return state && known(state, place);
    },
    revise: async (before, tool) => {
      const now = await find({ place: before.place, id: before.tool.id });
      if (now?.fingerprint !== before.fingerprint) return false;
      if (!now.isApproved) throw new Error('a tool is changed only after it was approved');
      await storeOf(before.place).save(tool);
      await approve(tool, now.isMadeHere ? 'made' : 'reviewed');
      changed();
      return true;
    },
    recordVerification: async (tool, record) => {
      await verifications.put(await fingerprint(tool, digest), record);
      changed();
    },
    approve: async (tool) => {
      const print = await fingerprint(tool, digest);
      const kept = await approve(tool, approved.get(print) ?? (await approvals.get(print)) ?? 'reviewed');
      changed();
      return kept;
    },
    rename: async (address, name) => {
      const found = await find(address);
      if (found) await saveAsVerified(found, { ...found.tool, name }, address.place);
    },
    duplicate: async (address) => {
      const found = await find(address);
      if (!found) return undefined;
      const name = copyName(found.tool.name);
      const copy: Tool = { ...found.tool, name, id: await newId(name) };
      await saveAsVerified(found, copy, address.place);
      return copy;
    },
    remove: async ({ place, id }) => {
      await storeOf(place).trash(id);
      changed();
    },
    listTrash: async () =>
      (
        await Promise.all(
          [...stores].map(async ([place, store]) => (await store.listTrash()).map((entry) => ({ ...entry, place }))),
        )
      ).flat(),
    restore: async (place, entry) => {
      const { tool, trashed } = await storeOf(place).restore(entry);
      await carryOver(await known(trashed, place), tool);
      changed();
      return tool;
    },
    trashEntries: async () =>
      (
        await Promise.all(
          [...stores].map(async ([place, store]) => (await store.trashEntries()).map((entry) => ({ place, entry }))),
        )
      ).flat(),
    emptyTrash: async (entries) => {
      for (const [place, store] of stores)
        await store.deleteTrashed(entries.filter((one) => one.place === place).map(({ entry }) => entry));
    },
    move: async (address, to) => {
      const found = await find(address);
      if (!found || address.place === to) return;
      const there = await list({ place: to, names: [address.id] });
      // A move that was killed half-way left the tool in both places: the second try only finishes it.
      const done = there.tools.some((one) => one.fingerprint === found.fingerprint);
      const taken = there.tools.length + there.damaged.length > 0;
      if (!done)
        await saveAsVerified(found, taken ? { ...found.tool, id: await newId(found.tool.name) } : found.tool, to);
      await storeOf(address.place).trash(address.id);
      changed();
    },
    exportTools: exportText,
    importTools: async (text, to) => {
      const { tools, rejected } = parseExport(text);
      const taken = await takenIds();
      const imported: Tool[] = [];
      try {
        for (const stranger of tools) {
          const tool: Tool = { ...stranger, id: newToolId(stranger.name, taken) };
          taken.add(tool.id);
          await storeOf(to).save(tool);
          imported.push(tool);
        }
      } finally {
        if (imported.length > 0) changed();
      }
      return { imported, rejected };
    },
    addPlace: (place, store) => {
      stores.set(place, store);
      if (listeners.size > 0) endWatches.push(store.watch(changed));
      changed();
    },
    onChange: (listener) => {
      // A function of its own for each call, so that one listener may listen twice.
      const own = (): void => listener();
      if (listeners.size === 0) endWatches = [...stores.values()].map((store) => store.watch(changed));
      listeners.add(own);
      return () => {
        if (!listeners.delete(own) || listeners.size > 0) return;
        endWatches.forEach((end) => end());
        endWatches = [];
      };
    },
  };
}

/** The name of a copy, within the bounds of names; no character is cut in two. */
function copyName(name: string): string {
  const ending = ' (copy)';
  let kept = '';
  for (const character of name) {
    if (kept.length + character.length + ending.length > 80) break;
    kept += character;
  }
  return `${kept}${ending}`;
}

/** True where a tool, as it stands, passed every one of its examples on this machine, and has some. */
export function isVerified({ verification }: Pick<LibraryTool, 'verification'>): boolean {
  return verification !== undefined && holds(verification);
}

/**
 * What is known of a tool, in a few words: `6 of 6, 3 never seen by the maker`, `not verified here`, `draft: 4 of 6`,
 * `not approved here`.
 */
export function verificationLabel(listed: LibraryTool): string {
  const { tool, verification } = listed;
  if (!listed.isApproved) return 'not approved here';
  if (tool.stage === 'draft') return verification ? `draft: ${verification.passed} of ${verification.total}` : 'draft';
  if (!verification) return 'not verified here';
  const { passed, total, unseenPassed } = verification;
  if (total === 0) return 'no examples, so nothing vouches for it';
  if (passed < total) return `${passed} of ${total}: does not hold`;
  const score =
    unseenPassed > 0
      ? `${passed} of ${total}, ${unseenText(listed, unseenPassed)}`
      : `${passed} of ${total} passed, none unseen`;
  return [score, ...(tool.reader === 'model' ? ['read by the light model'] : []), ...givenAnswers(tool.examples)].join(
    '; ',
  );
}

/** `3 never seen by the maker`; of a tool that was not made here, whose word that is. */
export function unseenText({ isMadeHere }: Pick<LibraryTool, 'isMadeHere'>, unseen: number): string {
  return isMadeHere ? `${unseen} never seen by the maker` : `it says that ${unseen} were never seen by its maker`;
}

/** `4 answers given by strong and accepted`: answers that a person did not give are not to pass for theirs. */
export function givenAnswers(examples: Tool['examples']): readonly string[] {
  const given = examples.flatMap(({ answeredBy }) => answeredBy ?? []);
  return given.length === 0
    ? []
    : [
        `${given.length === 1 ? '1 answer' : `${given.length} answers`} given by ${[...new Set(given)].map((model) => showInvisible(model.slice(0, 40))).join(' and ')} and accepted`,
      ];
}
