/**
 * Provides the real VS Code and a browser, on a machine that may hold nothing but Node and npm.
 *
 * In this order: an editor named by TOOLSMITH_EDITOR; a download with @vscode/test-electron, where its server can be
 * reached and there is a display; else the complete workbench and extension host of the npm package `code-server`,
 * to be shown in a headless Chromium. All of it goes to `.vscode-test/`, once.
 */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, cachedFolder, npmInstall } from './provision.mjs';

export { browserArguments, provideBrowser } from './browser.mjs';

/** The version of `code-server`, which carries VS Code 1.139.1. */
export const serverVersion = '4.139.1';

/** The oldest VS Code that the extension supports. */
export const oldestVersion = '1.105.0';

/**
 * The editor to test in.
 *
 * @returns {Promise<{ kind: 'electron', path: string, oldest?: string } | { kind: 'server', node: string, main: string
 * }>}
 *   an Electron VS Code (with the oldest supported one beside it where both could be downloaded), or VS Code's server
 */
export async function provideEditor() {
  const electron = await provideElectron();
  return electron ? { kind: 'electron', ...electron } : { kind: 'server', ...(await provideServer()) };
}

/** VS Code's server out of the npm registry: `{ node, main }`, the Node to run it with and its entry. */
export async function provideServer() {
  const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = await cachedFolder(`code-server-${serverVersion}`, async (target) => {
    await npmInstall('Installing Node 24 for VS Code', target, `${nodePackage}@24`);
    await npmInstall(`Installing VS Code (code-server ${serverVersion})`, target, `code-server@${serverVersion}`);
    await npmInstall(
      "Installing VS Code's own dependencies",
      join(target, 'node_modules', 'code-server', 'lib', 'vscode'),
      '--omit=dev',
    );
  });
  return {
    node: join(folder, 'node_modules', nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    main: join(folder, 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

/** An Electron VS Code: `{ path, oldest? }`, or `undefined` where none can be had. */
export async function provideElectron() {
  const named = process.env.TOOLSMITH_EDITOR;
  if (named) return { path: electronOf(named) };
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.log('  No display: VS Code runs as a server, in a headless browser (start under xvfb-run for Electron).');
    return undefined;
  }
  // Asked first, because the download itself tries for minutes before it gives up.
  const reachable = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
    signal: AbortSignal.timeout(4_000),
  }).then(
    (response) => response.ok,
    () => false,
  );
  if (!reachable) {
    console.log(
      "  VS Code's update server cannot be reached: VS Code comes from the npm registry, as a server in a headless browser.",
    );
    return undefined;
  }
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  const download = (version) => downloadAndUnzipVSCode({ version, cachePath: cacheFolder, timeout: 60_000 });
  return { path: await download('stable'), oldest: await download(oldestVersion) };
}

/** The program itself for a path that may be the `code` script, which starts VS Code and does not wait for it. */
function electronOf(named) {
  if (!existsSync(named))
    throw new Error(
      `TOOLSMITH_EDITOR names ${named}, which does not exist. Name the program of an installed VS Code, or unset it.`,
    );
  const path = realpathSync(named);
  const beside = {
    linux: join(dirname(path), '..', 'code'),
    darwin: join(dirname(path), '..', '..', '..', 'MacOS', 'Electron'),
    win32: join(dirname(path), '..', 'Code.exe'),
  }[process.platform];
  return /[\\/]bin[\\/]code(\.cmd)?$/.test(path) && beside && existsSync(beside) ? beside : path;
}
