import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';
import { join } from 'node:path';
import { builtCommand } from '../cli/cli';

/** The official client, connected to the bundled command, and what that wrote about its work. */
export interface Connected {
  readonly client: Client;
  readonly pid: number | null;
  readonly said: () => string;
}

/** What a client's tests need of a result. */
export interface Called {
  readonly text: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

/** Starts the server over a library and connects the official client to it. */
export async function connect(
  folder: string,
  args: readonly string[],
  capabilities: ClientCapabilities = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<Connected> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [await builtCommand(), 'mcp', ...args],
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      XDG_STATE_HOME: join(folder, 'state'),
      LOCALAPPDATA: join(folder, 'state'),
      ...environment,
    },
    stderr: 'pipe',
  });
  let said = '';
  transport.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const client = new Client({ name: 'test', version: '1' }, { capabilities });
  await client.connect(transport);
  return { client, pid: transport.pid, said: () => said };
}

/** Calls a tool. */
export async function call(
  client: Client,
  name: string,
  args: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<Called> {
  const result = await client.callTool({ name, arguments: { ...args } }, undefined, signal ? { signal } : {});
  const [first] = result.content as readonly { readonly text?: string }[];
  return {
    text: first?.text ?? '',
    content: (result.structuredContent ?? {}) as Readonly<Record<string, unknown>>,
    isError: result.isError === true,
  };
}
