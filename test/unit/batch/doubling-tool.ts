import type { Tool } from '../../../src/engine/tool/tool';
import type { Workshop } from '../../../src/engine/using/run-tool';
import type { AnswerJournal } from '../../../src/node/batch/answer-journal';
import { oneTool } from '../../../src/node/batch/one-tool';
import type { RowAnswerer } from '../../../src/node/batch/row-answerer';
import type { AnswerRows } from '../../../src/node/batch/run-batch';

const noJournal: AnswerJournal = {
  answersOf: () => new Map(),
  failuresOf: () => new Map(),
  add: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** Rows by one tool alone, which no model helps. */
export function byOneTool(tool: Tool, workshop: Workshop): RowAnswerer {
  return oneTool(
    { tool, fingerprint: 'v1' },
    { workshop, modelUse: { inFlight: 1, packSize: 1 }, consent: () => Promise.resolve(null) },
  );
}

/** One pass of an answerer, without a journal. */
export function answeringBy(answerer: RowAnswerer): AnswerRows {
  return (problems, signal) => answerer.answer(problems, noJournal, signal);
}

/** Reads `double N`. */
export const doublingTool: Tool = {
  id: 'doubles',
  name: 'Doubles',
  description: 'Doubles a number.',
  argumentsSchema: {
    type: 'object',
    properties: { n: { type: 'number' } },
    required: ['n'],
    additionalProperties: false,
  },
  notation: { kind: 'lines' },
  demonstrations: [{ problem: 'double 1', arguments: { n: 1 } }],
  examples: [{ problem: 'double 2', answer: '4', seen: 'shown' }],
  reader: 'parser',
  stage: 'tool',
  hint: null,
  versions: [],
  code: 'function parse(p) { const m = /^double (\\d+)$/.exec(p); return m ? { n: Number(m[1]) } : null; }\nfunction solve({ n }) { return String(n * 2); }',
};
