import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as vscode from 'vscode';
import { compared } from '../harness/comparison';
import type { Bench, Row } from '../harness/row';
import { median } from '../harness/statistics';
import { packedExtension } from '../packed';

const windows = 10;
const ours = 'toolsmith.toolsmith';
const empty = 'fixture.empty';

/**
 * What VS Code itself measured of the activation, as its *Developer: Startup Performance* lists it: loading the code,
 * the call of `activate()`, and what that still awaited. The VSIX is installed beside an extension whose `activate()`
 * does nothing; the editor activates both once it has started, in each of several new windows.
 */
export const activateRow: Row = {
  name: 'activate',
  title: 'activate(), in real VS Code',
  measure: async (bench) => {
    const { provideBrowser, launchBrowser, startServer, openWindow, installReader } = await editorHarness(bench);
    const data = await mkdtemp(join(tmpdir(), 'toolsmith-bench-'));
    const extensionsDir = join(data, 'extensions');
    const workspace = join(data, 'workspace');
    await mkdir(workspace);
    await mkdir(extensionsDir);
    await installReader(extensionsDir);
    await installEmpty(extensionsDir);
    const browser = await launchBrowser(await provideBrowser());
    const times: Times[] = [];
    try {
      const server = await startServer({ vsix: await packedExtension(bench), workspace, extensionsDir });
      try {
        // The first window fills caches of the editor, and is not kept.
        for (let turn = -1; turn < windows; turn += 1) {
          const window = await openWindow(browser, server);
          await window.inHost(bothActive, [ours, empty]);
          const report = await window.inHost(startupPerformance);
          if (turn >= 0) times.push({ ours: activationTime(report, ours), empty: activationTime(report, empty) });
          await window.close();
        }
      } finally {
        await server.stop();
      }
    } finally {
      await browser.close();
      await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
    const note = `ms in ${windows} windows, ours: ${times.map((time) => time.ours).join(' ')}; empty: ${times.map((time) => time.empty).join(' ')}`;
    return [
      compared(
        {
          name: 'activate',
          unit: 'ms',
          peer: 'an empty extension in the same host',
          target: { kind: 'atMost', ratio: 1, more: 6 },
          note,
        },
        median(times.map((time) => time.ours)),
        median(times.map((time) => time.empty)),
      ),
    ];
  },
};

/** Milliseconds of one window. */
interface Times {
  readonly ours: number;
  readonly empty: number;
}

/** Runs in the extension host: waits until both are active. The editor itself activates them once it has started. */
async function bothActive({ extensions }: typeof vscode, ids: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (ids.every((id) => extensions.getExtension(id)?.isActive === true)) return;
    await new Promise((waited) => setTimeout(waited, 100));
  }
  throw new Error('the editor did not activate both');
}

/** Runs in the extension host: the text of *Developer: Startup Performance*. */
async function startupPerformance({ commands, workspace }: typeof vscode): Promise<string> {
  await commands.executeCommand('perfview.show');
  for (let tries = 0; tries < 100; tries += 1) {
    const text = workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? '';
    if (text.includes('Extension Activation Stats')) return text;
    await new Promise((waited) => setTimeout(waited, 100));
  }
  throw new Error('the editor showed no activation times');
}

/** The sum of a row of the report's table "Extension Activation Stats", in milliseconds. */
function activationTime(report: string, id: string): number {
  const cells = report
    .split('\n')
    .find((line) => line.startsWith(`| ${id} `))
    ?.split('|')
    .map((cell) => cell.trim());
  // | extension | eager | load code | call activate | finish activate | …
  const times = cells?.slice(3, 6).map(Number) ?? [];
  assert.ok(
    times.length === 3 && times.every((time) => Number.isFinite(time) && time >= 0),
    `no activation times of ${id} in:\n${report}`,
  );
  return times.reduce((a, b) => a + b);
}

/** Registers the empty extension, as `installReader` does it with its own. */
async function installEmpty(extensions: string): Promise<void> {
  const manifest = {
    name: 'empty',
    publisher: 'fixture',
    version: '1.0.0',
    license: 'MIT',
    engines: { vscode: '^1.105.0' },
    main: './empty.js',
    extensionKind: ['workspace'],
    activationEvents: ['onStartupFinished'],
  };
  const location = join(extensions, 'empty');
  await mkdir(location);
  await writeFile(join(location, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(location, 'empty.js'), 'exports.activate = () => undefined;\n');
  const registered = join(extensions, 'extensions.json');
  const entries = JSON.parse(await readFile(registered, 'utf8')) as unknown[];
  const entry = {
    identifier: { id: empty },
    version: manifest.version,
    location: { $mid: 1, path: location, scheme: 'file' },
    relativeLocation: 'empty',
  };
  await writeFile(registered, JSON.stringify([...entries, entry]));
}

/** What is used of the harness of `test/host`, which is plain JavaScript and finds its files from where it lies. */
interface EditorHarness {
  readonly provideBrowser: () => Promise<unknown>;
  readonly launchBrowser: (browser: unknown) => Promise<{ close(): Promise<void> }>;
  readonly startServer: (options: {
    readonly vsix: string;
    readonly workspace: string;
    readonly extensionsDir: string;
  }) => Promise<{ stop(): Promise<void> }>;
  readonly openWindow: (browser: unknown, server: unknown) => Promise<EditorWindow>;
  readonly installReader: (extensions: string) => Promise<void>;
}

interface EditorWindow {
  inHost<Result, Argument>(
    run: (api: typeof vscode, argument: Argument) => Promise<Result>,
    argument?: Argument,
  ): Promise<Result>;
  close(): Promise<void>;
}

async function editorHarness({ projectFolder }: Bench): Promise<EditorHarness> {
  const part = async (name: string): Promise<Partial<EditorHarness>> =>
    (await import(pathToFileURL(resolve(projectFolder, 'test', 'host', name)).href)) as Partial<EditorHarness>;
  return {
    ...(await part('browser.mjs')),
    ...(await part('session.mjs')),
    ...(await part('reader.mjs')),
  } as EditorHarness;
}
