import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pLimit from 'p-limit';
import { answer, startFaultServer, type FaultServer } from '../faults/fault-server';
import { builtCommand } from '../unit/cli/cli';
import { doublingCode, proposal } from '../unit/cli/doubling-tool';
import { makeGround } from './ground';
import { broken, faultsIn, type Baseline } from './laws';
import { replies } from './replies';
import { repositories, type Repository } from './repositories';
import { hostileTexts } from './texts';

/** What code that a model wrote may take within its limits, over all examples and tries, in milliseconds. */
const codeMilliseconds = 15_000;

let command = '';
let server: FaultServer;
let baseline: Baseline;
before(async () => {
  command = await builtCommand();
  server = await startFaultServer();
  server.script(answer(proposal(doublingCode)));
  const ground = await makeGround(command, 60_000);
  const ran = [await ground.run(['list']), await ground.run(['list'])];
  baseline = {
    milliseconds: Math.max(...ran.map(({ milliseconds }) => milliseconds)),
    cpu: Math.max(...ran.map(({ cpu }) => cpu ?? 0)),
  };
  await ground.dispose();
});
after(() => server.close());

/** Tries repositories, two at a time, and says how long each took. */
async function faultsOf(all: readonly Repository[], say: (text: string) => void): Promise<readonly string[]> {
  const turns = pLimit(2);
  const found = await turns.map(all, async (repository) => {
    const ground = await makeGround(command, limit());
    try {
      const start = performance.now();
      const faults = await faultsIn(repository, ground, server.baseUrl, baseline);
      say(`${repository.name}: ${Math.round(performance.now() - start)} ms`);
      return faults;
    } finally {
      await ground.dispose();
    }
  });
  return found.flat();
}

/** What a command has before it counts as hanging, in milliseconds: on a busy machine more. */
function limit(): number {
  return 15_000 + 20 * baseline.milliseconds;
}

test('no repository changes, runs, holds up or fills anything, whatever lies in it', async (context) => {
  assert.deepEqual(await faultsOf(repositories, (text) => context.diagnostic(text)), []);
});

test('no text holds up or fills anything, and each is answered or refused with a word', async (context) => {
  assert.deepEqual(await faultsOf(hostileTexts, (text) => context.diagnostic(text)), []);
});

test('no reply of a server changes, runs, holds up or fills anything', async () => {
  const turns = pLimit(2);
  const found = await turns.map(Object.entries(replies), async ([name, play]) => {
    const [own, ground] = [await startFaultServer(), await makeGround(command, limit())];
    try {
      own.script(play);
      await writeFile(join(ground.repository, 'solved.txt'), 'double 3 => 6\ndouble 21 => 42\n');
      const make = ['make', '--examples', 'solved.txt', '--maker-model', 'strong', '--base-url', own.baseUrl];
      const faults = broken(await ground.run(make), baseline, codeMilliseconds);
      return [...faults, ...(await ground.changes())].map((fault) => `${name}: ${fault}`);
    } finally {
      await ground.dispose();
      await own.close();
    }
  });
  assert.deepEqual(found.flat(), []);
});
