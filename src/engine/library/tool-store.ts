import type { Tool, TranscriptEntry } from '../tool/tool';

/** A tool that could not be read: named and set aside, never guessed at. */
export interface DamagedTool {
  /** The folder's name. */
  readonly folder: string;
  /** What is wrong with it: a clause about "it", without a full stop. */
  readonly reason: string;
}

/** What a store holds. */
export interface StoreListing {
  readonly tools: readonly Tool[];
  readonly damaged: readonly DamagedTool[];
}

/** The names in a store, none of them read. */
export interface StoreNames {
  /** The ids of tools, and the names of what is damaged, in order. */
  readonly names: readonly string[];
  /** The store itself, where not even its names can be read. */
  readonly damaged: readonly DamagedTool[];
}

/** A tool in the trash. */
export interface TrashedTool {
  /** Names the entry for `restore`. */
  readonly entry: string;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly deletedAt: string;
}

/** A tool that was taken back out of the trash. */
export interface RestoredTool {
  readonly tool: Tool;
  /** As it was in the trash: the same but for its id, perhaps. */
  readonly trashed: Tool;
}

/** An earlier version's code, as it is carried along when a tool is copied. */
export interface StoredVersion {
  readonly number: number;
  readonly code: string;
  readonly transcript: readonly TranscriptEntry[] | undefined;
  /** The whole tool as it was when the next version took its place. */
  readonly state: Tool | undefined;
}

/**
 * Where tools are kept. Every write is all or nothing: killed at any point, a tool is whole in its old or new state.
 * What cannot be read is listed as damaged. What cannot be written (a full disk, a folder without permission, a tool
 * beyond the bounds) throws an error. Its message is for a person and has the remedy.
 */
export interface ToolStore {
  /** What there is to be read: soon told, however much it is. Never throws. */
  names(): Promise<StoreNames>;
  /**
   * Everything in the store, or what stands under these names, if anything does. One that does not exist yet is empty;
   * never throws for what a disk holds.
   */
  list(only?: readonly string[]): Promise<StoreListing>;
  /**
   * Writes a new tool or a new state of one, with the transcript of its newest version and with earlier versions, if
   * given. Where another tool or something unreadable stands under its id, that goes to the trash first.
   */
  save(tool: Tool, transcript?: readonly TranscriptEntry[], earlier?: readonly StoredVersion[]): Promise<void>;
  readTranscript(id: string, version: number): Promise<readonly TranscriptEntry[] | undefined>;
  /** The code of any version; `undefined` where it is not stored. */
  readCode(id: string, version: number): Promise<string | undefined>;
  /** The whole tool as it was when the next version took its place; `undefined` where that is not stored. */
  readState(id: string, version: number): Promise<Tool | undefined>;
  /** Moves a tool to the trash. One that is gone already stays gone. */
  trash(id: string): Promise<void>;
  /** Newest first. */
  listTrash(): Promise<readonly TrashedTool[]>;
  /** Names everything in the trash, what cannot be read too. */
  trashEntries(): Promise<readonly string[]>;
  /** Deletes these entries of the trash for good: each is whole or gone. What is gone already stays gone. */
  deleteTrashed(entries: readonly string[]): Promise<void>;
  /** Takes it back out of the trash; under a new id where the old one is in use again. */
  restore(entry: string): Promise<RestoredTool>;
  /** Calls back when something in the store changed, by whomever. Returns the end of watching. */
  watch(changed: () => void): () => void;
}
