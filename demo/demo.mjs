/**
 * The demo: VS Code with the extension and a sample workspace, both models played by recorded replies.
 *
 *     npm run demo                 opens it: an installed VS Code, else a download, else one in a browser
 *     npm run demo -- --headless   walks the main job by itself through the real menus, writes a screenshot of each
 *                                  step, and exits 0 only if the answers are right
 */
import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideBrowser, provideElectron } from '../test/host/editor.mjs';
import { packExtension } from '../scripts/package.mjs';
import { launchBrowser, openWindow, startServer } from '../test/host/session.mjs';
import { expected, settings, walkMainJob } from './walk.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '..');
process.chdir(root);
const headless = process.argv.includes('--headless');

console.log('Building the extension…');
run(process.execPath, ['build.mjs', '--production']);
const workspace = await mkdtemp(join(tmpdir(), 'toolsmith-demo-'));
await cp(join(here, 'workspace'), workspace, { recursive: true });
console.log(`Sample workspace: ${workspace}\nBoth models are played by recorded replies: nothing is sent anywhere.`);

if (headless) {
  process.exitCode = (await walk()) ? 0 : 1;
} else {
  await open();
}

/** Opens the demo for a person and stays until it is closed. */
async function open() {
  const electron = await provideElectron();
  if (electron?.path) {
    const profile = await mkdtemp(join(tmpdir(), 'toolsmith-demo-profile-'));
    await mkdir(join(profile, 'User'), { recursive: true });
    await writeFile(join(profile, 'User', 'settings.json'), JSON.stringify(settings));
    const child = spawn(
      electron.path,
      [
        '--new-window',
        '--wait',
        `--user-data-dir=${profile}`,
        `--extensionDevelopmentPath=${root}`,
        workspace,
        join(workspace, 'README.md'),
      ],
      { stdio: 'inherit' },
    );
    child.on('exit', (code) => process.exit(code ?? 0));
    return;
  }
  const server = await startServer({ vsix: packed(), workspace, settings });
  const url = `${server.url}/?folder=${encodeURIComponent(workspace)}`;
  console.log(`\nOpen ${url} in a browser. Ctrl+C ends the demo.`);
  process.once('SIGINT', () => void server.stop().then(() => process.exit(0)));
}

/** Walks the main job; true where every answer is right. */
async function walk() {
  const pictures = resolve('demo-screenshots');
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const server = await startServer({ vsix: packed(), workspace, settings });
  const browser = await launchBrowser(await provideBrowser());
  let right = true;
  try {
    for (const theme of ['dark', 'light']) {
      await cp(join(here, 'workspace'), workspace, { recursive: true, force: true });
      const window = await openWindow(browser, server, { folder: workspace, theme, settings });
      let step = 0;
      const shot = async (name) => window.screenshot(join(pictures, `${theme}-${(step += 1)}-${name}.png`));
      await walkMainJob(window, shot);
      const text = await readFile(join(workspace, 'deliveries.txt'), 'utf8');
      console.log(`${theme}: ${text === expected ? 'the answers are right' : `WRONG:\n${text}`}`);
      right &&= text === expected;
      await window.close();
      // The next theme starts with an empty library again.
      await rm(join(server.data, 'data', 'User', 'workspaceStorage'), { recursive: true, force: true });
    }
  } finally {
    await browser.close();
    await server.stop();
    await rm(workspace, { recursive: true, force: true });
  }
  console.log(`Screenshots: ${pictures}`);
  return right;
}

function packed() {
  const vsix = resolve('.build', 'demo.vsix');
  packExtension(vsix);
  return vsix;
}

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} failed:\n${stdout}${stderr}`);
}
