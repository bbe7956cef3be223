import { isJsonObject, parseJson } from '../json';
import { fingerprint, type Digest } from '../tool/fingerprint';
import { parseTool, toolManifest } from '../tool/parse-tool';
import { newToolId } from '../tool/tool-id';
import type { Tool, TranscriptEntry } from '../tool/tool';
import type { DamagedTool, ToolStore, TrashedTool } from './tool-store';
import type { VerificationBook, VerificationRecord } from './verification';

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
}

/** Everything in the library. */
export interface LibraryListing {
  readonly tools: readonly LibraryTool[];
  readonly damaged: readonly (DamagedTool & { readonly place: Place })[];
}

/** How many tools an import brought, and what was set aside. */
export interface ImportOutcome {
  readonly imported: readonly Tool[];
  /** Why the rest was not taken, a sentence each. */
  readonly rejected: readonly string[];
}

/** The functional cache: the tools of all places, listed together. */
export interface Library {
  list(): Promise<LibraryListing>;
  find(address: ToolAddress): Promise<LibraryTool | undefined>;
  save(tool: Tool, place: Place, transcript?: readonly TranscriptEntry[]): Promise<void>;
  readTranscript(address: ToolAddress, version: number): Promise<readonly TranscriptEntry[] | undefined>;
  /** Records that a tool, as it stands, passed its examples here. */
  recordVerification(tool: Tool, record: VerificationRecord): Promise<void>;
  rename(address: ToolAddress, name: string): Promise<void>;
  duplicate(address: ToolAddress): Promise<Tool | undefined>;
  /** Moves a tool to the trash, from which it can be restored. */
  remove(address: ToolAddress): Promise<void>;
  listTrash(): Promise<readonly (TrashedTool & { readonly place: Place })[]>;
  restore(place: Place, entry: string): Promise<Tool>;
  /** Moves a tool to another place: written there first, removed here after, so that nothing is lost between. */
  move(address: ToolAddress, to: Place): Promise<void>;
  exportTools(tools: readonly Tool[]): string;
  importTools(text: string, to: Place): Promise<ImportOutcome>;
  /** Calls back when a store changed, by whomever. Returns the end of it. */
  onChange(changed: () => void): () => void;
}

/** What a library is made of. */
export interface LibraryParts {
  /** In the order in which tools are listed. */
  readonly stores: ReadonlyMap<Place, ToolStore>;
  readonly verifications: VerificationBook;
  readonly digest: Digest;
}

/** The most characters that an import takes. */
const longestImport = 20_000_000;

