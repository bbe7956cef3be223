/**
 * A session in the real VS Code: its server on a free port, and a window of it in a headless browser.
 *
 *     const server = await startServer({ vsix, workspace, settings, env, trust });
 *     const window = await openWindow(browser, server, { folder, theme });
 *     await window.openFile('a.txt'); await window.select(1, 4);
 *     await window.contextMenu('Toolsmith', 'Make Tool from Selection');
 *     await window.pick(/Make the Tool/); await window.screenshot('made.png');
 *     await window.close(); await server.stop();
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideServer } from './editor.mjs';

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

/**
 * Starts VS Code's server with folders of its own. `vsix` is installed first: tests then see what ships.
 * `settings` are those of the machine, the only place from which the extension takes its own. Without `trust`
 * windows open in Restricted Mode where a workspace asks for it.
 */
export async function startServer({ vsix, settings = {}, trust = true, env = {} }) {
  const { node, main } = await provideServer();
  const data = await mkdtemp(join(tmpdir(), 'toolsmith-host-'));
  const extensions = join(data, 'extensions');
  const folders = ['--server-data-dir', data, '--extensions-dir', extensions];
  await mkdir(join(data, 'data', 'Machine'), { recursive: true });
  await mkdir(join(data, 'data', 'User'), { recursive: true });
  const writeSettings = (changed) => writeFile(join(data, 'data', 'Machine', 'settings.json'), JSON.stringify({ 'security.workspace.trust.enabled': !trust, ...changed }, null, 1));
  await writeSettings(settings);
  if (vsix) await finished(spawn(node, [main, ...folders, '--install-extension', vsix, '--force'], { stdio: 'pipe' }), 'installing the extension');
  const port = await freePort();
  const child = spawn(node, [main, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off', ...folders, ...(trust ? ['--disable-workspace-trust'] : [])], {
    stdio: 'pipe',
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
  });
  let log = '';
  child.stdout.on('data', (chunk) => (log += chunk));
  child.stderr.on('data', (chunk) => (log += chunk));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    if (await fetch(url, { signal: AbortSignal.timeout(2_000) }).then((response) => response.ok, () => false)) break;
    if (tries > 150 || child.exitCode !== null) throw new Error(`VS Code's server did not start:\n${log.slice(-2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    url,
    data,
    writeSettings,
    log: () => log,
    stop: async () => {
      try {
        process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
      } catch {
        // It had ended by itself.
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
      await rm(data, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    },
  };
}

async function finished(child, what) {
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(`${what} failed: ${output}`);
}

/** A browser for windows. */
export async function launchBrowser(browser) {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: browser.executablePath, args: browser.args, env: browser.env, headless: true });
}

const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern', contrast: 'Default High Contrast' };

/** Opens a window. The theme is the user's setting, which lives in the browser: it is set through the machine's. */
export async function openWindow(browser, server, { folder, theme = 'dark', settings = {} } = {}) {
  await server.writeSettings({ 'workbench.colorTheme': themes[theme], 'workbench.startupEditor': 'none', 'editor.minimap.enabled': false, 'window.newWindowDimensions': 'default', 'workbench.tips.enabled': false, 'chat.disableAIFeatures': true, 'workbench.secondarySideBar.defaultVisibility': 'hidden', ...settings });
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'], colorScheme: theme === 'light' ? 'light' : 'dark' });
  const page = await context.newPage();
  await page.goto(folder ? `${server.url}/?folder=${encodeURIComponent(folder)}` : `${server.url}/?ew=true`);
  await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  await page.waitForSelector('.activitybar .action-item', { timeout: 60_000 });
  return windowOf(page, context);
}

const patient = { timeout: 20_000 };

/** The moves that tests make in a window. Every one waits for what it needs to see. */
export function windowOf(page, context) {
  const quickInput = page.locator('.quick-input-widget:visible');
  const rows = quickInput.locator('.quick-input-list .monaco-list-row');
  const window = {
    page,
    /** Runs a command by its exact title, as `Toolsmith: Make Tool from Selection`, through the palette. */
    command: async (title) => {
      await page.keyboard.press('F1');
      await quickInput.waitFor(patient);
      await quickInput.locator('input').first().fill(`>${title}`);
      const row = rows.filter({ has: page.locator('.label-name', { hasText: title }) }).first();
      await row.waitFor(patient);
      await row.click();
    },
    /** Opens a file of the workspace by its name. */
    openFile: async (name) => {
      await page.keyboard.press('Control+P');
      await quickInput.waitFor(patient);
      await quickInput.locator('input').first().fill(name);
      await rows.filter({ hasText: name }).first().waitFor(patient);
      await page.keyboard.press('Enter');
      await page.locator('.tab.active', { hasText: name }).waitFor(patient);
      await page.locator('.monaco-editor .view-line').first().waitFor(patient);
    },
    /** Puts the cursor at a line (and column), through the editor's own go-to-line. */
    goTo: async (line, column = 1) => {
      await page.keyboard.press('Control+G');
      await quickInput.waitFor(patient);
      await quickInput.locator('input').first().fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await quickInput.waitFor({ state: 'hidden', ...patient });
    },
    /** Selects whole lines, from the first to the last. */
    select: async (from, to) => {
      await window.goTo(from, 1);
      await page.keyboard.press('Home');
      for (let line = from; line < to; line += 1) await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+End');
    },
    /** Right-clicks at the cursor and walks the menu by its labels. */
    contextMenu: async (...labels) => {
      await page.keyboard.press('Shift+F10');
      await page.locator('.monaco-menu .action-label').first().waitFor(patient);
      for (const [index, label] of labels.entries()) {
        const item = page.locator('.monaco-menu .action-label').filter({ hasText: label }).last();
        await item.waitFor(patient);
        await item.hover();
        if (index < labels.length - 1) await page.locator('.monaco-submenu .action-label').first().waitFor(patient);
        // A menu that has just opened ignores the mouse's button for a moment, but not the keyboard.
        else await page.keyboard.press('Enter');
      }
      await page.locator('.monaco-menu').first().waitFor({ state: 'hidden', ...patient });
    },
    /** The quick pick that is open: `{ title, placeholder, items: [{ label, description, detail }] }`. */
    quickPick: async () => {
      await rows.first().waitFor(patient);
      return {
        title: await quickInput.locator('.quick-input-title').innerText().catch(() => ''),
        placeholder: (await quickInput.locator('input').first().getAttribute('placeholder')) ?? '',
        items: await rows.evaluateAll((elements) => elements.map((row) => ({ label: row.querySelector('.label-name')?.textContent ?? '', description: row.querySelector('.label-description')?.textContent ?? '', detail: row.querySelector('.quick-input-list-label-meta')?.textContent ?? '' }))),
      };
    },
    /** Waits for a quick pick whose title or placeholder matches. */
    waitForPick: async (pattern) => {
      await quickInput.filter({ hasText: pattern }).or(quickInput.filter({ has: page.getByPlaceholder(pattern) })).waitFor(patient);
      return window.quickPick();
    },
    /** Chooses an entry of the open quick pick by its label. */
    pick: async (label) => {
      const row = rows.filter({ has: page.locator('.label-name', { hasText: label }) }).first();
      await row.waitFor(patient);
      await row.click();
    },
    /** Types into the open input box and accepts it. */
    type: async (text) => {
      await quickInput.locator('input').first().fill(text);
      await page.keyboard.press('Enter');
    },
    dismiss: async () => {
      await page.keyboard.press('Escape');
      await quickInput.waitFor({ state: 'hidden', ...patient });
    },
    /** Waits for a notification and returns its text. */
    notification: async (pattern, timeout = 30_000) => {
      const toast = page.locator('.notification-toast .notification-list-item').filter({ hasText: pattern }).first();
      await toast.waitFor({ timeout });
      return toast.innerText();
    },
    /** Presses a button of a notification. */
    notificationButton: async (pattern, label) => {
      const toast = page.locator('.notification-toast .notification-list-item').filter({ hasText: pattern }).first();
      await toast.waitFor({ timeout: 30_000 });
      await toast.hover();
      await toast.getByRole('button', { name: label }).first().click();
    },
    /** Presses Cancel of the running progress. */
    cancelProgress: async (pattern) => window.notificationButton(pattern, 'Cancel'),
    clearNotifications: async () => window.command('Notifications: Clear All Notifications'),
    /** A button of a modal dialog. */
    dialogButton: async (label) => page.locator('.monaco-dialog-box').getByRole('button', { name: label }).click(patient),
    /** The rows of the library view. */
    openLibrary: async () => {
      const view = page.locator('.pane-header', { hasText: 'Tools' }).or(page.locator('.composite.title', { hasText: 'Toolsmith' }));
      if (!(await view.first().isVisible().catch(() => false))) await page.locator('.activitybar .action-item a[aria-label^="Toolsmith"]').first().click();
      await view.first().waitFor(patient);
    },
    tree: async () => page.locator('.pane-body .monaco-list-row').evaluateAll((elements) => elements.map((row) => row.getAttribute('aria-label') ?? '')),
    treeItem: (name) => page.locator('.pane-body .monaco-list-row').filter({ hasText: name }).first(),
    /** The panel's page. */
    panel: () => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame'),
    /** The text of the active editor's visible lines. */
    editorText: async () => (await page.locator('.editor-instance .monaco-editor .view-lines').last().innerText()).replaceAll('\u00A0', ' '),
    /** The text on the right side of the open diff. */
    diffText: async () => (await page.locator('.monaco-diff-editor .editor.modified .view-lines').innerText()).replaceAll('\u00A0', ' '),
    /** A button of the editor's title bar. */
    titleButton: async (label) => page.locator(`.editor-actions a[aria-label^="${label}"]`).first().click(patient),
    save: async () => {
      await page.keyboard.press('Control+S');
      await page.locator('.tab.active.dirty').waitFor({ state: 'hidden', ...patient }).catch(() => undefined);
    },
    screenshot: async (path) => page.screenshot({ path }),
    close: () => context.close(),
  };
  return window;
}
