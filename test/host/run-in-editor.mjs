/** Runs a suite inside the extension host, with the stock `runTests()`, in every editor that can be had. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideEditor } from './editor.mjs';

const shim = join(dirname(fileURLToPath(import.meta.url)), 'shim.mjs');

/**
 * Runs a suite in the newest VS Code, and in the oldest supported one too where it can be downloaded. The suite is one
 * CommonJS file that exports `run(): Promise<void>`; its output goes to this process's.
 *
 * @param {object} options
 * @param {string | string[]} options.extensionDevelopmentPath
 * @param {string} options.extensionTestsPath
 * @param {string} [options.folder]
 * @param {Record<string, unknown>} [options.settings] of the user, and of the machine where that is another
 * @param {Record<string, string>} [options.env]
 * @returns {Promise<{ editor: string, code: number, seconds: number, message?: string }[]>} one result per editor
 */
export async function runInEditor({ extensionDevelopmentPath, extensionTestsPath, folder, settings = {}, env = {} }) {
  const { runTests } = await import('@vscode/test-electron');
  const editor = await provideEditor();
  const paths = editor.kind === 'electron' ? [editor.path, ...(editor.oldest ? [editor.oldest] : [])] : [shim];
  const results = [];
  for (const vscodeExecutablePath of paths) {
    const data = await mkdtemp(join(tmpdir(), 'toolsmith-suite-'));
    await mkdir(join(data, 'User'), { recursive: true });
    await writeFile(join(data, 'User', 'settings.json'), JSON.stringify(settings));
    const start = Date.now();
    const outcome = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath,
      extensionTestsPath,
      extensionTestsEnv: env,
      launchArgs: [
        ...(folder ? [folder] : []),
        `--user-data-dir=${data}`,
        `--extensions-dir=${join(data, 'extensions')}`,
      ],
    }).then(
      (code) => ({ code }),
      (error) => ({ code: error.code ?? 1, message: error.message }),
    );
    results.push({ editor: vscodeExecutablePath, seconds: (Date.now() - start) / 1_000, ...outcome });
    await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined);
  }
  return results;
}
