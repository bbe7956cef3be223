import type { AskedTool } from '../dispatching/ask-for-tool';
import type { Dispatched } from '../dispatching/dispatch';
import type { LibraryTool } from '../library/library';
import type { ChatFailureKind } from '../model/chat-model';
import type { UseFailure } from '../using/failure';

/** Why a problem goes to no tool. */
export type NoTool =
  /** Several fit, and nothing tells which is meant. */
  | { readonly kind: 'severalTools'; readonly tools: readonly LibraryTool[] }
  /** Tools read it, but it may be meant for none of them. */
  | { readonly kind: 'notSure'; readonly tools: readonly LibraryTool[] }
  /** No parser takes it; a model could see whether it is for one of these in other words. */
  | { readonly kind: 'noToolReads'; readonly tools: readonly LibraryTool[] }
  /** None is made for it: `reason` says who says so, a clause. */
  | { readonly kind: 'noTool'; readonly reason: string }
  /** The model that was to choose sent no reply. */
  | { readonly kind: 'modelFailed'; readonly failure: ChatFailureKind; readonly message: string };

const nothingReads = 'no tool of the library reads this';

/** What is left of a problem whose tool was not decided on, as long as no model was asked. */
export function leftOpen(dispatched: Exclude<Dispatched, { kind: 'decided' | 'cancelled' }>): NoTool {
  switch (dispatched.kind) {
    case 'ambiguous':
      return { kind: 'severalTools', tools: dispatched.tools };
    case 'undecided':
      return { kind: 'notSure', tools: dispatched.candidates };
    case 'unread':
      return dispatched.candidates.length > 0
        ? { kind: 'noToolReads', tools: dispatched.candidates }
        : { kind: 'noTool', reason: nothingReads };
  }
}

/** What a model's saying that it is for none comes to. */
export function modelSaysNone({ reason }: Extract<AskedTool, { kind: 'none' }>): NoTool {
  return { kind: 'noTool', reason: reason ?? 'the light model says that no tool is made for this' };
}

/** True where a tool may be missing: which was found out, and not merely left open. */
export function mayLackATool(why: NoTool): boolean {
  return why.kind === 'noTool' || why.kind === 'noToolReads';
}

/** The kinds of failures of which `mayLackATool` holds. */
export const lackingKinds: ReadonlySet<string> = new Set<NoTool['kind']>(['noTool', 'noToolReads']);

/** Why a problem goes to no tool, a clause. */
export function noToolText(why: NoTool, nameOf: (listed: LibraryTool) => string): string {
  const names = (tools: readonly LibraryTool[]): string => tools.map(nameOf).join(' or ');
  switch (why.kind) {
    case 'severalTools':
      return `several tools fit: ${names(why.tools)}`;
    case 'notSure':
      return `it is not certain which tool this is for: ${names(why.tools)}, or none`;
    case 'noToolReads':
      return nothingReads;
    case 'noTool':
      return why.reason;
    case 'modelFailed':
      return why.message;
  }
}

/** The same for programs; tools are named by their ids. */
export function noToolFailure(why: NoTool): UseFailure {
  return {
    kind: why.kind === 'modelFailed' ? why.failure : why.kind,
    message: noToolText(why, ({ tool }) => tool.id),
  };
}
