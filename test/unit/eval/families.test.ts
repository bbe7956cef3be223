import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { instances as coinChange } from '../../eval/families/coin-change';
import { instances as customOperators } from '../../eval/families/custom-operators';
import { families } from '../../eval/families/families';
import type { Instance } from '../../eval/families/family';
import { instances as gridPaths } from '../../eval/families/grid-paths';
import { instances as knightsAndKnaves } from '../../eval/families/knights-and-knaves';
import { instances as roundTable } from '../../eval/families/round-table';
import { instances as trainConnections } from '../../eval/families/train-connections';
import { parseTaskFile } from '../../eval/task-row';
import { solveChange } from './solvers/coin-change';
import { solveOperators } from './solvers/custom-operators';
import { solveGrid } from './solvers/grid-paths';
import { solveIsland } from './solvers/knights-and-knaves';
import { solveRoundTable } from './solvers/round-table';
import { solveTimetable } from './solvers/train-connections';

const seeds = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

test('there are six families', () => {
  assert.equal(Object.keys(families).length, 6);
});

for (const [name, generate] of Object.entries(families)) {
  test(`${name}: a seed gives the same rows again, more of them when more are asked for, and no text twice`, () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 40 }), (seed, count) => {
        const rows = generate(seed, 40);
        assert.deepEqual(generate(seed, count), rows.slice(0, count));
        assert.equal(new Set(rows.map(({ input }) => input)).size, 40);
      }),
      { numRuns: 8 },
    );
  });

  test(`${name}: one row of each ten is an exception, from row 11 on`, () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = generate(seed, 50);
        const exceptions = [0, 10, 20, 30, 40].map(
          (from) => rows.slice(from, from + 10).filter(({ exception }) => exception).length,
        );
        assert.deepEqual(exceptions, [0, 1, 1, 1, 1]);
        // As rows of a task file they are in order: an answer, or an exception without one.
        assert.deepEqual(parseTaskFile(rows.map((row) => JSON.stringify(row)).join('\n')), { kind: 'rows', rows });
        assert.deepEqual(
          rows.filter(({ target, exception }) => (target === null) !== (exception === true)),
          [],
        );
      }),
      { numRuns: 8 },
    );
  });
}

/** With other digests the evaluation has other problems, and its results cannot be compared with earlier ones. */
test('the rows of a seed are the same on every platform and in every version', () => {
  const digests = Object.entries(families).map(([name, generate]) => [
    name,
    createHash('sha256')
      .update(JSON.stringify(generate(7, 60)))
      .digest('hex')
      .slice(0, 16),
  ]);
  assert.deepEqual(Object.fromEntries(digests), {
    'coin-change': '2c04552173cf6bc3',
    'custom-operators': '3cd5fe801336a90a',
    'grid-paths': '0b146949c011d28d',
    'knights-and-knaves': 'b663ef638498f907',
    'round-table': '719d1bc4fda8c321',
    'train-connections': 'a6c7006195399707',
  });
});

/** `solve` gives every answer that is possible, 'none' for a problem without one. */
function checksOut<Problem>(
  name: string,
  instances: (seed: number, count: number) => readonly Instance<Problem>[],
  solve: (problem: Problem) => ReadonlySet<string>,
): void {
  test(`${name}: a solver of its own finds the one answer of every row, none or several of every exception`, () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const { problem, wording, row, fault } of instances(seed, 40)) {
          const answers = solve(problem);
          const text = wording.body + wording.question;
          if (fault === 'none') assert.ok(answers.size === 0 || (answers.size === 1 && answers.has('none')), row.input);
          else if (fault === 'several') assert.ok(answers.size > 1, row.input);
          else assert.deepEqual([...answers], fault === 'cutOff' ? [...answers].slice(0, 1) : [row.target], row.input);
          if (fault !== 'cutOff') assert.equal(row.input, text);
          else
            assert.ok(
              text.startsWith(row.input) && row.input.length < text.length - wording.question.length / 3,
              row.input,
            );
        }
      }),
      { numRuns: 15 },
    );
  });
}

checksOut('coin-change', coinChange, solveChange);
checksOut('custom-operators', customOperators, solveOperators);
checksOut('grid-paths', gridPaths, solveGrid);
checksOut('knights-and-knaves', knightsAndKnaves, solveIsland);
checksOut('round-table', roundTable, solveRoundTable);
checksOut('train-connections', trainConnections, solveTimetable);

/** `phrasings` names what a problem is worded with. */
function showsAll<Problem>(
  name: string,
  instances: (seed: number, count: number) => readonly Instance<Problem>[],
  phrasings: (problem: Problem) => readonly (string | number | null)[],
): void {
  test(`${name}: the first three rows show every phrasing that later rows use`, () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = instances(seed, 40);
        const shown = new Set(rows.slice(0, 3).flatMap(({ problem }) => phrasings(problem)));
        assert.deepEqual(
          rows
            .filter(({ fault }) => fault === null)
            .flatMap(({ problem }) => phrasings(problem).filter((phrasing) => !shown.has(phrasing))),
          [],
        );
      }),
      { numRuns: 15 },
    );
  });
}

showsAll('coin-change', coinChange, ({ style, question }) => [style, question]);
showsAll('custom-operators', customOperators, ({ style, grouping, definitions }) => [
  style,
  grouping,
  ...definitions.map(({ formula }) => formula.kind),
]);
showsAll('grid-paths', gridPaths, ({ style }) => [style]);
showsAll('knights-and-knaves', knightsAndKnaves, ({ style, question, claims }) => [
  style,
  question,
  ...claims.map(({ claim }) => claim.kind),
]);
showsAll('round-table', roundTable, ({ style, question, clues }) => [
  style,
  `asked ${question.kind}`,
  ...clues.map((clue) => ('places' in clue ? `${clue.places === 1 ? 'directly' : 'places'} ${clue.kind}` : clue.kind)),
]);
showsAll('train-connections', trainConnections, ({ style, question }) => [style, question]);
