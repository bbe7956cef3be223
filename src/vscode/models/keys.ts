import type * as vscode from 'vscode';
import type { Role } from '../../engine/model/chat-model';
import { keyFromEnvironment, originOf } from '../../node/model/key-origin';

/** What became of storing a key. */
export type StoreKeyOutcome = 'stored' | 'lost';

/** Keys of servers, each bound to the origin it was given for and handed out for no other. */
export interface Keys {
  /**
   * The key for a base URL: the stored one, else the environment's for that very origin; `null` where there is none.
   */
  get(baseUrl: string, role: Role): Promise<string | null>;
  /** Stores a key for a base URL's origin and reads it back: without a keyring an editor may forget it at once. */
  set(baseUrl: string, key: string): Promise<StoreKeyOutcome>;
  /** The origins that have a stored key. */
  origins(): Promise<readonly string[]>;
  remove(origin: string): Promise<void>;
}

const prefix = 'toolsmith.key:';

/** Keys in the editor's SecretStorage, with the environment as the fallback. */
export function secretKeys(
  secrets: Pick<vscode.SecretStorage, 'keys' | 'get' | 'store' | 'delete'>,
  environment: Readonly<Record<string, string | undefined>>,
): Keys {
  return {
    get: async (baseUrl, role) => {
      const origin = originOf(baseUrl);
      if (origin === undefined) return null;
      return (await secrets.get(prefix + origin)) ?? keyFromEnvironment(baseUrl, role, environment);
    },
    set: async (baseUrl, key) => {
      const origin = originOf(baseUrl);
      if (origin === undefined) return 'lost';
      await secrets.store(prefix + origin, key);
      return (await secrets.get(prefix + origin)) === key ? 'stored' : 'lost';
    },
    origins: async () =>
      (await secrets.keys()).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
    remove: async (origin) => secrets.delete(prefix + origin),
  };
}
