import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LibraryTool } from '../../../src/engine/library/library';
import type { Verdict } from '../../../src/engine/making/verify';
import { noUsage } from '../../../src/engine/model/cost';
import type { Tool } from '../../../src/engine/tool/tool';
import { parseHostMessage } from '../../../src/protocol';
import { attemptOutcome, offerText } from '../../../src/vscode/panel/attempt-state';
import { toolView } from '../../../src/vscode/panel/panel-state';

const tool: Tool = {
  id: 'double',
  name: 'Double\u202E numbers',
  description: 'Doubles a number.',
  argumentsSchema: { type: 'object', title: '\u2066' },
  notation: { kind: 'arrows', arrow: '=>' },
  demonstrations: [],
  examples: [
    { problem: '1', answer: '2', seen: 'shown' },
    { problem: '2', answer: '4', seen: 'heldOut' },
  ],
  reader: 'parser',
  stage: 'tool',
  hint: 'twice\u200B',
  versions: [
    {
      number: 2,
      createdAt: '2026-01-02T03:04:05.000Z',
      origin: {
        model: 'strong',
        host: 'api.example',
        prompts: '1',
        tries: 3,
        usage: { ...noUsage, promptTokens: 1_234, completionTokens: 56 },
        cost: null,
      },
    },
  ],
  code: 'function solve() {}',
};
const listed: LibraryTool = {
  tool,
  place: 'folder',
  fingerprint: 'f',
  verification: undefined,
  isApproved: true,
  isMadeHere: true,
};
const identity = { model: 'light', host: 'localhost:11434', inputPrice: null, outputPrice: null };
const fact = (view: ReturnType<typeof toolView>, label: string): string | undefined =>
  view.origin.find((one) => one.label === label)?.value;

test('what the panel shows is a message that it takes', () => {
  const view = toolView(listed, undefined, [
    {
      purpose: 'propose',
      model: 'strong',
      messages: [{ role: 'user', content: 'make' }],
      reply: 'made',
      usage: noUsage,
    },
  ]);
  assert.deepEqual(parseHostMessage({ kind: 'tool', tool: structuredClone(view) }), { kind: 'tool', tool: view });
  assert.equal(view.transcript[0]?.sent, 'user:\nmake');
});

test('everything invisible is shown: in the name, the schema, the hint', () => {
  const view = toolView(listed, undefined, []);
  assert.equal(view.name, 'Double‹U+202E› numbers');
  assert.equal(view.argumentsSchema, '{\n  "type": "object",\n  "title": "‹U+2066›"\n}');
  assert.equal(fact(view, 'Your hint'), 'twice‹zero-width space›');
});

test('of a tool that was not made here it is said whose word it is what its maker has seen', () => {
  const seen = (view: ReturnType<typeof toolView>): readonly string[] => view.examples.map((one) => one.seen);
  const own = toolView(listed, undefined, []);
  assert.deepEqual([seen(own), fact(own, 'Made')], [['shown from the start', 'held out'], undefined]);
  const strangers = toolView({ ...listed, isMadeHere: false }, undefined, []);
  assert.deepEqual(seen(strangers), ['it says: shown from the start', 'it says: held out']);
  assert.match(fact(strangers, 'Made') ?? '', /^elsewhere: .* what it says of itself$/);
  assert.equal(fact(strangers, 'Your hint'), undefined);
});

test('where it came from and what it cost, unknown prices included', () => {
  const view = toolView(listed, undefined, []);
  assert.equal(fact(view, 'Made by'), 'strong at api.example');
  assert.equal(fact(view, 'Tokens'), '1,234 sent, 56 received (reported)');
  assert.equal(fact(view, 'Cost'), 'price unknown');
  assert.equal(fact(view, 'Kept in'), 'This Folder (.toolsmith)');
});

test('a verification is good news only where everything passed and there was something to pass', () => {
  const status = (passed: number, total: number): boolean =>
    toolView(
      {
        ...listed,
        verification: { passed, total, unseenPassed: 0, acceptedForeign: 0, at: '2026-01-02T03:04:05.000Z' },
      },
      undefined,
      [],
    ).status.good;
  assert.equal(toolView(listed, undefined, []).status.good, false);
  assert.equal(status(2, 2), true);
  assert.equal(status(1, 2), false);
  assert.equal(status(0, 0), false);
});

test('verdicts stand with their examples: expected, and what came instead', () => {
  const view = toolView(
    listed,
    [
      { kind: 'right', arguments: {} },
      { kind: 'wrong', got: '5', arguments: {} },
    ],
    [],
  );
  assert.deepEqual(
    view.examples.map(({ verdict }) => verdict),
    [
      { right: true, text: 'as expected', got: null },
      { right: false, text: 'another answer', got: '5' },
    ],
  );
  assert.deepEqual(
    toolView(listed, undefined, []).examples.map(({ verdict }) => verdict),
    [null, null],
  );
});

