import type * as vscode from 'vscode';

const key = 'toolsmith.keepInInbox';

/**
 * What the person said about keeping problems that no tool fits: kept without asking, never, not in this window, or
 * nothing yet.
 */
export type KeepConsent = 'keep' | 'never' | 'notNow' | 'ask';

/** The answer to “Keep them for later?”, for all workspaces; `notNow` holds in this window. */
export interface KeepAnswer {
  now(): KeepConsent;
  set(answer: Exclude<KeepConsent, 'ask'>): Promise<void>;
  /** Forgets it: the person is asked again. */
  forget(): Promise<void>;
}

/** The remembered answer. `memory` is looked at when it is asked for. */
export function keepAnswer(memory: () => vscode.Memento): KeepAnswer {
  let notNow = false;
  return {
    now: () => remembered(memory()) ?? (notNow ? 'notNow' : 'ask'),
    set: async (answer) => {
      notNow = answer === 'notNow';
      await memory().update(key, notNow ? undefined : answer);
    },
    forget: async () => {
      notNow = false;
      await memory().update(key, undefined);
    },
  };
}

/** False where the person said never: then keeping is not offered anywhere. */
export function mayOfferKeeping(memory: vscode.Memento): boolean {
  return remembered(memory) !== 'never';
}

function remembered(memory: vscode.Memento): 'keep' | 'never' | undefined {
  const stored = memory.get<unknown>(key);
  return stored === 'keep' || stored === 'never' ? stored : undefined;
}
