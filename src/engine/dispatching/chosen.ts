import type { LibraryTool, ToolAddress } from '../library/library';
import type { Ambiguity, Dispatched } from './dispatch';

/**
 * What the person chose where several tools fit, applied: an ambiguous problem goes to the one chosen tool among
 * those that fit it. `choice` is one of the tools of an ambiguity.
 */
export function withChoice(dispatched: readonly Dispatched[], choice: LibraryTool): readonly Dispatched[] {
  return dispatched.map((one) => {
    if (one.kind !== 'ambiguous') return one;
    const tool = one.tools.find((fitting) => fitting.fingerprint === choice.fingerprint);
    return tool ? { kind: 'decided', tool, by: 'choice' } : one;
  });
}

/** A document's choices with a new one: it takes the place of those that it was preferred to. */
export function choicesWith(choices: readonly ToolAddress[], { tools }: Ambiguity, chosen: LibraryTool): readonly ToolAddress[] {
  return [...choices.filter((address) => !tools.some((listed) => isAt(listed, address))), { place: chosen.place, id: chosen.tool.id }];
}

/** The choices whose tools are still there. */
export function livingChoices(choices: readonly ToolAddress[], tools: readonly LibraryTool[]): readonly ToolAddress[] {
  return choices.filter((address) => tools.some((listed) => isAt(listed, address)));
}

function isAt({ place, tool }: LibraryTool, address: ToolAddress): boolean {
  return address.place === place && address.id === tool.id;
}
