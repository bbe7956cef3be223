import type { ReadResourceResult, Resource } from '@modelcontextprotocol/sdk/types.js';
import type { LibraryTool } from '../../engine/library/library';
import { escapeInvisible, showInvisible } from '../../engine/text/show-invisible';

/** What of a tool can be read, by the last part of its address. */
const kinds = {
  code: {
    mimeType: 'text/javascript',
    about: 'code',
    textOf: ({ tool }: LibraryTool) => tool.code,
  },
  examples: {
    mimeType: 'application/json',
    about: 'examples',
    textOf: ({ tool }: LibraryTool) =>
      escapeInvisible(
        JSON.stringify(
          tool.examples.map(({ problem, answer }) => ({ problem, answer })),
          null,
          2,
        ),
      ),
  },
} as const;

const kindNames = Object.keys(kinds) as readonly (keyof typeof kinds)[];

/** How the addresses are formed. */
export const resourceTemplates = kindNames.map((kind) => ({
  name: `tool-${kind}`,
  uriTemplate: `toolsmith://tools/{tool}/${kind}`,
  mimeType: kinds[kind].mimeType,
  description: `The ${kinds[kind].about} of a tool.`,
}));

/** What can be read of tools. */
export function resourcesOf(tools: readonly LibraryTool[]): readonly Resource[] {
  return tools.flatMap(({ tool }) =>
    kindNames.map((kind) => ({
      uri: `toolsmith://tools/${tool.id}/${kind}`,
      name: `${tool.id}-${kind}`,
      title: `${showInvisible(tool.name)}: ${kinds[kind].about}`,
      mimeType: kinds[kind].mimeType,
    })),
  );
}

/** What stands at an address; `undefined` where there is nothing. */
export function readResource(uri: string, tools: readonly LibraryTool[]): ReadResourceResult | undefined {
  const [, id, kindName] = /^toolsmith:\/\/tools\/([a-z0-9-]{1,48})\/([a-z]{1,20})$/.exec(uri) ?? [];
  const kind = kindNames.find((name) => name === kindName);
  const listed = tools.find(({ tool }) => tool.id === id);
  if (!kind || !listed) return undefined;
  return { contents: [{ uri, mimeType: kinds[kind].mimeType, text: kinds[kind].textOf(listed) }] };
}
