/**
 * The suite in the real VS Code: what ships (the VSIX) is installed, a person's moves are made through menus and
 * keys, a server on this machine plays the models. `node test/host/suite.mjs [PATTERN]` runs the cases whose file and
 * name match, as in `ledger: says before`.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { packExtension } from '../../scripts/package.mjs';
import { provideBrowser, provideServer } from './editor.mjs';
import { importTs } from './import-ts.mjs';
import { launchBrowser, openWindow, startServer } from './session.mjs';

/** So many cases run side by side, each in an editor and a browser of its own: two cores take no more. */
const lanes = 2;

/** Runs every case whose name matches and counts them. A case that cannot be set up has failed. */
export async function runHostSuite(pattern = /./) {
  const names = (await readdir(join(import.meta.dirname, 'cases'))).sort();
  const modules = await Promise.all(names.map((name) => import(`./cases/${name}`)));
  const cases = modules.flatMap((module, at) =>
    Object.entries(module.cases ?? {}).filter(([name]) => pattern.test(`${basename(names[at], '.mjs')}: ${name}`)),
  );
  if (cases.length === 0) throw new Error(`no case matches ${pattern}`);
  const count = { passed: 0, failed: 0 };
  let pictures = 0;
  const { startFaultServer, ...play } = await importTs('test/faults/fault-server.ts');
  const vsix = resolve('.build', 'toolsmith.vsix');
  packExtension(vsix);
  // Fetched before the lanes part, each of which would fetch them.
  const chromium = await provideBrowser();
  await provideServer();
  const queue = [...cases];
  await Promise.all(
    Array.from({ length: Math.min(lanes, queue.length) }, async () => {
      const lane = await openLane({ chromium, vsix, startFaultServer, play, nextPicture: () => (pictures += 1) });
      try {
        for (let next = queue.shift(); next; next = queue.shift()) {
          const [name, run] = next;
          const start = Date.now();
          // A browser on a busy machine drops a click now and then: a case may be begun anew once, which is said.
          const error = (await lane.attempt(name, run, 'first')) && (await lane.attempt(name, run, 'second'));
          count[error ? 'failed' : 'passed'] += 1;
          console.log(
            error ? `FAILED: ${name}\n${error}` : `ok: ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`,
          );
        }
      } finally {
        await lane.close();
      }
    }),
  );
  return count;
}

/** A browser, a server that plays the models, and servers of the editor: what one case after another runs in. */
async function openLane({ chromium, vsix, startFaultServer, play, nextPicture }) {
  const browser = await launchBrowser(chromium);
  const servers = new Map();
  const model = await startFaultServer();
  /** Runs a case in a folder and windows of its own; returns what went wrong. */
  const attempt = async (name, run, turn) => {
    const opened = [];
    const folders = [await mkdtemp(join(tmpdir(), 'toolsmith-case-'))];
    const host = { model, play, folder: folders[0] };
    host.window = async ({
      files,
      settings = {},
      trust = true,
      user = false,
      folderless = false,
      elsewhere = false,
      env = {},
      proxy = '',
    }) => {
      if (elsewhere) folders.push(await mkdtemp(join(tmpdir(), 'toolsmith-elsewhere-')));
      const folder = folders.at(-1);
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      // What is settled when an extension host starts (its environment, trust) takes a server of its own.
      const kind = JSON.stringify({ trust, env });
      if (!servers.has(kind)) servers.set(kind, await startServer({ vsix, trust, env, workspace: host.folder }));
      const window = await openWindow(browser, servers.get(kind), {
        folder: folderless ? null : folder,
        settings: {
          // What the model's part is shown with is simple enough to need none.
          'toolsmith.making.withoutModel': false,
          'toolsmith.maker.provider': 'server',
          'toolsmith.maker.baseUrl': model.baseUrl,
          'toolsmith.maker.model': 'strong',
          ...(user
            ? {
                'toolsmith.user.provider': 'server',
                'toolsmith.user.baseUrl': model.baseUrl,
                'toolsmith.user.model': 'light',
              }
            : { 'toolsmith.user.provider': 'none' }),
          ...settings,
        },
        // The user's, for remote windows too; they outlive the window.
        userSettings: { 'http.proxy': proxy },
      });
      // Where the editor and the command line keep what both go by: approvals.
      host.state = servers.get(kind).state;
      opened.push(window);
      return window;
    };
    try {
      await run(host);
      return undefined;
    } catch (error) {
      const picture = resolve('.build', `failed-${nextPicture()}.png`);
      await opened
        .at(-1)
        ?.screenshot(picture)
        .catch(() => undefined);
      const text = `${error instanceof Error ? (error.stack ?? error.message) : error}\n  picture: ${picture}`;
      console.log(`  ${name}: ${turn} try failed: ${text}`);
      return text;
    } finally {
      for (const window of opened) await window.close().catch(() => undefined);
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
      // What is kept for all workspaces, and what was verified, is nobody's but this case's.
      for (const { data, state } of servers.values()) {
        for (const path of [join(data, 'data', 'User', 'globalStorage', 'toolsmith.toolsmith'), state])
          await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      }
    }
  };
  return {
    attempt,
    close: async () => {
      await browser.close();
      for (const server of servers.values()) await server.stop();
      await model.close();
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const { passed, failed } = await runHostSuite(new RegExp(process.argv[2] ?? '.', 'i'));
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
