import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accuraciesOf, confusionTable, shareText, type Judged } from '../../eval/near-misses/report';

test('the accuracies count what a person is asked as right where the right tool is named', () => {
  const judge = (tool: string | null, got: Judged['got']): Judged => ({
    problem: '',
    trap: true,
    tool,
    got,
    byModel: false,
  });
  const judged = [
    judge('a', 'a'),
    judge('a', 'b'),
    judge('a', null),
    judge('b', ['a', 'b']),
    judge('b', ['c', 'd']),
    judge(null, null),
    judge(null, 'a'),
    judge(null, ['a', 'b']),
  ];
  const { rightTool, knownOrNot } = accuraciesOf(judged);
  assert.deepEqual([rightTool.hits, rightTool.of, knownOrNot.hits, knownOrNot.of], [2, 5, 5, 8]);
  assert.equal(shareText(knownOrNot), '5 of 8, 62.5 % (30.6 to 86.3)');
  assert.equal(
    confusionTable(judged),
    `class                      problems    right    asked by model  taken for
a                                 3        1        0        0  b 1, none 1
b                                 2        0        1        0  asked c/d 1
none                              3        1        0        0  a 1, asked a/b 1`,
  );
});
