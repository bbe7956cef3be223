/**
 * Provides the real VS Code and a browser, on a machine that may hold nothing but Node and npm.
 *
 * In this order: an editor named by TOOLSMITH_EDITOR; a download with @vscode/test-electron where its server can be
 * reached and there is a display; else the complete workbench and extension host of the npm package `code-server`,
 * shown in a headless Chromium. All of it goes to `.vscode-test/`, once.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const cache = join(root, '.vscode-test');

/** The version of `code-server`, which carries VS Code of the same number. */
export const serverVersion = '4.139.1';

/** The oldest VS Code that the extension supports. */
export const oldestVersion = '1.105.0';

/** Runs a command; resolves with its exit code and output, never rejects. */
function runQuietly(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => done({ code: 127, output: String(error) }));
    child.on('exit', (code) => done({ code: code ?? 1, output }));
  });
}

async function step(title, command, args, options) {
  console.log(`  ${title}…`);
  const start = Date.now();
  const { code, output } = await runQuietly(command, args, options);
  if (code !== 0) throw new Error(`${title} failed (exit ${code}):\n${output.slice(-2_000)}\nCheck the connection to the npm registry and try again.`);
  console.log(`  ${title}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

/** VS Code's server out of the npm registry: `{ node, main }`, the Node to run it with and its entry. */
export async function provideServer() {
  const folder = join(cache, `code-server-${serverVersion}`);
  const complete = join(folder, '.complete');
  const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const node = join(folder, 'node_modules', nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  if (!existsSync(complete)) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{"private": true}\n');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    await step('Installing Node 24 for VS Code', npm, ['install', `${nodePackage}@24`, ...quiet, '--ignore-scripts'], { cwd: folder });
    await step(`Installing VS Code (code-server ${serverVersion})`, npm, ['install', `code-server@${serverVersion}`, ...quiet, '--ignore-scripts'], { cwd: folder });
    await step("Installing VS Code's own dependencies", npm, ['install', '--omit=dev', '--ignore-scripts', ...quiet], { cwd: vscode });
    await writeFile(complete, '');
  }
  return { node, main: join(vscode, 'out', 'server-main.js') };
}

/** An Electron VS Code: `{ path, versions }` to run the suite in, or `undefined` where none can be had. */
export async function provideElectron() {
  if (process.env.TOOLSMITH_EDITOR) return { path: process.env.TOOLSMITH_EDITOR };
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  const reachable = await fetch('https://update.code.visualstudio.com/api/releases/stable', { signal: AbortSignal.timeout(5_000) }).then((response) => response.ok, () => false);
  if (!reachable) return undefined;
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  return { path: await downloadAndUnzipVSCode({ version: 'stable', cachePath: cache }), oldest: await downloadAndUnzipVSCode({ version: oldestVersion, cachePath: cache }) };
}

/** Arguments with which Chromium runs headless, as root too, and leaves the network alone. */
export const browserArguments = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];

/** A Chromium for playwright-core: `{ executablePath, args, env }`. Throws where none can be had. */
export async function provideBrowser() {
  const installed = [process.env.TOOLSMITH_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'].find((path) => path && existsSync(path));
  if (installed) return { executablePath: installed, args: browserArguments, env: process.env };
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('  Installing Chromium with apt…');
    await runQuietly('apt-get', ['update']);
    const { code } = await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    if (code === 0 && existsSync('/usr/bin/chromium')) return { executablePath: '/usr/bin/chromium', args: browserArguments, env: process.env };
  }
  return packagedBrowser();
}

/** The Chromium that an npm package carries, with the libraries it needs: starts on bare Linux. */
async function packagedBrowser() {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('No browser was found. Install Chrome or Chromium, or name one in TOOLSMITH_CHROMIUM.');
  const folder = join(cache, 'chromium');
  await mkdir(folder, { recursive: true });
  if (!existsSync(join(folder, 'node_modules', '@sparticuz', 'chromium'))) {
    await writeFile(join(folder, 'package.json'), '{"private": true, "type": "module"}\n');
    await step('Installing a packaged Chromium', 'npm', ['install', '@sparticuz/chromium', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  }
  // It unpacks its libraries only where it believes to be in such an environment.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  const { default: chromium } = await import(join(folder, 'node_modules', '@sparticuz', 'chromium', 'build', 'esm', 'index.js')).catch(() => import(join(folder, 'node_modules', '@sparticuz', 'chromium', 'build', 'index.js')));
  const executablePath = await chromium.executablePath();
  return { executablePath, args: [...chromium.args, ...browserArguments], env: process.env };
}
