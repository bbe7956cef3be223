#!/usr/bin/env node
/**
 * Stands in for the program of an Electron VS Code: takes the arguments that `runTests()` of @vscode/test-electron
 * gives it, runs the suite in VS Code's server with a window in a headless browser, and passes on what the suite
 * prints and its exit code.
 *
 *     runTests({ vscodeExecutablePath: 'test/host/shim.mjs', extensionDevelopmentPath, extensionTestsPath, launchArgs:
 * [folder] })
 *
 * TOOLSMITH_SUITE_SECONDS limits the run (300); TOOLSMITH_SUITE_LOG=all shows what the workbench itself logs, too.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { provideBrowser } from './editor.mjs';
import { launchBrowser, startServer, windowUrl } from './session.mjs';

const args = process.argv.slice(2);
const values = (name) => args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
const [userDataDir] = values('user-data-dir');
const [extensionTestsPath] = values('extensionTestsPath');
const folder = args.find((arg) => !arg.startsWith('-'));
const seconds = Number(process.env.TOOLSMITH_SUITE_SECONDS ?? 300);

// In an Electron VS Code the user's settings are the machine's as well; a suite need not know the difference.
const settings = userDataDir
  ? JSON.parse(await readFile(join(userDataDir, 'User', 'settings.json'), 'utf8').catch(() => '{}'))
  : {};

/** How the lines begin that the workbench itself logs: of its sockets, and of native modules that nobody built here. */
const chatter =
  /^(Resolv(ing|ed) connection token|Creating a socket|\[reconnection|Updating additional builtin|\[AgentHost|\[AccountPolicyGate|\[Service Worker\]|Creation of workbench contribution|Timed out waiting for authentication provider|(Error: )?Could not locate the bindings file|(Error: )?Cannot find module '\.\/build\/|getaddrinfo |Marketplace)/;

let browser;
let server;
try {
  browser = await launchBrowser(await provideBrowser());
  server = await startServer({
    extensionDevelopmentPath: values('extensionDevelopmentPath').map((path) => resolve(path)),
    extensionTestsPath: extensionTestsPath && resolve(extensionTestsPath),
    settings,
    userSettings: settings,
    trust: args.includes('--disable-workspace-trust'),
  });
  process.exitCode = await suite();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server?.stop();
}
// A browser's leftover handle must not keep a finished run alive.
process.exit();

/** Opens the window, which runs the suite, and resolves with the suite's exit code. */
async function suite() {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const code = new Promise((done) => {
    const timer = setTimeout(() => {
      console.error(
        `The suite was not done after ${seconds} s (TOOLSMITH_SUITE_SECONDS).\n${server.log().slice(-2_000)}`,
      );
      done(1);
    }, seconds * 1_000);
    const finished = (value) => {
      clearTimeout(timer);
      done(value);
    };
    page.on('crash', () => {
      console.error("The browser's page crashed.");
      finished(1);
    });
    // The workbench looks for both as it starts, so they are there before it.
    void page.exposeFunction('codeAutomationLog', (type, parts) => {
      if (process.env.TOOLSMITH_SUITE_LOG !== 'all' && chatter.test(String(parts[0]))) return;
      (type === 'error' || type === 'warn' ? console.error : console.log)(...parts);
    });
    void page
      .exposeFunction('codeAutomationExit', (value) => finished(value))
      .then(() => page.goto(windowUrl(server, folder && resolve(folder))))
      .catch((error) => {
        console.error(error.message);
        finished(1);
      });
  });
  return code;
}
