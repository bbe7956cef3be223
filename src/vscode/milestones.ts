import * as vscode from 'vscode';

/** What a person has brought about; the steps of the walkthrough are ticked off by these. */
const milestones = ['makerChosen', 'toolMade', 'answersTaken', 'toolOpened'] as const;

export type Milestone = (typeof milestones)[number];

/** What was brought about, in this window or in an earlier one. */
export interface Milestones {
  /** Tells the editor that a milestone was reached, as the context key `toolsmith.…`. */
  reached(milestone: Milestone): void;
  /** Tells it anew in a new window, for all that were reached before. */
  tellAgain(): void;
}

/** The milestones that `memory` holds. */
export function milestonesIn(memory: vscode.Memento): Milestones {
  const keyOf = (milestone: Milestone): string => `toolsmith.reached.${milestone}`;
  const tell = (milestone: Milestone): void =>
    void vscode.commands.executeCommand('setContext', `toolsmith.${milestone}`, true);
  return {
    reached: (milestone) => {
      tell(milestone);
      if (memory.get<unknown>(keyOf(milestone)) !== true) void memory.update(keyOf(milestone), true);
    },
    tellAgain: () => {
      for (const milestone of milestones) if (memory.get<unknown>(keyOf(milestone)) === true) tell(milestone);
    },
  };
}
