/**
 * What provisioning needs: the ignored cache folder, commands run with one line of output per step, and folders that
 * are there either whole or not at all. Plain Node only: the demonstration uses it before anything is installed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const projectFolder = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where everything that tests download is kept; ignored by git, and safe to delete. */
export const cacheFolder = join(projectFolder, '.vscode-test');

/**
 * Runs a command and resolves with its exit code and output; never rejects.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { seconds?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { seconds = 600, ...options } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: seconds * 1_000, ...options });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => done({ code: 127, output: String(error) }));
    child.on('close', (code, signal) =>
      done({
        code: code ?? 1,
        output: signal === null ? output : `${output}\n(ended by ${signal} after ${seconds} s)`,
      }),
    );
  });
}

/**
 * Runs a command as one named step: one line when it starts, one with the seconds when it is done, a remedy when it
 * fails.
 */
export async function step(
  title,
  command,
  args,
  { remedy = 'Check the connection to the npm registry (npm ping) and try again.', ...options } = {},
) {
  console.log(`  ${title}…`);
  const start = Date.now();
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Error(`${title} failed (exit ${code}):\n${output.trim().slice(-2_000)}\n${remedy}`);
  console.log(`  ${title}: ${((Date.now() - start) / 1_000).toFixed(1)} s`);
}

/** Runs `npm install` in a folder, without scripts: nothing here needs a native build. */
export function npmInstall(title, folder, ...args) {
  // Windows starts .cmd files through a shell only.
  const [npm, shell] = process.platform === 'win32' ? ['npm.cmd', true] : ['npm', false];
  return step(title, npm, ['install', ...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    shell,
  });
}

/**
 * A folder of the cache that `fill` has filled once, wholly. It is filled under another name and renamed when it is
 * complete, so that a killed run leaves no half of it behind, and two runs at once do not meet.
 *
 * @param {string} name
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>}
 */
export async function cachedFolder(name, fill) {
  const folder = join(cacheFolder, name);
  const complete = join(folder, '.complete');
  if (existsSync(complete)) return folder;
  await removeAbandoned(name);
  const unfinished = `${folder}.unfinished-${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  try {
    // Makes it a package of its own: npm would else install into the project.
    await writeFile(join(unfinished, 'package.json'), '{ "private": true }\n');
    await fill(unfinished);
    await writeFile(join(unfinished, '.complete'), '');
    if (!existsSync(complete)) {
      await rm(folder, { recursive: true, force: true });
      await rename(unfinished, folder);
    }
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** Removes what runs that were killed have left half filled. */
async function removeAbandoned(name) {
  for (const entry of await readdir(cacheFolder).catch(() => [])) {
    const pid = entry.startsWith(`${name}.unfinished-`) && Number(entry.split('-').at(-1));
    if (pid && !isRunning(pid)) await rm(join(cacheFolder, entry), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
