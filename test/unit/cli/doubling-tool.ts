import { join } from 'node:path';
import { createLibrary } from '../../../src/engine/library/library';
import type { Tool } from '../../../src/engine/tool/tool';
import { createApprovalFolder } from '../../../src/node/store/approval-file';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { memoryBook, sha256 } from '../library/sample-tool';

const usage = {
  promptTokens: 900,
  completionTokens: 300,
  cachedTokens: 0,
  reasoningTokens: 0,
  source: 'reported',
} as const;

/** A tool that doubles: `double 3` is `6`; for `double 13` it has no answer, and `double 666` makes it throw. */
export function doublingTool(changes: Partial<Tool> = {}): Tool {
  return {
    id: 'double-numbers',
    name: 'Double numbers',
    description: 'Doubles a whole number.',
    argumentsSchema: {
      type: 'object',
      properties: { number: { type: 'integer' } },
      required: ['number'],
      additionalProperties: false,
    },
    notation: { kind: 'arrows', arrow: '=>' },
    demonstrations: [{ problem: 'double 3', arguments: { number: 3 } }],
    examples: [
      { problem: 'double 3', answer: '6', seen: 'shown' },
      { problem: 'double 21', answer: '42', seen: 'heldOut' },
    ],
    reader: 'parser',
    stage: 'tool',
    hint: null,
    versions: [
      {
        number: 1,
        createdAt: '2026-01-01T10:00:00.000Z',
        origin: { model: 'strong', host: 'models.example', prompts: '1', tries: 1, usage, cost: 0.0123 },
      },
    ],
    code: doublingCode,
    ...changes,
  };
}

export const doublingCode = `function parse(problem) {
  const match = /^double (-?\\d{1,9})$/.exec(problem);
  return match ? { number: Number(match[1]) } : null;
}
function solve({ number }) {
  if (number === 666) throw new Error('beast\\u001b[31m');
  return number === 13 ? null : String(2 * number);
}
`;

/** What a strong model would reply with this code. */
export function proposal(code: string, name = 'Double numbers'): string {
  const { description, argumentsSchema } = doublingTool();
  return `\`\`\`json\n${JSON.stringify({ name, description, schema: argumentsSchema, demonstrations: [{ number: 3 }] })}\n\`\`\`\n\`\`\`js\n${code}\`\`\`\n`;
}

/** A library of these tools in `folder`, made there; returns its path. */
export async function libraryOf(folder: string, tools: readonly Tool[]): Promise<string> {
  const path = join(folder, 'library');
  const now = (): Date => new Date('2026-01-01T10:00:00Z');
  const approvals = createApprovalFolder(join(folder, 'state', 'toolsmith', 'approved'));
  const library = createLibrary({
    stores: new Map([['folder', createFileToolStore(path, now)]]),
    verifications: memoryBook(),
    approvals,
    digest: sha256,
    now,
  });
  for (const tool of tools) await library.save(tool, 'folder');
  return path;
}
