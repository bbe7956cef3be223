import type * as vscode from 'vscode';
import type { InboxAnswer, InboxProblem } from '../../../src/engine/inbox/inbox';

/** A kept problem. */
export function kept(problem: string, answer: InboxAnswer | null = null): InboxProblem {
  return { problem, keptAt: '2026-01-02T03:04:05.678Z', notation: { kind: 'lines' }, answer };
}

/** The editor's memory, as far as it is used. */
export function memento(values = new Map<string, unknown>()): vscode.Memento {
  return {
    keys: () => [...values.keys()],
    get: (key: string) => values.get(key) as never,
    update: (key, value) => {
      if (value === undefined) values.delete(key);
      else values.set(key, structuredClone(value));
      return Promise.resolve();
    },
  };
}
