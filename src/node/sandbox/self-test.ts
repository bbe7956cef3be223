import type { Engine } from './engine';
import type { WorkerOutcome } from './messages';
import { frozenTime } from './quickjs-instance';

/** Tells what it sees of time, chance and the calls before it, then leaves behind whatever it can. */
const probe = `
let calls = 0;
function solve(task) {
  if (task === 'hoard') return 'é\\u20ac'.repeat(2 ** 29 - 1).length;
  calls += 1;
  const summer = new Date(2000, 6, 1), now = new Date();
  const time = [Date.now(), +now, summer.getTimezoneOffset(), summer.getHours(), +summer, String(now)];
  const state = [calls, typeof left, [1].concat(2).length, 'a' in {}, Math.random()];
  globalThis.left = time;
  Array.prototype.concat = () => [];
  Object.prototype.a = 1;
  return [time, state];
}`;

/**
 * Refuses an engine in which time would pass, a time zone would show, chance would be real, a call would see what
 * another one left, a lack of memory would go unnoticed, or a further context would be another one. Throws with the
 * reason. Uses up a few runs, and leaves the engine prepared for the next one.
 */
export async function assertSound(engine: Engine): Promise<void> {
  const first = await outcomeOf(engine, 'look');
  const second = await outcomeOf(engine, 'look');
  if (first.kind !== 'value' || second.kind !== 'value')
    throw new Error(`the sandbox's engine does not run: ${JSON.stringify([first, second])}`);
  const [time, state] = JSON.parse(first.json) as [unknown, unknown[]];
  if (
    JSON.stringify(time) !==
    JSON.stringify([frozenTime, frozenTime, 0, 0, Date.UTC(2000, 6, 1), 'Sat Jan 01 2000 00:00:00 GMT+0000'])
  )
    throw new Error(`the sandbox's clock is not frozen: ${first.json}`);
  if (JSON.stringify(state.slice(0, -1)) !== '[1,"undefined",2,false]' || second.json !== first.json)
    throw new Error(`a call in the sandbox sees what another one left: ${first.json}, ${second.json}`);
  const huge = await outcomeOf(engine, 'hoard');
  if (huge.kind !== 'outOfMemory') throw new Error(`the sandbox does not limit memory: ${JSON.stringify(huge)}`);
  // In another instance: that one is gone.
  const afresh = await outcomeOf(engine, 'look');
  if (afresh.kind !== 'value' || afresh.json !== first.json)
    throw new Error(`a further context of the sandbox differs from the first: ${JSON.stringify([first, afresh])}`);
}

async function outcomeOf(engine: Engine, task: string): Promise<WorkerOutcome> {
  const { outcome } = engine.run({
    kind: 'call',
    id: 0,
    code: probe,
    function: 'solve',
    arguments: JSON.stringify([task]),
    milliseconds: 10_000,
    outputCharacters: 1_000,
    resultSchema: null,
  });
  await engine.prepare();
  return outcome;
}
