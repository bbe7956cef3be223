import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import { answersAhead } from '../../../src/node/batch/answers-ahead';

/** Numbers, each of which is noted as it is read. */
async function* numbers(count: number, notes: string[]): AsyncGenerator<number> {
  for (let at = 1; at <= count; at += 1) {
    await setImmediate();
    notes.push(`read ${at}`);
    yield at;
  }
}

/** Notes when an answer is begun and when it is there; the earlier ones take longer. */
const answering =
  (notes: string[]) =>
  async (number: number): Promise<number> => {
    notes.push(`begin ${number}`);
    for (let waits = 6 - number; waits > 0; waits -= 1) await setImmediate();
    notes.push(`end ${number}`);
    return number * 10;
  };

test('answers come in order, each after the next chunk was begun with', async () => {
  const notes: string[] = [];
  const answers: number[] = [];
  for await (const answer of answersAhead(numbers(3, notes), answering(notes))) {
    notes.push(`write ${answer}`);
    answers.push(answer);
  }
  assert.deepEqual(answers, [10, 20, 30]);
  assert.ok(notes.indexOf('begin 2') < notes.indexOf('write 10'));
  assert.ok(notes.indexOf('begin 3') < notes.indexOf('write 20'));
  assert.ok(notes.indexOf('read 3') > notes.indexOf('end 1'), 'no more than one is read ahead');
});

test('nothing is answered any more when whoever takes the answers has stopped', async () => {
  const notes: string[] = [];
  for await (const answer of answersAhead(numbers(5, notes), answering(notes))) if (answer === 20) break;
  const { length } = notes;
  assert.equal(notes.filter((note) => note.startsWith('begin')).length, 3);
  assert.ok(notes.includes('end 3'));
  await setImmediate();
  assert.equal(notes.length, length);
});

test('what fails is said in its turn, after what came before', async () => {
  const answers: number[] = [];
  const failing = (number: number): Promise<number> =>
    number === 2 ? Promise.reject(new Error('no')) : Promise.resolve(number);
  await assert.rejects(async () => {
    for await (const answer of answersAhead(numbers(4, []), failing)) answers.push(answer);
  }, /no/);
  assert.deepEqual(answers, [1]);
});

test('chunks that cannot be read end it when what was begun is through', async () => {
  const notes: string[] = [];
  async function* damaged(): AsyncGenerator<number> {
    yield* numbers(2, notes);
    throw new Error('damaged');
  }
  await assert.rejects(async () => {
    for await (const answer of answersAhead(damaged(), answering(notes))) notes.push(`write ${answer}`);
  }, /damaged/);
  assert.equal(notes.at(-1), 'end 2');
});

test('no chunk gives no answer', async () => {
  for await (const answer of answersAhead(numbers(0, []), answering([]))) assert.fail(String(answer));
});
