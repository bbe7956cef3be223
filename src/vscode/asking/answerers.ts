import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';
import type { Answerer } from '../../engine/applying/answerer';
import { bestTool } from '../../engine/applying/best-tool';
import type { UseParts } from '../../engine/applying/tool-rows';
import { createDispatcher } from '../../engine/dispatching/dispatch';
import { livingPreferences, type Preference } from '../../engine/dispatching/preferences';
import { rememberingDispatcher } from '../../engine/dispatching/remembering';
import { openToolIndex } from '../../engine/dispatching/open-tool-index';
import type { LibraryTool } from '../../engine/library/library';
import { indexingOf } from '../indexing';
import type { Parts } from '../parts';
import { questionsOf, type ModelsAsked } from './questions';
import { preferencesFor, rememberPreferences } from './remembered-preferences';

/** Where, how and with whose leave tools answer the problems of a document. */
export function useParts(parts: Parts, document: vscode.Uri, models: ModelsAsked): UseParts {
  return {
    workshop: parts.workshop(),
    modelUse: parts.settings.modelUse(),
    questions: questionsOf(parts, document, models),
  };
}

/** What answers each problem of a document by the one of these tools that fits it. */
export async function bestAnswerer(
  parts: Parts,
  document: vscode.Uri,
  tools: readonly LibraryTool[],
  { text, models }: { readonly text: 'inMemory' | 'inPieces'; readonly models: ModelsAsked },
  onRead?: (done: number, total: number) => void,
): Promise<Answerer> {
  const index = await openToolIndex(tools, indexingOf(parts.context), onRead);
  const dispatcher = createDispatcher(index, parts.workshop());
  return bestTool({
    ...useParts(parts, document, models),
    tools,
    dispatcher: text === 'inMemory' ? rememberingDispatcher(dispatcher) : dispatcher,
    preferences: await livingPreferencesFor(parts, document, tools),
    digest: (value) => createHash('sha256').update(value).digest('hex'),
  });
}

/** What was chosen for a document, as far as the tools are still there; the others are forgotten. */
async function livingPreferencesFor(
  { context }: Parts,
  document: vscode.Uri,
  tools: readonly LibraryTool[],
): Promise<readonly Preference[]> {
  const remembered = preferencesFor(context.workspaceState, document);
  const living = livingPreferences(remembered, tools);
  if (JSON.stringify(living) !== JSON.stringify(remembered))
    await rememberPreferences(context.workspaceState, document, living);
  return living;
}
