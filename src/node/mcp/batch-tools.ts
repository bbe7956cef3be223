import type { CallToolResult, Tool as ListedTool } from '@modelcontextprotocol/sdk/types.js';
import * as v from 'valibot';
import type { Answerer } from '../../engine/applying/answerer';
import { bestTool } from '../../engine/applying/best-tool';
import { oneTool } from '../../engine/applying/one-tool';
import { createDispatcher, type Dispatcher } from '../../engine/dispatching/dispatch';
import type { Indexing } from '../../engine/dispatching/index-store';
import { rememberingDispatcher } from '../../engine/dispatching/remembering';
import { openToolIndex } from '../../engine/dispatching/open-tool-index';
import type { LibraryTool } from '../../engine/library/library';
import { applyToProblems, applyToText, type ServedUse } from '../../engine/serving/apply-tools';
import { findTools } from '../../engine/serving/find-tools';
import { partsWithoutAsking } from '../../engine/serving/without-asking';
import { bounds } from '../../engine/tool/parse-tool';
import type { Workshop } from '../../engine/using/run-tool';
import { sha256 } from '../sha256';
import { given } from './given';
import { cancelled, failed, structured } from './results';
import { pure } from './tool-face';
import type { UseCounter } from './use-counter';

/** The most problems of one call, and the most characters of a text. */
const most = { problems: 10_000, characters: 10_000_000 } as const;

const ProblemsSchema = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(bounds.textCharacters))),
  v.minLength(1),
  v.maxLength(most.problems),
);
const FindSchema = v.strictObject({ problems: ProblemsSchema });
const ApplySchema = v.strictObject({
  problems: v.optional(ProblemsSchema),
  text: v.optional(v.pipe(v.string(), v.maxLength(most.characters))),
  tool: v.optional(v.string()),
  columns: v.optional(v.array(v.string())),
  answerColumn: v.optional(v.string()),
  header: v.optional(v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.literal('none')])),
  notation: v.optional(v.string()),
});

const problems = {
  type: 'array',
  items: { type: 'string' },
  minItems: 1,
  maxItems: most.problems,
  description: 'The texts of problems, as they stand.',
} as const;
const error = {
  type: 'object',
  properties: { kind: { type: 'string' }, message: { type: 'string' } },
  required: ['kind', 'message'],
} as const;

/** The tools that are about all tools of the library. */
export const batchFaces: readonly ListedTool[] = [
  {
    name: 'find_tool',
    title: 'Find the tool for problems',
    description:
      'Says for each problem which tool of this library answers it, if one does for certain, or which may be meant. Asks no model.',
    inputSchema: { type: 'object', properties: { problems }, required: ['problems'], additionalProperties: false },
    outputSchema: {
      type: 'object',
      properties: {
        found: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              tool: { type: ['string', 'null'] },
              reason: { type: 'string' },
              candidates: { type: 'array', items: { type: 'string' } },
            },
            required: ['tool'],
          },
        },
      },
      required: ['found'],
    },
    annotations: pure,
  },
  {
    name: 'apply_tool',
    title: 'Answer many problems',
    description:
      'Answers many problems at once, with the tool that is named, or each with the one that fits it. Give “problems”, or a “text” in any notation (lines, CSV, TSV, JSON, JSON Lines, Markdown tables, “problem => answer”), which comes back with the answers in their places. Of a text it may be said which columns or keys the problems are, where the answers go, on which line the header is, and its notation. Asks no model; what is not certain is left, with the reason.',
    inputSchema: {
      type: 'object',
      properties: {
        problems,
        text: { type: 'string' },
        tool: { type: 'string', description: 'The name of a tool; none: for each problem the one that fits.' },
        columns: { type: 'array', items: { type: 'string' } },
        answerColumn: { type: 'string' },
        header: { type: ['integer', 'string'] },
        notation: { type: 'string' },
      },
      additionalProperties: false,
    },
    outputSchema: {
      type: 'object',
      properties: {
        answered: { type: 'integer' },
        unanswered: { type: 'integer' },
        rows: {
          type: 'array',
          description: 'One for each of “problems”, in order.',
          items: {
            type: 'object',
            properties: { answer: { type: 'string' }, tool: { type: ['string', 'null'] }, error },
            required: ['tool'],
          },
        },
        text: { type: 'string' },
        read: { type: 'string', description: 'How the text was read.' },
        left: {
          type: 'array',
          items: {
            type: 'object',
            properties: { line: { type: 'integer' }, kind: { type: 'string' }, message: { type: 'string' } },
            required: ['line', 'kind', 'message'],
          },
        },
      },
      required: ['answered', 'unanswered'],
    },
    annotations: pure,
  },
];

