import type { Usage } from '../model/chat-model';
import type { UseFailure } from '../using/failure';

/** What a model said of a problem: an answer, or the name of a tool; or why its reply is none. Either was paid for. */
export interface Reply {
  readonly said: string | UseFailure;
  /** What it took, as far as it is known. */
  readonly usage: Usage;
}

/**
 * Replies that were paid for, written down as they come, so that no later pass pays for them again. The key names what
 * they are for, in its very state: a tool, or a choice among tools.
 */
export interface ReplyJournal {
  replyTo(key: string, problem: string): Reply | undefined;
  add(key: string, problem: string, reply: Reply): Promise<void>;
}

/** A journal that lasts as long as one application. */
export function memoryJournal(): ReplyJournal {
  const replies = new Map<string, Map<string, Reply>>();
  return {
    replyTo: (key, problem) => replies.get(key)?.get(problem),
    add: (key, problem, reply) => {
      const known = replies.get(key) ?? new Map<string, Reply>();
      replies.set(key, known.set(problem, reply));
      return Promise.resolve();
    },
  };
}