test('where every example passed here, that is said of each without running them; of a tool that is not approved nothing is', () => {
  const verification = { passed: 2, total: 2, unseenPassed: 1, acceptedForeign: 0, at: '2026-01-02T03:04:05.000Z' };
  const verdicts = (one: LibraryTool): unknown => toolView(one, undefined, []).examples.map(({ verdict }) => verdict);
  const right = { right: true, text: 'as expected', got: null };
  assert.deepEqual(verdicts({ ...listed, verification }), [right, right]);
  assert.deepEqual(verdicts({ ...listed, verification: { ...verification, passed: 1 } }), [null, null]);
  assert.deepEqual(verdicts({ ...listed, verification, isApproved: false }), [null, null]);
});

test('versions are listed with the current one first', () => {
  const [version] = tool.versions;
  assert.ok(version);
  const versions = [{ ...version, number: 1 }, version];
  assert.deepEqual(
    toolView({ ...listed, tool: { ...tool, versions } }, undefined, []).versions.map(({ number }) => number),
    [2, 1],
  );
});

test('of very many examples those that fail are listed, in order, and the rest is counted', () => {
  const examples = Array.from({ length: 1_000 }, (_, index) => ({
    problem: String(index),
    answer: 'a',
    seen: 'shown' as const,
  }));
  const verdicts = examples.map((_, index): Verdict =>
    index === 900 || index === 950 ? { kind: 'notRead', reason: null } : { kind: 'right', arguments: {} },
  );
  const view = toolView({ ...listed, tool: { ...tool, examples } }, verdicts, []);
  assert.equal(view.examples.length, 200);
  assert.equal(view.moreExamples, 800);
  assert.deepEqual(
    view.examples.filter(({ verdict }) => verdict?.right === false).map(({ number }) => number),
    [901, 951],
  );
  assert.deepEqual(view.examples.map(({ number }) => number).slice(0, 3), [1, 2, 3]);
});

test('the light model is offered by name, host and tokens where the parser alone did not read a problem', () => {
  const outcome = attemptOutcome({ kind: 'notRead', reason: null }, { identity, estimatedTokens: 1_200 });
  assert.deepEqual(outcome, {
    kind: 'none',
    text: 'Not read, and no model was asked: it does not look like a problem of this tool’s class.',
    offer: { kind: 'ask', text: 'Send to light at localhost:11434, about 1,200 tokens' },
  });
  assert.equal(offerText({ ...identity, model: 'x\u202E' }, 1), 'Send to x‹U+202E› at localhost:11434, about 1 token');
});

test('where no light model is set up, that is offered instead', () => {
  const outcome = attemptOutcome(
    { kind: 'notRead', reason: 'The arguments do not fit.' },
    { identity: null, estimatedTokens: 1 },
  );
  assert.deepEqual(outcome, {
    kind: 'none',
    text: 'Not read, and no model was asked: The arguments do not fit.',
    offer: { kind: 'setUp' },
  });
});

test('no answer, failure and cancelling are said and nothing is offered', () => {
  const light = { identity, estimatedTokens: 1 };
  for (const outcome of [
    { kind: 'noAnswer', path: 'parser', usage: noUsage },
    { kind: 'failed', reason: 'solve threw Error: x', path: 'parser', usage: noUsage },
    { kind: 'cancelled' },
  ] as const) {
    const shown = attemptOutcome(outcome, light);
    assert.equal(shown.kind === 'none' ? shown.offer : 'none', null);
  }
});

test('an answer says who read the problem and what that took', () => {
  const usage = { ...noUsage, promptTokens: 300, completionTokens: 12, source: 'estimated' as const };
  const light = { identity: { ...identity, inputPrice: 100, outputPrice: 100 }, estimatedTokens: 1 };
  assert.deepEqual(
    attemptOutcome({ kind: 'answer', answer: '4\u200B', path: 'parser', arguments: {}, usage: noUsage }, light),
    { kind: 'answer', answer: '4‹zero-width space›', note: 'Read by the tool’s own parser; no model was asked.' },
  );
  assert.deepEqual(attemptOutcome({ kind: 'answer', answer: '4', path: 'model', arguments: {}, usage }, light), {
    kind: 'answer',
    answer: '4',
    note: 'Read by the light model: 312 tokens (estimated), about $0.03.',
  });
  assert.deepEqual(
    attemptOutcome({ kind: 'answer', answer: '4', path: 'model', arguments: {}, usage }, { ...light, identity }),
    { kind: 'answer', answer: '4', note: 'Read by the light model: 312 tokens (estimated), price unknown.' },
  );
});
