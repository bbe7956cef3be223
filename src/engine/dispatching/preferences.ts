import type { LibraryTool, ToolAddress } from '../library/library';
import type { Ambiguity, Dispatched } from './dispatch';

/**
 * That a tool is meant rather than others, where they fit as well: a person chose it among them, or named it
 * beforehand.
 */
export interface Preference {
  readonly tool: ToolAddress;
  /** `any`: whatever else fits. */
  readonly over: readonly ToolAddress[] | 'any';
}

/**
 * The tool that is preferred to each other one of these; `undefined` where none is. Of contrary preferences the first
 * counts.
 */
export function preferredAmong(
  fitting: readonly LibraryTool[],
  preferences: readonly Preference[],
): LibraryTool | undefined {
  const speaking = (tool: LibraryTool, other: LibraryTool): number =>
    preferences.findIndex(
      (one) => isAt(tool, one.tool) && (one.over === 'any' || one.over.some((address) => isAt(other, address))),
    );
  const isPreferred = (tool: LibraryTool, other: LibraryTool): boolean => {
    const [pro, contra] = [speaking(tool, other), speaking(other, tool)];
    return pro !== -1 && (contra === -1 || pro < contra);
  };
  return fitting.find((tool) => fitting.every((other) => other === tool || isPreferred(tool, other)));
}

/**
 * The preferences, with what the person chose between the tools of an ambiguity in place of what they said about the
 * chosen one and each other.
 */
export function withChoice(
  preferences: readonly Preference[],
  { tools }: Pick<Ambiguity, 'tools'>,
  chosen: LibraryTool,
): readonly Preference[] {
  const others = tools.filter((listed) => listed !== chosen);
  const isOther = (address: ToolAddress): boolean => others.some((listed) => isAt(listed, address));
  const kept = preferences.flatMap((one) => {
    if (one.over === 'any') return [one];
    if (isAt(chosen, one.tool))
      return preference(
        one.tool,
        one.over.filter((address) => !isOther(address)),
      );
    return isOther(one.tool)
      ? preference(
          one.tool,
          one.over.filter((address) => !isAt(chosen, address)),
        )
      : [one];
  });
  return [...kept, ...preference(addressOf(chosen), others.map(addressOf))];
}

/** The preferences as far as their tools are still there. */
export function livingPreferences(
  preferences: readonly Preference[],
  tools: readonly LibraryTool[],
): readonly Preference[] {
  const isThere = (address: ToolAddress): boolean => tools.some((listed) => isAt(listed, address));
  return preferences.flatMap(({ tool, over }) =>
    isThere(tool) ? (over === 'any' ? [{ tool, over }] : preference(tool, over.filter(isThere))) : [],
  );
}

/** What was ambiguous goes to the tool that is preferred, where one is. */
export function settledBy(preferences: readonly Preference[], dispatched: Dispatched): Dispatched {
  const tool = dispatched.kind === 'ambiguous' ? preferredAmong(dispatched.tools, preferences) : undefined;
  return tool ? { kind: 'decided', tool, by: 'choice' } : dispatched;
}

/** A preference, or none where there is nothing that the tool is preferred to. */
function preference(tool: ToolAddress, over: readonly ToolAddress[]): readonly Preference[] {
  return over.length === 0 ? [] : [{ tool, over }];
}

function addressOf({ place, tool }: LibraryTool): ToolAddress {
  return { place, id: tool.id };
}

function isAt({ place, tool }: LibraryTool, address: ToolAddress): boolean {
  return address.place === place && address.id === tool.id;
}
