import assert from 'node:assert/strict';
import { test } from 'node:test';
import { programsFor } from '../../../src/engine/synthesis/branches';
import { createBudget } from '../../../src/engine/synthesis/budget';
import type { SolvedRow } from '../../../src/engine/synthesis/task';
import { synthesize, type Synthesis, type SynthesizedTool } from '../../../src/engine/synthesis/synthesize';

const never = new AbortController().signal;

function rows(...pairs: readonly (readonly [string, string])[]): readonly SolvedRow[] {
  return pairs.map(([problem, answer]) => ({ problem, answer }));
}

function search(
  shown: readonly SolvedRow[],
  heldOut: readonly SolvedRow[] = [],
  open: readonly string[] = [],
): Synthesis {
  return synthesize({ shown, heldOut, open }, never);
}

function tool(synthesis: Synthesis): SynthesizedTool {
  if (synthesis.kind === 'none') assert.fail(synthesis.reason);
  return synthesis;
}

const dates = rows(['3 March 2021', '2021-03-03'], ['17 October 1999', '1999-10-17'], ['1 January 2000', '2000-01-01']);

test('a rule is found, and the tool is short enough to be read', () => {
  const found = tool(search(dates, [], ['30 June 2014', '9 December 1987']));
  assert.equal(found.unsure, null);
  assert.equal(found.question, null);
  assert.match(found.code, /^function parse\(problem\)/);
  assert.ok(found.code.split('\n').length <= 60, found.code);
  assert.doesNotMatch(`${found.name}${found.description}${found.code}`, /1999|October 17/);
});

test('nothing is claimed from one example, of an empty answer, or without a rule', () => {
  assert.deepEqual(search(dates.slice(0, 1)), { kind: 'none', reason: 'one example shows no rule' });
  assert.equal(search(rows(['a', ''], ['b', 'x'])).kind, 'none');
  const odd = search(rows(['a', 'qwertz 12'], ['b', 'uiop 99'], ['c', 'hjkl 4']));
  assert.ok(odd.kind === 'none' || odd.unsure !== null);
});

test('where rules that fit part on an open problem, it is asked, and the answer decides', () => {
  const names = rows(['Ada Lovelace', 'Lovelace'], ['Alan Turing', 'Turing']);
  const asked = tool(search(names, [], ['Grace Hopper', 'Mary Ann Evans']));
  assert.equal(asked.question?.problem, 'Mary Ann Evans');
  assert.ok(asked.question.answers.includes('Evans') && asked.question.answers.includes('Ann'));
  for (const answer of ['Evans', 'Ann']) {
    const decided = tool(
      search([...names, { problem: 'Mary Ann Evans', answer }], [], ['Grace Hopper', 'John Stuart Mill']),
    );
    assert.equal(decided.question, null);
  }
});

test('a held-out example that a rule fails is shown to the next search, and named', () => {
  const found = tool(
    search(
      rows(['Ada Lovelace', 'Lovelace'], ['Alan Turing', 'Turing']),
      rows(['Grace Hopper', 'Hopper'], ['Mary Ann Evans', 'Evans']),
      ['John Stuart Mill'],
    ),
  );
  assert.ok(found.moved.every((index) => index === 1));
});

test('a row with a sign that no example has is flagged', () => {
  const found = tool(search(rows(['a b', 'b a'], ['c d', 'd c'], ['e f', 'f e']), [], ['g h', 'i; j']));
  assert.ok(found.flagged.includes(1), JSON.stringify(found));
});

test('the answer depends on the kind of a row where one rule does not do', () => {
  const found = tool(
    search(rows(['Y', 'yes'], ['N', 'no'], ['Y', 'yes'], ['N', 'no']), rows(['N', 'no'], ['Y', 'yes']), ['Y', 'N']),
  );
  assert.equal(found.unsure, null);
  const onOne = search(rows(['12', '12'], ['n/a', '0'], ['7', '7']), [], ['5', 'n/a']);
  assert.ok(onOne.kind === 'none' || onOne.unsure !== null, 'a branch that rests on one example');
});

test('the same rows give the same tool, and a search that was cancelled gives none', () => {
  const open = ['30 June 2014', '9 December 1987'];
  assert.deepEqual(search(dates, [], open), search(dates, [], open));
  assert.equal(synthesize({ shown: dates, heldOut: [], open }, AbortSignal.abort()).kind, 'none');
});

test('the steps are a bound, whatever the rows are', () => {
  const long = Array.from({ length: 3 }, (_, index) => ({
    problem: `${index} `.repeat(900),
    answer: `${index}-`.repeat(900),
  }));
  const hard = rows(['x1y2z3 '.repeat(30), '9'.repeat(80)], ['a4b5c6 '.repeat(30), '8'.repeat(80)]);
  for (const shown of [long, hard])
    assert.ok(['none', 'tool'].includes(synthesize({ shown, heldOut: [], open: [] }, never, 50_000).kind));
});

test('columns of several labelled lines are named sources, and nothing is counted across them', () => {
  const open = ['First name: Mary Ann\nFamily name: Evans', 'First name: Ludwig\nFamily name: van der Rohe'];
  const found = tool(
    search(
      rows(
        ['First name: Ada\nFamily name: Lovelace', 'Lovelace, Ada'],
        ['First name: Alan\nFamily name: Turing', 'Turing, Alan'],
        ['First name: Jo Ann\nFamily name: Le Guin', 'Le Guin, Jo Ann'],
      ),
      [],
      open,
    ),
  );
  assert.match(found.code, /labelled\(problem, 'First name'\)/);
  assert.deepEqual([found.question, found.unsure, found.flagged], [null, null, []]);
});

test('a column whose cell is empty is a column', () => {
  const [best] = programsFor({
    answers: ['Lovelace', 'Turing', 'Evans'],
    rows: [
      'Family name: Lovelace\nTitle: Dr.',
      'Family name: Turing\nTitle:',
      'Family name: Evans\nTitle: ',
      'Family name: Le Guin\nTitle:',
    ],
    budget: createBudget(100_000, never),
  });
  assert.equal(best?.outputs.at(-1), 'Le Guin');
});
