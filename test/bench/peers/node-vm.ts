import { createContext, Script } from 'node:vm';
import { peerLimit, type PeerTool } from './drivers';

/**
 * A tool in Node's own `vm`, which protects nothing: a fresh context for each call, the script compiled once, a time
 * limit.
 */
export function inFreshContexts({ code, driver }: PeerTool): (json: string) => string {
  const script = new Script(`${code}\n;${driver}(input)`);
  return (json) => {
    const output: unknown = script.runInContext(createContext({ input: json }), { timeout: peerLimit });
    if (typeof output !== 'string') throw new Error('the tool gave no JSON');
    return output;
  };
}
