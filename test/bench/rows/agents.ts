import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { compared } from '../harness/comparison';
import { eachOf, inTurn, side } from '../harness/in-turn';
import type { Row } from '../harness/row';
import { median } from '../harness/statistics';
import { applyTool, openSandbox } from '../product';
import { openStoredLibrary, storeLibrary } from './stored-library';

const toolCount = 1_000;
const rounds = 15;
const starts = 5;

/** How soon a client is greeted, in milliseconds. */
const startBudget = 300;

/**
 * What the protocol adds: a call by an agent, over standard input and output, beside the same call in process; and how
 * soon a server over a large library is ready.
 */
export const agentsRow: Row = {
  name: 'agents',
  title: 'a call over the Model Context Protocol, and a start with 1,000 tools',
  measure: async ({ dist }) => {
    const folder = await mkdtemp(join(tmpdir(), 'toolsmith-bench-agents-'));
    const sandbox = openSandbox(dist);
    try {
      const state = join(folder, 'toolsmith');
      await mkdir(state);
      await storeLibrary(state, toolCount);
      const connect = async (): Promise<Client> => {
        const client = new Client({ name: 'bench', version: '1' });
        const args = [join(dist, 'cli.js'), 'mcp', '--library', join(state, 'tools')];
        const env = { PATH: process.env['PATH'] ?? '', XDG_STATE_HOME: folder, LOCALAPPDATA: folder };
        await client.connect(new StdioClientTransport({ command: process.execPath, args, env, stderr: 'ignore' }));
        return client;
      };
      const started: number[] = [];
      const all: number[] = [];
      for (let start = 0; start < starts; start += 1) {
        const begin = performance.now();
        const client = await connect();
        started.push(performance.now() - begin);
        const { tools } = await client.listTools();
        all.push(performance.now() - begin);
        if (tools.length < toolCount) throw new Error(`only ${tools.length} tools are served`);
        await client.close();
      }
      const [listed] = (await openStoredLibrary(state).list()).tools;
      if (!listed) throw new Error('there is no tool');
      const { tool } = listed;
      const problem = tool.examples[0]?.problem ?? '';
      const [expected] = await applyTool(sandbox, tool, [problem]);
      const check = (answer: unknown): void => {
        if (expected === undefined || answer !== expected)
          throw new Error(`${tool.id} answers ${JSON.stringify(answer)}`);
      };
      const client = await connect();
      const call = async (): Promise<unknown> => {
        const { structuredContent } = await client.callTool({ name: tool.id, arguments: { problem } });
        return (structuredContent as { readonly answer?: unknown } | undefined)?.answer;
      };
      const ours = side(() => eachOf(20, call, check));
      const inProcess = side(() => eachOf(20, async () => (await applyTool(sandbox, tool, [problem]))[0], check));
      await inTurn({ rounds, warmUp: 3 }, [ours, inProcess]);
      await client.close();
      return [
        compared(
          { name: 'agents', unit: 'µs', peer: 'the same call in process', target: { kind: 'atMost', ratio: 3 } },
          1_000 * median(ours.samples),
          1_000 * median(inProcess.samples),
        ),
        compared(
          {
            name: 'agents',
            unit: 'ms',
            peer: 'the budget from the start to the greeting, over 1,000 tools',
            target: { kind: 'atMost', ratio: 1 },
            note: `ms of each: ${shown(started)}; to the list of all tools: ${shown(all)}`,
          },
          median(started),
          startBudget,
        ),
      ];
    } finally {
      await sandbox.dispose();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function shown(samples: readonly number[]): string {
  return samples.map((one) => Math.round(one)).join(' ');
}
