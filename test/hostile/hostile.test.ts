import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pLimit from 'p-limit';
import { answer, startFaultServer, type FaultServer } from '../faults/fault-server';
import { builtCommand, doublingCode, proposal } from '../unit/cli/cli';
import { makeGround } from './ground';
import { faultsIn, type Baseline } from './laws';
import { repositories } from './repositories';

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

test('no repository changes, runs, holds up or fills anything, whatever lies in it', async (context) => {
  const turns = pLimit(2);
  const found = await turns.map(repositories, async (repository) => {
    const ground = await makeGround(command, 10_000 + 10 * baseline.milliseconds);
    try {
      const start = performance.now();
      const faults = await faultsIn(repository, ground, server.baseUrl, baseline);
      context.diagnostic(`${repository.name}: ${Math.round(performance.now() - start)} ms`);
      return faults;
    } finally {
      await ground.dispose();
    }
  });
  assert.deepEqual(found.flat(), []);
});
