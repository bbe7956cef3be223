/**
 * A session in the real VS Code: its server on a free port, and windows of it in a headless browser.
 *
 *     const browser = await launchBrowser(await provideBrowser());
 *     const server = await startServer({ vsix, workspace, settings, env, trust });
 *     const window = await openWindow(browser, server, { theme: 'dark' });
 *     await window.openFile('a.txt'); await window.select(1, 4);
 *     await window.contextMenu('Toolsmith', 'Make Tool from Selection');
 *     await window.pick(/Make the Tool/); await window.screenshot('made.png');
 *     await window.close(); await browser.close(); await server.stop();
 *
 * startServer({ vsix | extensionDevelopmentPath, extensionTestsPath, workspace, settings, userSettings, trust, env,
 *     userDataDir, extensionsDir }) -> { url, data, writeSettings(all), writeUserSettings(changes), log(), stop() }
 *   `settings` are the machine's (`data/data/Machine/settings.json`), the only place for `"scope": "machine"`.
 *   Toasts show with `vsix` only; with `extensionDevelopmentPath` they are read from the notification centre.
 * openWindow(browser, server, { folder, theme: 'dark' | 'light' | 'contrast', settings, userSettings, size }) -> window
 *   `folder: null` opens a window without a folder. `settings` replace the machine's; `userSettings` and the theme
 * change
 *   the user's. All windows of a server share both.
 * withElectron({ path, folder, … }) -> window                       the same moves in an Electron VS Code
 *
 * A window's moves, each waiting for what it needs to see and failing with what it saw instead. A label given as text
 * is matched exactly (without case and a closing …), else as the only one that contains it; or give a RegExp.
 *   palette     command(title), offersCommand(title)
 *   quick input quickPick(), waitForPick(pattern), pick(label), pickMany(...labels), inputBox(), type(text),
 * fill(text),
 *               quickButton(label), chooseFile(title, path), dismiss()
 *   editor      openFile(name), goTo(line, column), select(from, to), select([from, to], …),
 *               select({ from: [line, column], to: [line, column] }, …), selections(), waitForSelections(texts),
 * editorText(), typeInEditor(text),
 *               waitForText(pattern), shownText(title, part), save(), tabs(), openTab(title), titleButton(label),
 * titleMenu(label), clipboard(),
 *               setClipboard(text)
 *   menus       contextMenu(...labels), contextMenuLabels(...path)
 *   diff        diffEditor(), waitForDiff(title), diffText()
 *   webview     webview() (alias panel()), a frame for locators
 *   messages    notifications(), notification(pattern, timeout), showNotifications(), notificationAction(pattern,
 * label) (alias
 *               notificationButton), cancelProgress(pattern), clearNotifications(), dialog(), dialogButton(label)
 *   views       openView(title), openLibrary(), treeItems(view), tree(), waitForTree(rows),
 *               treeItem(label) (a locator), treeMenu(label, ...labels), treeMenuLabels(label, ...path),
 *               treeAction(label, action), reviewMessage(pattern), viewAction(view, action), viewMenu(view, ...labels), welcome(),
 * statusBar(), statusBarItem(text)
 *   window      inHost((vscode, argument) => …, argument), isTrusted(), trust(), reload(), screenshot(path), page,
 * close()
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostReader, hostsIn, readerExtension } from './reader.mjs';
import { ready, windowOf } from './window.mjs';

export { startServer } from './server.mjs';
export { windowOf } from './window.mjs';

/** A browser for windows, from what `provideBrowser` returns. */
export async function launchBrowser(browser) {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ ...browser, headless: true });
}

const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern', contrast: 'Default High Contrast' };

/** Opens a window in a browser profile of its own, and waits until its extension host answers. */
export async function openWindow(
  browser,
  server,
  { folder = server.workspace, theme = 'dark', settings, userSettings = {}, size = { width: 1400, height: 900 } } = {},
) {
  if (settings) await server.writeSettings(settings);
  await server.writeUserSettings({ 'workbench.colorTheme': themes[theme] ?? theme, ...userSettings });
  const others = await hostsIn(server.readerFolder);
  const context = await browser.newContext({
    viewport: size,
    permissions: ['clipboard-read', 'clipboard-write'],
    colorScheme: theme === 'light' ? 'light' : 'dark',
  });
  const page = await context.newPage();
  // As on a slow machine, where what a window shows comes long after what its extension host says.
  const slowness = Number(process.env.TOOLSMITH_TEST_SLOWNESS ?? 1);
  if (slowness > 1)
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slowness });
  await page.goto(windowUrl(server, folder));
  await ready(page);
  const window = windowOf(page, { inHost: hostReader(server.readerFolder, others), close: () => context.close() });
  await window.inHost(() => true);
  return window;
}

/** The address of a window; extensions in development are named in it. */
export function windowUrl(server, folder, payload = []) {
  const remote = (path) =>
    `vscode-remote://${server.authority}${path.startsWith('/') ? '' : '/'}${path.replaceAll('\\', '/')}`;
  const pairs = [
    ...server.developed.map((path) => ['extensionDevelopmentPath', remote(path)]),
    ...(server.extensionTestsPath ? [['extensionTestsPath', remote(server.extensionTestsPath)]] : []),
    ...payload,
  ];
  const query = new URLSearchParams(folder ? { folder } : { ew: 'true' });
  if (pairs.length > 0) query.set('payload', JSON.stringify([['skipWelcome', 'true'], ...pairs]));
  return `${server.url}/?${query}`;
}

/**
 * A window of an Electron VS Code with the same moves. Written where no Electron could be had, so not tried yet.
 *
 * @param {{ path: string, folder?: string, extensionDevelopmentPath?: string | string[], settings?: Record<string,
 * unknown>, trust?: boolean, env?: Record<string, string>, theme?: string }} options
 */
export async function withElectron({
  path,
  folder,
  extensionDevelopmentPath = [],
  settings = {},
  trust = true,
  env = {},
  theme = 'dark',
}) {
  const { _electron } = await import('playwright-core');
  const data = await mkdtemp(join(tmpdir(), 'toolsmith-electron-'));
  await mkdir(join(data, 'User'), { recursive: true });
  // Here the machine's settings are the user's. Native menus and dialogs could not be driven.
  const drawn = {
    'window.titleBarStyle': 'custom',
    'window.menuStyle': 'custom',
    'window.dialogStyle': 'custom',
    'files.simpleDialog.enable': true,
    'workbench.startupEditor': 'none',
    'security.workspace.trust.startupPrompt': 'never',
  };
  await writeFile(
    join(data, 'User', 'settings.json'),
    JSON.stringify({ ...drawn, 'workbench.colorTheme': themes[theme] ?? theme, ...settings }),
  );
  const readerFolder = join(data, 'reader');
  const app = await _electron.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-updates',
      '--skip-welcome',
      '--skip-release-notes',
      `--user-data-dir=${data}`,
      `--extensions-dir=${join(data, 'extensions')}`,
      ...[extensionDevelopmentPath, readerExtension]
        .flat()
        .map((extension) => `--extensionDevelopmentPath=${extension}`),
      ...(trust ? ['--disable-workspace-trust'] : []),
      ...(folder ? [folder] : []),
    ],
    env: { ...process.env, ...env, TOOLSMITH_READER: readerFolder },
  });
  const page = await app.firstWindow();
  await ready(page);
  const close = async () => {
    await app.close();
    await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  return windowOf(page, { inHost: hostReader(readerFolder, []), close });
}
