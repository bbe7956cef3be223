import { createHash } from 'node:crypto';
import type { LibraryTool } from '../../../src/engine/library/library';
import { createToolIndex } from '../../../src/engine/dispatching/tool-index';
import type { ChatModel } from '../../../src/engine/model/chat-model';
import { noUsage } from '../../../src/engine/model/cost';
import type { Tool } from '../../../src/engine/tool/tool';
import type { Workshop } from '../../../src/engine/using/run-tool';
import type { Answerer } from '../../../src/engine/applying/answerer';
import { bestTool, type BestParts } from '../../../src/engine/applying/best-tool';
import type { Questions } from '../../../src/engine/applying/questions';
import { createDispatcher } from '../../../src/engine/dispatching/dispatch';
import { doublingTool } from './doubling-tool';

function listed(changes: Partial<Tool>): LibraryTool {
  const tool: Tool = {
    ...doublingTool,
    notation: { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 },
    ...changes,
  };
  return {
    tool,
    place: 'workspace',
    fingerprint: `print of ${tool.id}`,
    verification: { passed: 2, total: 2, unseenPassed: 1, acceptedForeign: 0, at: '' },
    isApproved: true,
    isMadeHere: true,
  };
}

export function multiplying(id: string, pattern: string, examples: readonly string[], by: number): LibraryTool {
  return listed({
    id,
    name: id,
    description: `Multiplies by ${by}.`,
    examples: examples.map((problem, at) => ({
      problem,
      answer: String(by * Number(/\d+/.exec(problem)?.[0])),
      seen: at === 0 ? 'shown' : 'heldOut',
    })),
    code: `function parse(p) { const m = /${pattern}/.exec(p); return m ? { n: Number(m[1]) } : null; }\nfunction solve({ n }) { return String(n * ${by}); }`,
  });
}

/** Reads `double N` alone. */
export const doubles = multiplying('doubles', '^double (\\d+)$', ['double 3', 'double 21'], 2);
/** Is made for `triple N`, and reads any word before a number. */
export const triples = multiplying('triples', '^\\w+ (\\d+)$', ['triple 3', 'triple 21'], 3);
/** Reads rows of a table with two columns. */
export const verbs = multiplying(
  'verbs',
  '^verb: double\\nnumber: (\\d+)$',
  ['verb: double\nnumber: 3', 'verb: double\nnumber: 21'],
  2,
);
/** Two tools for bare fractions, of which nothing tells which is meant. */
export const tenths = multiplying('tenths', '^(\\d+)\\/\\d+$', ['3/4', '21/5'], 10);
export const hundredths = multiplying('hundredths', '^(\\d+)\\/\\d+$', ['3/4', '21/5'], 100);

/** A light model that takes `thrice N` for the tripling tool's and all else for none's. */
export function chooser(asked: string[], onAsked: () => void = () => undefined): ChatModel {
  return {
    identity: { model: 'light', host: 'here', inputPrice: null, outputPrice: null },
    complete: (request) => {
      const problem = /<problem>\n(.*)\n<\/problem>/.exec(request.messages.at(-1)?.content ?? '')?.[1] ?? '';
      asked.push(problem);
      onAsked();
      return Promise.resolve({
        kind: 'reply',
        text: JSON.stringify({ tool: problem.startsWith('thrice') ? 'triples' : 'none' }),
        usage: noUsage,
      });
    },
  };
}

/** Rows by whichever of these tools fits; nobody is asked unless the parts say so. */
export function byBestTool(
  tools: readonly LibraryTool[],
  workshop: Workshop,
  { preferences = [], ...asked }: Partial<Questions & Pick<BestParts, 'preferences'>> = {},
): Answerer {
  const index = createToolIndex();
  index.update(tools);
  const nobody = (): Promise<'leave'> => Promise.resolve('leave');
  return bestTool({
    tools,
    dispatcher: createDispatcher(index, workshop),
    workshop,
    modelUse: { inFlight: 1, packSize: 1 },
    preferences,
    questions: { whichTool: nobody, mayChoose: nobody, mayRead: nobody, ...asked },
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  });
}