/** Answers about all tools that are served. */
export interface BatchTools {
  find(args: unknown, tools: readonly LibraryTool[], signal: AbortSignal): Promise<CallToolResult>;
  apply(args: unknown, tools: readonly LibraryTool[], signal: AbortSignal): Promise<CallToolResult>;
}

/** The tools about all tools. `indexing`: where what is known of their forms is kept, and made. */
export function createBatchTools(workshop: Workshop, indexing: Indexing, counter: UseCounter): BatchTools {
  let known: { readonly tools: readonly LibraryTool[]; readonly dispatcher: Promise<Dispatcher> } | undefined;
  const dispatcherFor = (tools: readonly LibraryTool[]): Promise<Dispatcher> => {
    if (known?.tools !== tools)
      known = {
        tools,
        dispatcher: openToolIndex(tools, indexing).then((opened) => createDispatcher(opened, workshop)),
      };
    return known.dispatcher;
  };
  const answererFor = async (tools: readonly LibraryTool[], named?: LibraryTool): Promise<Answerer> => {
    const parts = partsWithoutAsking({ workshop });
    if (named) return oneTool(named, parts);
    const dispatcher = rememberingDispatcher(await dispatcherFor(tools));
    return bestTool({ ...parts, tools, dispatcher, preferences: [], digest: (text) => sha256([text]) });
  };
  const count = (uses: readonly ServedUse[]): void => {
    for (const { tool, item, outcome } of uses) if (tool !== null) counter.add(tool.tool, [{ item, outcome }]);
  };
  return {
    find: async (args, tools, signal) => {
      const asked = given(FindSchema, args);
      if ('wrong' in asked) return failed(asked.wrong);
      const found = await findTools(asked.value.problems, await dispatcherFor(tools), signal);
      return found ? structured({ found: found.map((one) => ({ ...one })) }) : cancelled;
    },
    apply: async (args, tools, signal) => {
      const asked = given(ApplySchema, args);
      if ('wrong' in asked) return failed(asked.wrong);
      const { problems: texts, text, tool: name, ...said } = asked.value;
      const named = tools.find(({ tool }) => tool.id === name);
      if (name !== undefined && !named) return failed(`There is no tool ${JSON.stringify(name)}: find_tool finds one.`);
      const answerer = await answererFor(tools, named);
      if (texts !== undefined && text === undefined) {
        const applied = await applyToProblems(texts, answerer, signal);
        if (!applied) return cancelled;
        count(applied.uses);
        const answered = applied.served.filter((row) => 'answer' in row).length;
        return structured({
          answered,
          unanswered: texts.length - answered,
          rows: applied.served.map((row) => ({ ...row })),
        });
      }
      if (text === undefined || texts !== undefined) return failed('Give either “problems” or “text”.');
      const applied = await applyToText(text, said, answerer, signal);
      if (applied.kind === 'cancelled') return cancelled;
      if (applied.kind === 'notApplied') return failed(`Nothing was answered: ${applied.reason}`);
      count(applied.uses);
      const { answered, left, read } = applied;
      return structured({
        answered,
        unanswered: left.length,
        text: applied.text,
        read,
        left: left.map((one) => ({ ...one })),
      });
    },
  };
}
