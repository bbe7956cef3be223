import type { Engine } from './quickjs-engine';
import { frozenTime } from './quickjs-instance';

/**
 * Refuses an engine in which time would pass, a time zone would show, chance would be real, or a lack of memory
 * would go unnoticed. Throws with the reason. Uses up a few runs, and leaves the engine prepared for the next one.
 */
export async function assertSound(engine: Engine): Promise<void> {
  const first = await outcomeOf(engine, 'const a = new Date(2000, 6, 1), b = new Date(); return [Date.now(), +b, a.getTimezoneOffset(), a.getHours(), +a, String(b), Math.random()];');
  const second = await outcomeOf(engine, 'return [Date.now(), Math.random()];');
  if (first.kind !== 'value' || second.kind !== 'value') throw new Error(`the sandbox's engine does not run: ${JSON.stringify([first, second])}`);
  const [now, , , , , , random] = JSON.parse(first.json) as unknown[];
  const expected = [frozenTime, frozenTime, 0, 0, Date.UTC(2000, 6, 1), 'Sat Jan 01 2000 00:00:00 GMT+0000', random];
  if (first.json !== JSON.stringify(expected) || second.json !== JSON.stringify([now, random])) throw new Error(`the sandbox's clock is not frozen: ${first.json}, ${second.json}`);
  const huge = await outcomeOf(engine, 'return "é\\u20ac".repeat(2 ** 29 - 1).length;');
  if (huge.kind !== 'outOfMemory') throw new Error(`the sandbox does not limit memory: ${JSON.stringify(huge)}`);
}

async function outcomeOf(engine: Engine, body: string): Promise<ReturnType<Engine['run']>['outcome']> {
  const { outcome } = engine.run({ id: 0, code: `function solve() { ${body} }`, function: 'solve', arguments: '[]', milliseconds: 10_000, outputCharacters: 1_000 });
  await engine.prepare();
  return outcome;
}
