import type * as vscode from 'vscode';
import type { ToolAddress } from '../../engine/library/library';

const key = 'toolsmith.lastTool';

/**
 * The tool that was applied last in this workspace; `undefined` where there was none, or what is stored is not an
 * address.
 */
export function lastToolIn(memory: vscode.Memento): ToolAddress | undefined {
  const stored = memory.get<unknown>(key);
  if (typeof stored !== 'object' || stored === null || !('place' in stored) || !('id' in stored)) return undefined;
  const { place, id } = stored;
  return (place === 'workspace' || place === 'user' || place === 'folder') && typeof id === 'string'
    ? { place, id }
    : undefined;
}

/** Remembers a tool for the key that applies the last one again. */
export async function rememberTool(memory: vscode.Memento, { place, id }: ToolAddress): Promise<void> {
  await memory.update(key, { place, id } satisfies ToolAddress);
}
