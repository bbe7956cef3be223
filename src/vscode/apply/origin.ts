import type * as vscode from 'vscode';
import type { Answerer } from '../../engine/applying/answerer';
import { oneTool } from '../../engine/applying/one-tool';
import type { ToolAddress } from '../../engine/library/library';
import { bestAnswerer, useParts } from '../asking/answerers';
import { applicableTools } from '../asking/applicable-tools';
import { ensureApproved } from '../asking/approve';
import { ensureVerified } from '../asking/ensure-verified';
import { verifiedTools } from '../asking/verified-tools';
import type { Parts } from '../parts';
import { appliedTool } from './applied-tool';

/** What answered the rows of a review, by which more can be answered later: one tool, or for each row the best. */
export type Origin = { readonly kind: 'tool'; readonly address: ToolAddress } | { readonly kind: 'best' };

/**
 * What answers rows that were left, with leave to ask a model about them. `undefined` where the tools are not there
 * any more, or may not be used, and it was said.
 */
export async function askingAnswerer(
  parts: Parts,
  origin: Origin,
  document: vscode.Uri,
): Promise<Answerer | undefined> {
  if (origin.kind === 'tool') {
    const found = await appliedTool(parts, origin.address);
    const tool = found && (await ensureApproved(parts, found));
    return tool && (await ensureVerified(parts, tool)) ? oneTool(tool, useParts(parts, document, 'asked')) : undefined;
  }
  const tools = await applicableTools(parts);
  const verified = tools && (await verifiedTools(parts, tools));
  return verified && bestAnswerer(parts, document, verified, { text: 'inMemory', models: 'asked' });
}
