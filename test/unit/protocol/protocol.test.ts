import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  longestProblem,
  parseHostMessage,
  parsePanelMessage,
  parseSavedPage,
  receiver,
  type Handlers,
  type HostMessage,
  type PanelMessage,
} from '../../../src/protocol';

const panelMessages: readonly PanelMessage[] = [
  { kind: 'ready' },
  { kind: 'verify' },
  { kind: 'apply' },
  { kind: 'continueMaking' },
  { kind: 'setUpModels' },
  { kind: 'exportCosts' },
  { kind: 'measureCosts' },
  { kind: 'cancel', what: 'attempt' },
  { kind: 'cancel', what: 'verifying' },
  { kind: 'try', problem: '24: 1 2 3 4' },
  { kind: 'askModel', attempt: 3 },
  { kind: 'review' },
  { kind: 'openCode' },
  { kind: 'compareVersion', version: 1 },
  { kind: 'goBack', version: 1 },
  { kind: 'editExample', number: 2 },
  { kind: 'editExample', number: null },
  { kind: 'correct', attempt: 3 },
  { kind: 'leaveExample' },
  { kind: 'saveExample', problem: '2', answer: '4' },
  { kind: 'removeExample' },
  { kind: 'teachExample', problem: '2', answer: '4' },
];

const hostMessages: readonly HostMessage[] = [
  { kind: 'work', work: { verifying: { done: 1, total: 4 }, attempt: null, editing: null, trouble: 'no' } },
  {
    kind: 'work',
    work: {
      verifying: null,
      attempt: { number: 2, outcome: { kind: 'none', text: 'Not read.', offer: { kind: 'ask', text: 'Send' } } },
      editing: { number: null, problem: '2', answer: '' },
      trouble: null,
    },
  },
  {
    kind: 'work',
    work: {
      verifying: null,
      attempt: { number: 2, outcome: { kind: 'none', text: 'Not read.', offer: { kind: 'setUp' } } },
      editing: { number: null, problem: '2', answer: '' },
      trouble: null,
    },
  },
  {
    kind: 'work',
    work: {
      verifying: null,
      attempt: { number: 3, outcome: { kind: 'answer', answer: '', note: 'free' } },
      editing: { number: null, problem: '2', answer: '' },
      trouble: null,
    },
  },
  {
    kind: 'work',
    work: {
      verifying: null,
      attempt: { number: 3, outcome: { kind: 'running', who: 'm at h' } },
      editing: null,
      trouble: null,
    },
  },
  {
    kind: 'costs',
    costs: {
      facts: [{ label: 'To make', value: '$1' }],
      whole: [],
      unit: 'dollars',
      basis: 'estimated',
      points: [
        {
          when: 'today',
          what: 'use',
          uses: 3,
          with: 1,
          without: 2.5,
          withText: '$1',
          withoutText: '$2.5',
          savedText: '$1.5',
        },
      ],
      crossing: { uses: 2, with: 1, withText: '$1', withoutText: '$1', savedText: '$0' },
      summary: 'They cross.',
      notes: [],
      measure: null,
    },
  },
  {
    kind: 'tool',
    tool: {
      name: '<img src=x>',
      description: '',
      status: { text: 'not verified here', good: false },
      draft: true,
      approved: true,
      argumentsSchema: '{}',
      examples: [
        {
          number: 1,
          problem: 'a',
          answer: 'b',
          seen: 'heldOut',
          verdict: { right: false, text: 'another answer', got: 'c' },
        },
      ],
      moreExamples: 0,
      versions: [{ number: 1, text: 'today' }],
      origin: [{ label: 'Cost', value: 'price unknown' }],
      transcript: [{ title: '1', sent: 's', reply: 'r' }],
    },
  },
];

test('every message survives the way through the wire as it was', () => {
  for (const message of panelMessages) assert.deepEqual(parsePanelMessage(structuredClone(message)), message);
  for (const message of hostMessages) assert.deepEqual(parseHostMessage(structuredClone(message)), message);
});

test('messages of one end are none for the other', () => {
  for (const message of panelMessages) assert.equal(parseHostMessage(message), undefined);
  for (const message of hostMessages) assert.equal(parsePanelMessage(message), undefined);
});

test('what lacks a part, or has one of another type, is no message', () => {
  for (const message of [...panelMessages, ...hostMessages]) {
    const parse = panelMessages.some((one) => one === message) ? parsePanelMessage : parseHostMessage;
    for (const key of Object.keys(message)) {
      assert.equal(parse({ ...message, [key]: undefined }), undefined, `${message.kind} without ${key}`);
      assert.equal(parse({ ...message, [key]: () => 1 }), undefined, `${message.kind} with a function for ${key}`);
    }
  }
});

test('a problem longer than the box allows is refused', () => {
  assert.notEqual(parsePanelMessage({ kind: 'try', problem: 'x'.repeat(longestProblem) }), undefined);
  assert.equal(parsePanelMessage({ kind: 'try', problem: 'x'.repeat(longestProblem + 1) }), undefined);
});

test('a request to the model carries a number and nothing to be sent', () => {
  assert.deepEqual(
    parsePanelMessage({ kind: 'askModel', attempt: 1, problem: 'another text', model: 'another model' }),
    { kind: 'askModel', attempt: 1 },
  );
});

test('no value makes a parser throw', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true }), (value) => {
      parsePanelMessage(value);
      parseHostMessage(value);
      parseSavedPage(value);
      const withKind = { ...(typeof value === 'object' ? value : {}), kind: 'tool' };
      assert.equal(parsePanelMessage(withKind), undefined);
    }),
  );
});

test('a saved page names a tool or counts for nothing; what else it holds may be missing', () => {
  assert.deepEqual(parseSavedPage({ place: 'user', id: 'a' }), {
    place: 'user',
    id: 'a',
    problem: '',
    example: null,
    open: [],
    scroll: 0,
  });
  assert.deepEqual(
    parseSavedPage({ place: 'user', id: 'a', problem: 3, example: { problem: 1 }, open: [1], scroll: 'x' }),
    {
      place: 'user',
      id: 'a',
      problem: '',
      example: null,
      open: [],
      scroll: 0,
    },
  );
  for (const wrong of [
    undefined,
    null,
    'a',
    {},
    { place: 'user' },
    { id: 'a' },
    { place: '../..', id: 'a' },
    { place: 'user', id: 'x'.repeat(101) },
  ])
    assert.equal(parseSavedPage(wrong), undefined);
});

test('a receiver calls the one handler of the kind, and says where a message is none of ours', () => {
  const heard: string[] = [];
  const hear = (message: PanelMessage): void => void heard.push(JSON.stringify(message));
  const handlers: Handlers<PanelMessage> = {
    ready: hear,
    verify: hear,
    apply: hear,
    continueMaking: hear,
    setUpModels: hear,
    exportCosts: hear,
    measureCosts: hear,
    cancel: hear,
    try: hear,
    askModel: hear,
    review: hear,
    openCode: hear,
    compareVersion: hear,
    goBack: hear,
    editExample: hear,
    correct: hear,
    leaveExample: hear,
    saveExample: hear,
    removeExample: hear,
    teachExample: hear,
  };
  const receive = receiver(parsePanelMessage, handlers);
  for (const message of panelMessages) assert.equal(receive(message), true);
  assert.deepEqual(
    heard,
    panelMessages.map((message) => JSON.stringify(message)),
  );
  for (const wrong of [{ kind: 'toString' }, { kind: '__proto__' }, { kind: 'constructor' }, null, 'ready'])
    assert.equal(receive(wrong), false);
  assert.equal(heard.length, panelMessages.length);
});
