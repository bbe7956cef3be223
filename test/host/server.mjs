/** VS Code's server on a free port, with folders of its own. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideServer } from './editor.mjs';
import { run } from './provision.mjs';
import { installReader } from './reader.mjs';
import { until } from './until.mjs';

/** What keeps windows of tests quiet, alike, and drawn by the workbench itself. */
const calm = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  // Off on the desktop; in a browser files would be saved after a second.
  'files.autoSave': 'off',
  'files.simpleDialog.enable': true,
  // Servers that a test starts would be announced in the window.
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.dialogStyle': 'custom',
  'window.menuStyle': 'custom',
  'window.titleBarStyle': 'custom',
};

/**
 * Starts VS Code's server and waits until it answers.
 *
 * @param {object} [options]
 * @param {string} [options.vsix] installed first: tests then see what ships, and toasts show
 * @param {string | string[]} [options.extensionDevelopmentPath] the other way to load an extension, from its folder
 * @param {string} [options.extensionTestsPath] a suite to run in each window, see `runSuite`
 * @param {string} [options.workspace] the folder that windows open unless they name another
 * @param {Record<string, unknown>} [options.settings] the machine's settings: the only ones that count for settings
 *   of `"scope": "machine"`
 * @param {Record<string, unknown>} [options.userSettings]
 * @param {boolean} [options.trust] false leaves workspaces in Restricted Mode until `window.trust()`
 * @param {Record<string, string>} [options.env] for the extension host too
 * @param {string} [options.userDataDir] the server's data, a new folder that `stop` removes unless given
 * @param {string} [options.extensionsDir]
 */
export async function startServer({
  vsix,
  extensionDevelopmentPath = [],
  extensionTestsPath,
  workspace,
  settings = {},
  userSettings = {},
  trust = true,
  env = {},
  userDataDir,
  extensionsDir,
} = {}) {
  const { node, main } = await provideServer();
  const data = userDataDir ?? (await mkdtemp(join(tmpdir(), 'toolsmith-host-')));
  const extensions = extensionsDir ?? join(data, 'extensions');
  const readerFolder = join(data, 'reader');
  const developed = [extensionDevelopmentPath].flat();

  // The server reads the machine's settings from disk; so it does the user's, which a browser would else keep.
  const written = async (folder, content) => {
    await mkdir(join(data, 'data', folder), { recursive: true });
    await writeFile(join(data, 'data', folder, 'settings.json'), JSON.stringify(content, null, 2));
  };
  const writeSettings = (changed) => written('Machine', changed);
  let user = {
    ...calm,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.untrustedFiles': 'open',
    ...userSettings,
  };
  const writeUserSettings = (changed) => written('User', (user = { ...user, ...changed }));
  await writeSettings(settings);
  await writeUserSettings({});

  if (!extensionsDir) await installReader(extensions);
  const folders = ['--server-data-dir', data, '--extensions-dir', extensions];
  if (vsix) {
    const { code, output } = await run(node, [main, ...folders, '--install-extension', vsix, '--force'], {
      seconds: 120,
    });
    if (code !== 0)
      throw new Error(`Installing ${vsix} failed:\n${output.slice(-2_000)}\nBuild it anew: npm run package.`);
  }

  const port = await freePort();
  const args = [
    main,
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--without-connection-token',
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    ...folders,
  ];
  if (trust) args.push('--disable-workspace-trust');
  // Without it a built server silently ignores extensions in development; with it, it shows no toasts.
  if (developed.length > 0 || extensionTestsPath) args.push('--enable-smoke-test-driver');
  // The records of whoever runs this are not a test's to use or to delete.
  const state = join(data, 'state');
  const child = spawn(node, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, XDG_STATE_HOME: state, LOCALAPPDATA: state, ...env, TOOLSMITH_READER: readerFolder },
    detached: process.platform !== 'win32',
  });
  let log = '';
  child.stdout.on('data', (chunk) => (log += chunk));
  child.stderr.on('data', (chunk) => (log += chunk));
  const killNow = () => killTree(child.pid);
  process.once('exit', killNow);
  const stop = async () => {
    process.off('exit', killNow);
    const ended =
      child.exitCode !== null || child.signalCode !== null
        ? Promise.resolve()
        : new Promise((resolve) => child.once('exit', resolve));
    killNow();
    await ended;
    if (!userDataDir)
      await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined);
  };

  const url = `http://127.0.0.1:${port}`;
  try {
    await until(
      "VS Code's server answers",
      async () => {
        if (child.exitCode !== null)
          throw Object.assign(new Error(`it ended with exit code ${child.exitCode}`), { final: true });
        return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
      },
      { timeout: 40_000 },
    );
  } catch (error) {
    await stop();
    throw new Error(
      `VS Code's server did not start: ${error.message}\n${log.slice(-2_000)}\nRemove .vscode-test/ and try again.`,
    );
  }
  return {
    url,
    authority: `127.0.0.1:${port}`,
    data,
    state,
    extensions,
    readerFolder,
    workspace,
    developed,
    extensionTestsPath,
    writeSettings,
    writeUserSettings,
    log: () => log,
    stop,
  };
}

/** A port that is free now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Ends a process and all that it started; extension hosts and what they start outlive the server's own end. */
function killTree(pid) {
  if (process.platform === 'win32') {
    try {
      execFileSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    } catch {
      // It had ended by itself.
    }
    return;
  }
  const children = new Map();
  try {
    for (const line of execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')) {
      const [child, parent] = line.trim().split(/\s+/).map(Number);
      children.set(parent, [...(children.get(parent) ?? []), child]);
    }
  } catch {
    // Without ps the group below has to do.
  }
  const tree = (root) => [root, ...(children.get(root) ?? []).flatMap(tree)];
  for (const victim of [...tree(pid), -pid]) {
    try {
      process.kill(victim, 'SIGKILL');
    } catch {
      // It had ended by itself.
    }
  }
}
