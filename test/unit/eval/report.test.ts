import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accuraciesOf, confusionTable, shareOf, type Judged } from '../../eval/near-misses/report';

test('the intervals are those of Wilson', () => {
  // Values from Newcombe 1998, table I.
  for (const [hits, of, low, high] of [[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [1, 29, 0.0061, 0.1718]] as const) {
    const share = shareOf(hits, of);
    assert.deepEqual([share.low, share.high].map((value) => value.toFixed(4)), [low, high].map((value) => value.toFixed(4)));
  }
  assert.equal(shareOf(20, 20).high, 1);
  assert.deepEqual([shareOf(0, 0).low, shareOf(0, 0).high], [0, 1]);
});

test('the accuracies count what a person is asked as right where the right tool is named', () => {
  const judge = (tool: string | null, got: Judged['got']): Judged => ({ problem: '', trap: true, tool, got, byModel: false });
  const judged = [judge('a', 'a'), judge('a', 'b'), judge('a', null), judge('b', ['a', 'b']), judge('b', ['c', 'd']), judge(null, null), judge(null, 'a'), judge(null, ['a', 'b'])];
  const { rightTool, knownOrNot } = accuraciesOf(judged);
  assert.deepEqual([rightTool.hits, rightTool.of, knownOrNot.hits, knownOrNot.of], [2, 5, 5, 8]);
  assert.equal(confusionTable(judged), `class                      problems    right    asked by model  taken for
a                                 3        1        0        0  b 1, none 1
b                                 2        0        1        0  asked c/d 1
none                              3        1        0        0  a 1, asked a/b 1`);
});
