import type { Tool } from '../../../src/engine/tool/tool';
import type { Workshop } from '../../../src/engine/using/run-tool';
import type { Answerer } from '../../../src/engine/applying/answerer';
import { oneTool } from '../../../src/engine/applying/one-tool';
import type { During, Questions } from '../../../src/engine/applying/questions';
import { memoryJournal } from '../../../src/engine/applying/reply-journal';
import type { AnswerRows } from '../../../src/node/batch/answered-chunk';

/** Nobody is asked: whatever no tool decides by itself is left. */
export const nobody: Questions = {
  whichTool: () => Promise.resolve('leave'),
  mayChoose: () => Promise.resolve('leave'),
  mayRead: () => Promise.resolve('leave'),
};

/** Work that nobody watches. */
export function unwatched(signal: AbortSignal): During {
  return (_, work) => work(signal, { onStart: () => undefined, onDone: () => undefined });
}

/** Rows by one tool alone, which no model helps. */
export function byOneTool(tool: Tool, workshop: Workshop): Answerer {
  return oneTool({ tool, fingerprint: 'v1' }, { workshop, modelUse: { inFlight: 1, packSize: 1 }, questions: nobody });
}

/** One pass of an answerer, without a model. */
export function answeringBy(answerer: Answerer): AnswerRows {
  const journal = memoryJournal();
  return (problems, signal) => answerer.answer(problems, { journal, during: unwatched(signal), signal });
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
