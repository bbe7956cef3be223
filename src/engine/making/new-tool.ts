import type { ChatModel } from '../model/chat-model';
import { addUsage, costOf, noUsage } from '../model/cost';
import { ofAnyText } from '../notation/stored';
import type { Proposal } from '../prompts/reply';
import { promptsVersion } from '../prompts/version';
import type { Tool, ToolExample, TranscriptEntry } from '../tool/tool';
import { closedSchema } from './assess';
import type { MakingParts, MakingRequest, NewTool } from './make-tool';

/** A proposal as a tool: a first version, or the next one of what the making went on from, which keeps its name. */
export function newTool(
  proposal: Proposal,
  examples: readonly ToolExample[],
  state: Pick<Tool, 'stage' | 'reader' | 'demonstrations'>,
  { notation, hint, from }: MakingRequest,
  parts: Pick<MakingParts, 'maker' | 'user' | 'now'>,
  transcript: readonly TranscriptEntry[],
): NewTool {
  const before = from?.versions ?? [];
  return {
    name: from?.stage === 'tool' ? from.name : proposal.name,
    description: proposal.description,
    argumentsSchema: closedSchema(proposal.schema),
    notation: ofAnyText(notation),
    examples,
    hint,
    code: proposal.code,
    versions: [
      ...before,
      {
        number: (before.at(-1)?.number ?? 0) + 1,
        createdAt: parts.now().toISOString(),
        origin: originOf(parts, transcript),
      },
    ],
    ...state,
  };
}

function originOf(
  { maker, user }: Pick<MakingParts, 'maker' | 'user'>,
  transcript: readonly TranscriptEntry[],
): Tool['versions'][number]['origin'] {
  const usageOf = (model: ChatModel): TranscriptEntry['usage'] =>
    transcript
      .filter((entry) => entry.model === model.identity.model)
      .reduce((sum, entry) => addUsage(sum, entry.usage), noUsage);
  const makerUsage = usageOf(maker);
  const userUsage = user && user.identity.model !== maker.identity.model ? usageOf(user) : noUsage;
  const makerCost = costOf(makerUsage, maker.identity);
  const userCost = userUsage === noUsage || !user ? 0 : costOf(userUsage, user.identity);
  return {
    model: maker.identity.model,
    host: maker.identity.host,
    prompts: promptsVersion,
    tries: transcript.filter((entry) => entry.purpose === 'propose' || entry.purpose === 'repair').length,
    usage: addUsage(makerUsage, userUsage),
    cost: makerCost === null || userCost === null ? null : makerCost + userCost,
  };
}
