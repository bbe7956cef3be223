import type { Tool as ListedTool } from '@modelcontextprotocol/sdk/types.js';
import { isJsonObject, type Json, type JsonObject } from '../../engine/json';
import type { LibraryTool } from '../../engine/library/library';
import { showInvisible } from '../../engine/text/show-invisible';
import { boundedSchema } from '../../engine/tool/bounded-schema';

/** A tool that changes nothing, gives the same answer to the same question, and reaches nothing outside. */
export const pure = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/** The most characters of the example in a description: an agent reads those of all tools. */
const longestExample = 200;

/** What a call of one tool gives. */
const outputSchema = {
  type: 'object' as const,
  properties: {
    answer: { type: 'string' },
    tool: { type: 'string' },
    version: { type: 'integer' },
    novel: {
      type: 'boolean',
      description: 'Something of this problem or of its answer is unlike every example: look twice.',
    },
  },
  required: ['answer', 'tool', 'version', 'novel'],
  additionalProperties: false,
};

/** A tool of the library, as agents see it. */
export function toolFace({ tool }: LibraryTool): ListedTool {
  const hasParser = tool.reader === 'parser';
  return {
    name: tool.id,
    title: showInvisible(tool.name),
    description: descriptionOf({ tool }),
    inputSchema: {
      type: 'object',
      properties: {
        problem: {
          type: 'string',
          description: hasParser
            ? 'The text of one problem, as it stands. The tool reads it itself.'
            : 'The text of the problem, where the form of the answer depends on it.',
        },
        arguments: argumentsIn(tool.argumentsSchema),
      },
      ...(hasParser ? {} : { required: ['arguments'] }),
      additionalProperties: false,
    },
    outputSchema,
    annotations: { title: showInvisible(tool.name), ...pure },
  };
}

function descriptionOf({ tool }: Pick<LibraryTool, 'tool'>): string {
  const example = tool.examples.find(({ problem, answer }) => problem.length + answer.length <= longestExample);
  return [
    showInvisible(tool.description),
    `Answers exactly, by a program that is verified with ${tool.examples.length} examples; costs nothing.`,
    tool.reader === 'parser'
      ? 'Give the text as “problem”, or what is in it as “arguments”.'
      : 'Give what is in the problem as “arguments”; copy strings as they stand.',
    ...(example ? [`For example ${JSON.stringify(example.problem)} gives ${JSON.stringify(example.answer)}.`] : []),
  ].join(' ');
}

/** The schema of a tool's arguments below another one; what may take long to check is left out, as in the sandbox. */
function argumentsIn(schema: JsonObject): JsonObject {
  const below = relocated(boundedSchema(schema, false));
  return isJsonObject(below) ? below : {};
}

/** References to the schema itself lead to where it stands now. Values are left as they are. */
function relocated(part: Json): Json {
  if (Array.isArray(part)) return (part as readonly Json[]).map(relocated);
  if (!isJsonObject(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, member]) => {
      if (key === '$ref' && typeof member === 'string' && member.startsWith('#'))
        return [key, `#/properties/arguments${member.slice(1)}`];
      return [key, ['enum', 'const', 'default', 'examples'].includes(key) ? member : relocated(member)];
    }),
  );
}
