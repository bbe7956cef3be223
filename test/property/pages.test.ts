import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { longestList, pageLength, pagesOf } from '../../src/vscode/library/pages';

const names = (longest: number) =>
  fc.uniqueArray(fc.stringMatching(/^[a-c0-9-]{1,8}$/), { maxLength: longest }).map((all) => all.toSorted());

test('pages hold every name once, in order, and none is empty or longer than a list, whatever came and went', () => {
  fc.assert(
    fc.property(names(600), names(600), (before, now) => {
      const kept = pagesOf(before, []);
      const pages = pagesOf(
        now,
        kept.map(({ from }) => from),
      );
      if (now.length <= longestList) {
        assert.deepEqual(pages, []);
        return;
      }
      assert.deepEqual(
        pages.flatMap((page) => page.names),
        now,
      );
      assert.ok(pages.every((page) => page.names.length > 0 && page.names.length <= longestList));
      assert.equal(new Set(pages.map(({ from }) => from)).size, pages.length);
    }),
  );
});

test('a page begins where it began, as long as the pages fit', () => {
  const some = Array.from({ length: 1_000 }, (_, index) => `tool-${String(index).padStart(4, '0')}`);
  const pages = pagesOf(some, []);
  assert.equal(pages.length, some.length / pageLength);
  const starts = pages.map(({ from }) => from);
  const changed = ['a-first', ...some.filter((name) => name !== starts[3]), 'z-last'];
  assert.deepEqual(
    pagesOf(changed, starts).map(({ from }) => from),
    starts,
    'a new first name, a last one, and the fourth page’s own first one gone',
  );
  const grown = [
    ...some,
    ...Array.from({ length: longestList }, (_, index) => `tool-0150-${String(index).padStart(3, '0')}`),
  ].sort();
  assert.ok(pagesOf(grown, starts).length > starts.length, 'begun anew');
});
