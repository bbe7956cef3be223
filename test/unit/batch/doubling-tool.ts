import type { Tool } from '../../../src/engine/tool/tool';

/** Reads `double N`. */
export const doublingTool: Tool = {
  id: 'doubles',
  name: 'Doubles',
  description: 'Doubles a number.',
  argumentsSchema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'], additionalProperties: false },
  notation: { kind: 'lines' },
  demonstrations: [{ problem: 'double 1', arguments: { n: 1 } }],
  examples: [{ problem: 'double 2', answer: '4', seen: 'shown' }],
  reader: 'parser',
  stage: 'tool',
  hint: null,
  versions: [],
  code: 'function parse(p) { const m = /^double (\\d+)$/.exec(p); return m ? { n: Number(m[1]) } : null; }\nfunction solve({ n }) { return String(n * 2); }',
};
