import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { indexBytes, indexOfBytes } from '../../../src/engine/dispatching/index-bytes';
import type { IndexEntry } from '../../../src/engine/dispatching/index-entry';
import type { Indexing } from '../../../src/engine/dispatching/index-store';
import { beginIndex } from '../../../src/engine/dispatching/make-index';
import { openToolIndex } from '../../../src/engine/dispatching/open-tool-index';
import { packEntries, placesOf, unpackEntries } from '../../../src/engine/dispatching/packed-index';
import { formOf, type ToolIndex } from '../../../src/engine/dispatching/tool-index';
import { createIndexMaker } from '../../../src/node/dispatching/index-maker';
import { builtIndexWorker } from '../../sandbox/built-sandbox';
import { playedTool, unreadable } from './played-tools';

const sum = playedTool('sum', ['What is the sum of 3 and 4?', 'What is the sum of 10 and 32?']);
const product = playedTool('product', ['What is the product of 3 and 4?', 'What is the product of 10 and 32?']);
const question = formOf('What is the sum of 7 and 8?');
const alikeIn = (index: ToolIndex): readonly string[] =>
  index.alike(question).map(({ listed, missing }) => `${listed.tool.id} ${missing}`);

/** A store in memory, and a maker that says what it reads. */
function indexingOf(kept?: Uint8Array): Indexing & { written: Uint8Array<ArrayBuffer>[]; made: string[] } {
  const written: Uint8Array<ArrayBuffer>[] = kept ? [Uint8Array.from(kept)] : [];
  const made: string[] = [];
  return {
    written,
    made,
    store: {
      read: () => Promise.resolve(written.at(-1)?.slice()),
      write: (pieces) => {
        written.push(Uint8Array.from([...pieces].flatMap((piece) => [...piece])));
        return Promise.resolve();
      },
    },
    make: (work, onTool) => {
      const making = beginIndex(work);
      work.tools.forEach((tool, at) => {
        making.read(tool);
        onTool(at + 1);
      });
      made.push(`${work.staying.length} stay, ${work.tools.map(({ name }) => name).join(', ')}`);
      return Promise.resolve(making.packed());
    },
  };
}

test('an index is kept and taken up again; of what changed only the new is read', async () => {
  const indexing = indexingOf();
  const done: string[] = [];
  await openToolIndex([sum, product], indexing, (...counts) => done.push(counts.join(' of ')));
  assert.deepEqual(done, ['1 of 2', '2 of 2']);
  const again = await openToolIndex([unreadable(sum), unreadable(product)], indexing);
  assert.deepEqual([indexing.written.length, indexing.made.length], [1, 1], 'nothing new, nothing made or written');
  assert.deepEqual(alikeIn(again), ['sum 0', 'product 3']);
  await openToolIndex([unreadable(sum)], indexing);
  const third = playedTool('third', ['Take 1 of 2']);
  assert.deepEqual(alikeIn(await openToolIndex([third, unreadable(sum)], indexing)), ['sum 0']);
  assert.deepEqual(indexing.made, ['0 stay, sum, product', '1 stay, ', '1 stay, third']);
  assert.deepEqual(indexOfBytes(indexing.written.at(-1) ?? new Uint8Array())?.fingerprints, [
    sum.fingerprint,
    third.fingerprint,
  ]);
});

test('missing, damaged or of another version it is made anew', async () => {
  const first = indexingOf();
  await openToolIndex([sum, product], first);
  const [sound = new Uint8Array()] = first.written;
  const changed = (at: number, value: number): Uint8Array => {
    const copy = sound.slice();
    new DataView(copy.buffer).setUint32(at * 4, value, true);
    return copy;
  };
  const kinds = [
    new Uint8Array(),
    new TextEncoder().encode('{"format":2}\n{"fingerprint":"a","shapes":[],"fixed":[],"terms":[]}\n'),
    sound.slice(0, -5),
    changed(0, 2),
    changed(1, 0xffffffff),
    // Behind the format and eleven lengths stands the code of the one shape, where its tools begin and end, and they.
    changed(13, 1),
    changed(14, 9),
    changed(15, 7),
  ];
  for (const [at, kept] of kinds.entries()) {
    const damaged = indexingOf(kept);
    assert.deepEqual(alikeIn(await openToolIndex([sum, product], damaged)), ['sum 0', 'product 3'], `kind ${at}`);
    assert.deepEqual(damaged.written.at(-1), sound, `kind ${at}`);
  }
});

test('no bytes make it throw, whatever stands in them', () => {
  const sound = Uint8Array.from([...indexBytes(packEntries([]))].flatMap((piece) => [...piece]));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255))), fc.nat(sound.length), (changes, length) => {
      const bytes = sound.slice(0, length);
      for (const [at, value] of changes) bytes[at] = value;
      indexOfBytes(bytes);
    }),
  );
});

const codes = (): fc.Arbitrary<number[]> => fc.uniqueArray(fc.nat(0xffffffff), { maxLength: 20 });
const inOrder = (list: number[]): number[] => list.sort((one, other) => one - other);
const entry: fc.Arbitrary<IndexEntry> = fc.record(
  { fingerprint: fc.uuid(), shapes: codes().map(inOrder), fixed: codes(), terms: codes().map(inOrder) },
  { noNullPrototype: true },
);

test('entries are the same when they were packed, kept and opened', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), (entries) => {
      const bytes = Uint8Array.from([...indexBytes(packEntries(entries))].flatMap((piece) => [...piece]));
      const packed = indexOfBytes(bytes);
      assert.ok(packed);
      assert.deepEqual(unpackEntries(packed), entries);
      for (const [place, { terms }] of entries.entries())
        for (const term of terms) assert.ok(placesOf(packed.terms, term).includes(place));
      assert.equal(placesOf(packed.terms, 0.5).length, 0);
    }),
  );
});

test('many tools are read in a worker, and make the same index as here', async () => {
  const many = Array.from({ length: 150 }, (_, number) =>
    playedTool(`tool-${number}`, [`Take part ${number} of the list: 1`, `Take part ${number} of the list: 2`]),
  );
  const [here, there] = [indexingOf(), indexingOf()];
  const made = await openToolIndex([...many, sum, product], here);
  const done: number[] = [];
  const byWorker = { store: there.store, make: createIndexMaker(await builtIndexWorker()) };
  const opened = await openToolIndex([...many, sum, product], byWorker, (count) => done.push(count));
  assert.deepEqual(there.written, here.written);
  assert.deepEqual(alikeIn(opened), alikeIn(made));
  assert.deepEqual(done, [64, 128, 152]);
  await openToolIndex([...many.map(unreadable), sum], byWorker);
  assert.equal(there.written.length, 2, 'what stays goes through the worker as well');
});

test('few tools are read here, with others between them', async () => {
  const indexing = { store: indexingOf().store, make: createIndexMaker('no such worker') };
  assert.deepEqual(alikeIn(await openToolIndex([sum, product], indexing)), ['sum 0', 'product 3']);
});
