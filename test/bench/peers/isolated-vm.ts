import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench } from '../harness/row';
import { startChildPeer } from './child-peer';
import type { PeerTool } from './drivers';
import type { IsolateReply, IsolateRequest } from './isolated-vm-child';

/** isolated-vm with a tool in it. */
export interface IsolatePeer {
  measure(request: IsolateRequest): Promise<IsolateReply>;
  stop(): void;
}

/** How long its installation may take; it compiles where there is no build of it for this Node. */
const installSeconds = 300;

/** Its newest release for this Node. */
const release = ([major = 0] = process.versions.node.split('.').map(Number)): string =>
  major >= 24 ? '7.0.1' : major >= 22 ? '6.2.0' : '5.0.4';

/** Starts it, installed first where it is not yet; where that fails, the reason. */
export async function startIsolatePeer(
  bench: Bench,
  tool: PeerTool,
): Promise<IsolatePeer | { readonly reason: string }> {
  const reason = await install(bench);
  if (reason !== undefined) return { reason };
  // Nodes from 20 on crash in it where they start from their snapshot; its documentation asks for this option.
  const child = startChildPeer(join(bench.peers, 'isolated-vm-child.js'), {
    args: [join(bench.installs, 'package.json'), JSON.stringify(tool)],
    execArgv: ['--no-node-snapshot'],
  });
  try {
    await child.next();
  } catch (error) {
    return { reason: String(error) };
  }
  return {
    measure: async (request) => {
      child.tell({ ...request });
      return (await child.next()) as IsolateReply;
    },
    stop: () => child.stop(),
  };
}

interface Provisioning {
  readonly run: (
    command: string,
    args: readonly string[],
    options: { readonly cwd: string; readonly seconds: number; readonly shell: boolean },
  ) => Promise<{ readonly code: number; readonly output: string }>;
}

/** Installs it apart from the project. Returns why that failed, `undefined` where it is there. */
async function install({ installs, projectFolder, say }: Bench): Promise<string | undefined> {
  const wanted = `isolated-vm@${release()}`;
  const complete = join(installs, `${wanted}-${process.versions.modules}.installed`);
  if (existsSync(complete)) return undefined;
  await mkdir(installs, { recursive: true });
  // Makes it a package of its own: npm would else install into the project.
  await writeFile(join(installs, 'package.json'), '{ "private": true }\n');
  say(`installing ${wanted}, for ${installSeconds} s at most`);
  const { run } = (await import(
    pathToFileURL(resolve(projectFolder, 'test', 'host', 'provision.mjs')).href
  )) as Provisioning;
  const windows = process.platform === 'win32';
  const { code, output } = await run(
    windows ? 'npm.cmd' : 'npm',
    ['install', wanted, '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: installs, seconds: installSeconds, shell: windows },
  );
  if (code !== 0) return output.trim().slice(-300).replaceAll(/\s+/g, ' ');
  await writeFile(complete, '');
  return undefined;
}
