import type { Measured } from './command';
import type { Ground } from './ground';
import type { Command, Repository } from './repositories';

/** What a command takes that has nothing to do, on this machine, now. */
export interface Baseline {
  readonly milliseconds: number;
  readonly cpu: number;
}

/** The most memory that a command may hold, in megabytes, whatever lies in a repository. */
const mostMegabytes = 300;

/** Of the processors, beyond what it takes to start; ample, since the machine may be busy. */
const ownMilliseconds = 2_000;

/** What a command measured did that none may do; empty where it kept to the laws. `own`: the time it may take. */
export function broken(ran: Measured, baseline: Baseline, own = ownMilliseconds): readonly string[] {
  const faults: string[] = [];
  if (ran.code === null) return [`did not end in ${Math.round(ran.milliseconds)} ms`];
  if (![0, 1, 2].includes(ran.code)) faults.push(`ended with ${ran.code}`);
  if (/^ {4}at /m.test(ran.err)) faults.push(`threw: ${ran.err.slice(0, 600)}`);
  if (/[\x00-\x08\x0B-\x1F\x7F]/.test(ran.err))
    faults.push(`wrote control characters: ${JSON.stringify(ran.err.slice(0, 600))}`);
  if (ran.code !== 0 && ran.err === '' && ran.out === '') faults.push('failed without a word');
  if ((ran.megabytes ?? 0) > mostMegabytes) faults.push(`held ${Math.round(ran.megabytes ?? 0)} MB`);
  if ((ran.cpu ?? 0) > 4 * baseline.cpu + 2 * own)
    faults.push(
      `took ${Math.round(ran.cpu ?? 0)} ms of the processors, where ${Math.round(baseline.cpu)} are taken by nothing`,
    );
  return faults;
}

/** Runs a repository's commands; every law that one of them broke, with the command. */
export async function faultsIn(
  repository: Repository,
  ground: Ground,
  server: string,
  baseline: Baseline,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const note = (command: Command, found: readonly string[]): void => {
    faults.push(...found.map((fault) => `${repository.name}: ${command.join(' ').slice(0, 200)}: ${fault}`));
  };
  const commands = await repository.plant(ground, server);
  // A hard link that was made counts as no change of what it leads to.
  await ground.changes();
  for (const command of commands) {
    note(command, broken(await ground.run(command), baseline));
    note(
      command,
      (await ground.changes()).map((line) => `changed beside the repository: ${line}`),
    );
  }
  return faults;
}
