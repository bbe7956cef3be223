import type { AskedTool } from '../../engine/dispatching/ask-for-tool';
import type { Dispatched } from '../../engine/dispatching/dispatch';
import { noToolIsMade, noToolReads } from '../../engine/dispatching/reasons';
import type { LibraryTool } from '../../engine/library/library';
import { noUsage } from '../../engine/model/cost';
import type { UseOutcome } from '../../engine/using/use-tool';
import { shownLine } from '../words/shown';

/** A problem's tool, or what its row says where it has none. */
export type Assignment =
  | { readonly tool: LibraryTool }
  /** `fits: false`: no tool is made for it, which was found out and not merely left open. */
  | { readonly tool: null; readonly fits: boolean; readonly outcome: UseOutcome };

/** What became of one problem: where no tool was decided on, by what the light model said, if it was asked. */
export function assignmentOf(dispatched: Dispatched, asked: AskedTool | undefined): Assignment {
  switch (dispatched.kind) {
    case 'decided':
      return { tool: dispatched.tool };
    case 'unread':
      return asked ? afterAsking(asked) : unread(noToolReads, false);
    case 'ambiguous':
      return unread(`several tools fit: ${namesOf(dispatched.tools)}`, true);
    case 'cancelled':
      return { tool: null, fits: true, outcome: { kind: 'cancelled' } };
    case 'undecided':
      return asked
        ? afterAsking(asked)
        : unread(`it is not certain which tool this is for: ${namesOf(dispatched.candidates)}, or none`, true);
  }
}

function afterAsking(asked: AskedTool): Assignment {
  switch (asked.kind) {
    case 'tool':
      return { tool: asked.tool };
    case 'none':
      return unread(asked.reason ?? noToolIsMade, false);
    case 'modelFailed':
      return {
        tool: null,
        fits: true,
        outcome:
          asked.failure === 'cancelled'
            ? { kind: 'cancelled' }
            : { kind: 'failed', reason: asked.message, path: 'model', usage: noUsage, modelFailure: asked.failure },
      };
  }
}

function unread(reason: string, fits: boolean): Assignment {
  return { tool: null, fits, outcome: { kind: 'notRead', reason } };
}

function namesOf(tools: readonly LibraryTool[]): string {
  return tools.map(({ tool }) => `“${shownLine(tool.name)}”`).join(' or ');
}
