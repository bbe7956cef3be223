import { createHash } from 'node:crypto';
import type { Answerer } from '../../engine/applying/answerer';
import { bestTool } from '../../engine/applying/best-tool';
import { oneTool } from '../../engine/applying/one-tool';
import type { Questions } from '../../engine/applying/questions';
import { strict } from '../../engine/applying/strict';
import type { UseParts } from '../../engine/applying/tool-rows';
import { createDispatcher } from '../../engine/dispatching/dispatch';
import { rememberingDispatcher } from '../../engine/dispatching/remembering';
import { openToolIndex } from '../../engine/dispatching/open-tool-index';
import type { ToolKey } from '../../engine/ledger/entry';
import type { LibraryTool } from '../../engine/library/library';
import type { ChatModel } from '../../engine/model/chat-model';
import { modelUse } from './ask-model';
import { preferencesOf } from './choose-tool';
import type { Options } from './options';
import type { Surroundings, Workbench } from './workbench';

/** What the light model's calls are booked on: a tool, or none while one is looked for. */
export interface Booked {
  tool: ToolKey | null;
}

/** What an application works with. */
export interface Application {
  readonly options: Options;
  readonly workbench: Workbench;
  /** The light model, where problems may be sent to one that is set up. */
  readonly model: ChatModel | null;
  readonly booking: Booked;
  readonly surroundings: Surroundings;
}

/**
 * What answers the problems of a text: the tool that was named, or of all of these the one that fits each. Throws
 * `UsageError`.
 */
export async function answererOf(
  tools: LibraryTool | readonly LibraryTool[],
  application: Application,
  questions: Questions,
  text: 'inMemory' | 'inPieces',
): Promise<Answerer> {
  const { options, workbench } = application;
  const parts: UseParts = {
    workshop: workbench.workshop,
    questions,
    modelUse,
    withoutParser: options.on('no-parser'),
  };
  const asAsked = options.on('strict') ? strict : (answerer: Answerer): Answerer => answerer;
  if ('tool' in tools) return asAsked(oneTool(tools, parts));
  const dispatcher = createDispatcher(await openToolIndex(tools, workbench.indexing), workbench.workshop);
  return asAsked(
    bestTool({
      ...parts,
      tools,
      dispatcher: text === 'inMemory' ? rememberingDispatcher(dispatcher) : dispatcher,
      preferences: await preferencesOf(options, workbench),
      digest: (text) => createHash('sha256').update(text).digest('hex'),
    }),
  );
}
