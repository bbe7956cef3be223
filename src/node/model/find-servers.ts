import { isLoopback } from './key-origin';
import { listModels, type ListChanges } from './list-models';
import { presets, type Preset } from './presets';

/** A server that runs on this machine, with its models. */
export interface FoundServer {
  readonly preset: Preset;
  readonly models: readonly string[];
}

/** How long each server is waited for, in milliseconds: on this machine that is long. */
const patience = 300;

/** The servers of this machine that are looked for: where their programs listen if nobody changed that. */
export const lookedFor: readonly Preset[] = presets.filter(({ baseUrl }) => isLoopback(baseUrl));

/** Asks these of them, which the person's list of servers allows, for their models. Without a key. */
export async function findServers(
  servers: readonly Preset[],
  changes: ListChanges = {},
): Promise<readonly FoundServer[]> {
  const found = await Promise.all(
    servers.map(async (preset): Promise<readonly FoundServer[]> => {
      const list = await listModels(preset.baseUrl, null, { milliseconds: patience, ...changes });
      return list.kind === 'models' ? [{ preset, models: list.models }] : [];
    }),
  );
  return found.flat();
}
