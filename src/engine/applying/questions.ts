import type { OpenProblem } from '../dispatching/ask-for-tool';
import type { Ambiguity } from '../dispatching/dispatch';
import type { LibraryTool } from '../library/library';
import type { ChatModel, ModelIdentity } from '../model/chat-model';
import type { Tool } from '../tool/tool';

/** No answer to a question: those problems stay as they are, or the person gave the whole application up. */
export type Declined = 'leave' | 'giveUp';

/**
 * What only the person can tell while tools are applied. A script's answers are its options. Nothing is sent to a
 * model before one of these has named it.
 */
export interface Questions {
  /**
   * Which tool is meant where several fit and nothing tells, `problem` being the first such. `seen`: the problems were
   * all looked at, else the first ones; `decided` of them have their tool already.
   */
  whichTool(
    ambiguity: Ambiguity,
    problem: string,
    seen: 'first' | 'all',
    decided: number,
  ): Promise<LibraryTool | Declined>;
  /**
   * Whether a model may choose the tools of problems of which it is not sure for which they are, if for any; of how
   * many rows in all.
   */
  mayChoose(open: readonly OpenProblem[], rows: number): Promise<ChatModel | Declined>;
  /** Whether a model may read the problems that a tool's parser did not, of how many rows in all. */
  mayRead(tool: Tool, problems: readonly string[], rows: number): Promise<ChatModel | Declined>;
}

/** A stretch of work, as it is shown to a person. */
export type Stretch =
  /** The tool of each problem is looked for, without a model. */
  | { readonly kind: 'dispatch'; readonly problems: readonly string[] }
  /** Problems go through a tool's parser. */
  | { readonly kind: 'parse'; readonly tool: Tool; readonly problems: readonly string[] }
  /** A model chooses the tools of problems. */
  | { readonly kind: 'choose'; readonly model: ModelIdentity; readonly problems: readonly string[] }
  /** A model reads problems for a tool. */
  | { readonly kind: 'read'; readonly tool: Tool; readonly model: ModelIdentity; readonly problems: readonly string[] };

/** Told of the problems of a stretch, by their places in it. */
export interface Progress {
  /** Where a problem waits for a server from now on. */
  readonly onStart: (at: number) => void;
  /** With how long it was run, where it ran in the sandbox alone. */
  readonly onDone: (at: number, milliseconds?: number) => void;
}

/** Does a stretch of work while it is shown; its signal stops that stretch. */
export type During = <T>(stretch: Stretch, work: (signal: AbortSignal, progress: Progress) => Promise<T>) => Promise<T>;
