import type {
  Approval,
  ApprovalBook,
  VerificationBook,
  VerificationRecord,
} from '../../../src/engine/library/verification';
import type { Digest } from '../../../src/engine/tool/fingerprint';
import type { Tool, ToolVersion, TranscriptEntry } from '../../../src/engine/tool/tool';
import { sha256 as sha256Of } from '../../../src/node/sha256';

const usage = {
  promptTokens: 900,
  completionTokens: 300,
  cachedTokens: 0,
  reasoningTokens: 0,
  source: 'reported',
} as const;

export function sampleVersion(number: number): ToolVersion {
  return {
    number,
    createdAt: `2026-01-0${number}T10:00:00.000Z`,
    origin: { model: 'strong', host: 'models.example', prompts: '1', tries: number, usage, cost: 0.0123 },
  };
}

/** A whole tool with a bit of everything. */
export function sampleTool(changes: Partial<Tool> = {}): Tool {
  return {
    id: 'sort-words',
    name: 'Sort words',
    description: 'Sorts words by the alphabet.',
    argumentsSchema: {
      type: 'object',
      properties: { words: { type: 'array', items: { type: 'string' } } },
      required: ['words'],
    },
    notation: { kind: 'blocks', problemLabel: 'Question', answerLabel: 'Answer' },
    demonstrations: [{ problem: 'Sort: b a', arguments: { words: ['b', 'a'] } }],
    examples: [
      { problem: 'Sort: b a', answer: 'a b', seen: 'shown' },
      { problem: 'Sort: d c', answer: 'c d', seen: 'moved', arguments: { words: ['d', 'c'] } },
      { problem: 'Sort: é 漢 😀', answer: 'é 漢 😀', seen: 'heldOut' },
    ],
    reader: 'parser',
    stage: 'tool',
    hint: 'Capital letters first.',
    versions: [sampleVersion(1)],
    code: 'function solve({ words }) {\n  return words.toSorted().join(" ");\n}\n',
    ...changes,
  };
}

export const sampleTranscript: readonly TranscriptEntry[] = [
  {
    purpose: 'propose',
    model: 'strong',
    messages: [{ role: 'user', content: 'Make a tool.' }],
    reply: '```js\n…\n```',
    usage,
  },
];

export const sampleRecord: VerificationRecord = {
  passed: 3,
  total: 3,
  unseenPassed: 1,
  acceptedForeign: 0,
  at: '2026-01-02T00:00:00.000Z',
};

export const sha256: Digest = (pieces) => Promise.resolve(sha256Of(pieces));

/** A book of verifications in memory. */
export function memoryBook(): VerificationBook {
  const records = new Map<string, VerificationRecord>();
  return {
    get: (fingerprint) => Promise.resolve(records.get(fingerprint)),
    put: (fingerprint, record) => {
      records.set(fingerprint, record);
      return Promise.resolve();
    },
  };
}

/** A book of approvals in memory. */
export function memoryApprovals(): ApprovalBook {
  const approved = new Map<string, Approval>();
  return {
    get: (fingerprint) => Promise.resolve(approved.get(fingerprint)),
    put: (fingerprint, approval) => {
      approved.set(fingerprint, approval);
      return Promise.resolve(true);
    },
  };
}