/** The library over its stores. */
export function createLibrary({ stores, verifications, digest }: LibraryParts): Library {
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  const storeOf = (place: Place): ToolStore => {
    const store = stores.get(place);
    if (!store) throw new Error(`There is no place “${place}” for tools in this window: open a folder first.`);
    return store;
  };
  const known = async (tool: Tool, place: Place): Promise<LibraryTool> => {
    const print = await fingerprint(tool, digest);
    return { tool, place, fingerprint: print, verification: await verifications.get(print) };
  };
  const list = async (): Promise<LibraryListing> => {
    const parts = await Promise.all([...stores].map(async ([place, store]) => ({ place, listing: await store.list() })));
    return {
      tools: await Promise.all(parts.flatMap(({ place, listing }) => listing.tools.map((tool) => known(tool, place)))),
      damaged: parts.flatMap(({ place, listing }) => listing.damaged.map((tool) => ({ ...tool, place }))),
    };
  };
  const find = async ({ place, id }: ToolAddress): Promise<LibraryTool | undefined> => {
    const tool = (await stores.get(place)?.list())?.tools.find((one) => one.id === id);
    return tool && known(tool, place);
  };
  const newId = async (name: string): Promise<string> => newToolId(name, new Set((await list()).tools.map(({ tool }) => tool.id)));
  /** Saves a state whose verification carries over: a new name changes nothing of what was verified. */
  const saveAsVerified = async (before: LibraryTool, tool: Tool, place: Place, transcript?: readonly TranscriptEntry[]): Promise<void> => {
    await storeOf(place).save(tool, transcript);
    if (before.verification) await verifications.put(await fingerprint(tool, digest), before.verification);
    changed();
  };
  const transcriptOf = ({ tool, place }: LibraryTool): Promise<readonly TranscriptEntry[] | undefined> => storeOf(place).readTranscript(tool.id, tool.versions.at(-1)?.number ?? 1);

  return {
    list,
    find,
    save: async (tool, place, transcript) => {
      await storeOf(place).save(tool, transcript);
      changed();
    },
    readTranscript: ({ place, id }, version) => storeOf(place).readTranscript(id, version),
    recordVerification: async (tool, record) => {
      await verifications.put(await fingerprint(tool, digest), record);
      changed();
    },
    rename: async (address, name) => {
      const found = await find(address);
      if (found) await saveAsVerified(found, { ...found.tool, name }, address.place);
    },
    duplicate: async (address) => {
      const found = await find(address);
      if (!found) return undefined;
      const name = `${found.tool.name.slice(0, 73)} (copy)`;
      const copy: Tool = { ...found.tool, name, id: await newId(name) };
      await saveAsVerified(found, copy, address.place, await transcriptOf(found));
      return copy;
    },
    remove: async ({ place, id }) => {
      await storeOf(place).trash(id);
      changed();
    },
    listTrash: async () => (await Promise.all([...stores].map(async ([place, store]) => (await store.listTrash()).map((entry) => ({ ...entry, place }))))).flat(),
    restore: async (place, entry) => {
      const tool = await storeOf(place).restore(entry);
      changed();
      return tool;
    },
    move: async (address, to) => {
      const found = await find(address);
      if (!found || address.place === to) return;
      const taken = (await storeOf(to).list()).tools.some((tool) => tool.id === address.id);
      const tool = taken ? { ...found.tool, id: await newId(found.tool.name) } : found.tool;
      await saveAsVerified(found, tool, to, await transcriptOf(found));
      await storeOf(address.place).trash(address.id);
      changed();
    },
    exportTools: (tools) => `${JSON.stringify({ toolsmith: 1, tools: tools.map((tool) => ({ manifest: toolManifest(tool), code: tool.code })) }, null, 2)}\n`,
    importTools: async (text, to) => {
      const file = text.length <= longestImport ? parseJson(text) : undefined;
      const entries = isJsonObject(file) && file['toolsmith'] === 1 && Array.isArray(file['tools']) ? (file['tools'] as readonly unknown[]) : undefined;
      if (!entries) return { imported: [], rejected: ['This is no file of exported tools.'] };
      const imported: Tool[] = [];
      const rejected: string[] = [];
      for (const [index, entry] of entries.entries()) {
        const code = isJsonObject(entry) && typeof entry['code'] === 'string' ? entry['code'] : '';
        const parsed = parseTool(isJsonObject(entry) ? entry['manifest'] : undefined, code);
        if (parsed.kind === 'damaged') {
          rejected.push(`Tool ${index + 1}: ${parsed.reason}.`);
          continue;
        }
        const tool: Tool = { ...parsed.tool, id: await newId(parsed.tool.name) };
        await storeOf(to).save(tool);
        imported.push(tool);
      }
      changed();
      return { imported, rejected };
    },
    onChange: (listener) => {
      listeners.add(listener);
      const ends = [...stores.values()].map((store) => store.watch(listener));
      return () => {
        listeners.delete(listener);
        ends.forEach((end) => end());
      };
    },
  };
}

/** What is known of a tool, in a few words: `6 of 6, 3 never seen by the maker`. */
export function verificationLabel({ tool, verification }: LibraryTool): string {
  if (tool.stage === 'draft') return 'draft';
  if (!verification) return 'not verified here';
  const { passed, total, unseenPassed } = verification;
  if (passed < total) return `${passed} of ${total}: does not hold`;
  const score = unseenPassed > 0 ? `${passed} of ${total}, ${unseenPassed} never seen by the maker` : `${passed} of ${total} passed, none unseen`;
  return tool.reader === 'model' ? `${score}; read by the light model` : score;
}
