/** Asks the extension host of a window, through the fixture extension `reader`, what no pixel tells exactly. */
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.mjs';

/** The folder of the fixture extension. */
export const readerExtension = join(dirname(fileURLToPath(import.meta.url)), 'fixtures', 'reader-extension');

/** Registers the fixture extension in an extensions folder that nothing was installed into yet, without packing it. */
export async function installReader(extensions) {
  const manifest = JSON.parse(await readFile(join(readerExtension, 'package.json'), 'utf8'));
  await cp(readerExtension, join(extensions, 'reader'), { recursive: true });
  const entry = {
    identifier: { id: `${manifest.publisher}.${manifest.name}` },
    version: manifest.version,
    location: { $mid: 1, path: join(extensions, 'reader'), scheme: 'file' },
    relativeLocation: 'reader',
  };
  await writeFile(join(extensions, 'extensions.json'), JSON.stringify([entry]));
}

/** The extension hosts that have announced themselves in a folder. */
export async function hostsIn(folder) {
  return (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
}

/**
 * Makes the function that runs code in a window's extension host. A window's host is the newest one that was not there
 * before the window was opened; it changes when the window is reloaded.
 *
 * @param {string} folder where hosts announce themselves
 * @param {string[]} others the hosts of windows opened earlier
 * @returns {<T>(code: (vscode: typeof import('vscode'), argument: any) => T, argument?: unknown) =>
 * Promise<Awaited<T>>}
 */
export function hostReader(folder, others) {
  return (code, argument) =>
    until(
      'the extension host answers',
      async () => {
        const own = (await hostsIn(folder)).filter((name) => !others.includes(name));
        const hosts = await Promise.all(
          own.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))),
        );
        hosts.sort((a, b) => b.started - a.started);
        for (const { port } of hosts) {
          const reply = await fetch(`http://127.0.0.1:${port}`, {
            method: 'POST',
            body: JSON.stringify({ source: String(code), argument }),
          }).then(
            (response) => response.json(),
            () => undefined,
          );
          if (reply?.error) throw Object.assign(new Error(`In the extension host: ${reply.error}`), { final: true });
          if (reply) return { value: reply.result };
        }
        return undefined;
      },
      { timeout: 60_000 },
    ).then(
      ({ value }) => value,
      (error) => {
        // Final for this call only: a caller may well try again.
        throw new Error(error.message, { cause: error.cause });
      },
    );
}
