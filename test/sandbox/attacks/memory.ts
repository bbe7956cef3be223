import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/**
 * What the process may hold at any moment of the attacks. These are the lanes with 64 MB of a tool each, the tools that
 * are kept loaded, a spare worker, and what waits for a collection of garbage. Some waits in this thread, too:
 * arguments can be 40 MB long.
 */
const mostResidentBytes = 1_200_000_000;

/**
 * How many engines may exist at once, those that wait for a collection of garbage included. A leak of one for each
 * attack is beyond it within a group of attacks; `attacks.test.ts` shows that it is noticed.
 */
export const mostEngines = 60;

/** Addresses that one WebAssembly memory reserves, so that no access has to be checked: 10 GB, whatever it holds. */
const reservedBytes = 10 * 2 ** 30;

/** Fails where the process holds more memory than attacks may leave it with. */
export function assertMemoryBounded(): void {
  const resident = process.memoryUsage.rss();
  assert.ok(resident < mostResidentBytes, `the process holds ${Math.round(resident / 1e6)} MB`);
  const engines = enginesAlive();
  assert.ok(engines < mostEngines, `${engines} engines are alive`);
}

/**
 * How many engines exist in all of the process's threads, told by the addresses that it reserves; 0 where the system
 * does not tell.
 */
export function enginesAlive(): number {
  if (process.platform !== 'linux') return 0;
  const kilobytes = Number(/^VmSize:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0);
  return Math.floor((kilobytes * 1024) / reservedBytes);
}
