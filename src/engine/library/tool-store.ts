import type { Tool, TranscriptEntry } from '../tool/tool';

/** A tool that could not be read: named and set aside, never guessed at. */
export interface DamagedTool {
  /** The folder's name. */
  readonly folder: string;
  /** What is wrong with it, a sentence. */
  readonly reason: string;
}

/** What a store holds. */
export interface StoreListing {
  readonly tools: readonly Tool[];
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

/** Where tools are kept. Every write is all or nothing: killed at any point, a tool is whole in its old or new state. */
export interface ToolStore {
  list(): Promise<StoreListing>;
  /** Writes a new tool or a new state of one, with the transcript of its newest version if given. */
  save(tool: Tool, transcript?: readonly TranscriptEntry[]): Promise<void>;
  readTranscript(id: string, version: number): Promise<readonly TranscriptEntry[] | undefined>;
  /** Moves a tool to the trash. */
  trash(id: string): Promise<void>;
  listTrash(): Promise<readonly TrashedTool[]>;
  /** Takes it back out of the trash; under a new id where the old one is in use again. */
  restore(entry: string): Promise<Tool>;
  /** Calls back when something in the store changed, by whomever. Returns the end of watching. */
  watch(changed: () => void): () => void;
}
