/**
 * Makes the pictures of the documents from the real editor: `npm run screenshots`.
 *
 * The main job is walked once, each step in a light and a dark theme. `docs/pictures` gets three stills and a moving
 * picture of the whole, each theme its own.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import UPNG from 'upng-js';
import { settings, walkMainJob } from '../demo/walk.mjs';
import { provideBrowser } from '../test/host/editor.mjs';
import { launchBrowser, openWindow, startServer } from '../test/host/session.mjs';
import { packExtension } from './package.mjs';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);
const taken = join('.build', 'pictures');
const kept = join('docs', 'pictures');
const size = { width: 1_200, height: 720 };
/** A picture of few colours is a third as large, and looks the same. */
const colours = 256;
const stills = ['understood', 'review', 'panel'];
/** The steps of the moving picture, with how long each stands, in milliseconds. */
const moving = [
  ['examples', 2_000],
  ['understood', 3_000],
  ['made', 2_500],
  ['review', 4_000],
  ['answered', 3_000],
  ['written', 3_000],
];
/** Room above the examples, so that the menu over them hides none. */
const roomForMenu = 190;

await takePictures();
await mkdir(kept, { recursive: true });
for (const theme of ['light', 'dark']) {
  for (const name of stills) await keep(`${name}-${theme}`, [await pixels(name, theme)]);
  const frames = await Promise.all(moving.map(([name]) => pixels(name, theme)));
  await keep(
    `main-job-${theme}`,
    frames,
    moving.map(([, milliseconds]) => milliseconds),
  );
}

/** Walks the main job and leaves each step in both themes in `.build/pictures`. */
async function takePictures() {
  const vsix = resolve('.build', 'screenshots.vsix');
  packExtension(vsix);
  const folder = await mkdtemp(join(tmpdir(), 'toolsmith-pictures-'));
  const workspace = join(folder, 'deliveries');
  await cp(join('demo', 'workspace'), workspace, { recursive: true });
  const server = await startServer({ vsix, workspace, settings });
  const browser = await launchBrowser(await provideBrowser());
  try {
    const window = await openWindow(browser, server, { folder: workspace, settings, size });
    await walkMainJob(window, async (name) => {
      // What the pointer rests on would show its tip.
      await window.page.mouse.move(size.width - 1, size.height / 2);
      if (name === 'understood') await roomAbove(window, roomForMenu);
      await window.picture(name);
      if (name === 'understood') await roomAbove(window, 0);
    });
    await window.close();
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function roomAbove(window, height) {
  return window.inHost(
    (vscode, pixels) =>
      vscode.workspace
        .getConfiguration('editor')
        .update('padding.top', pixels, vscode.ConfigurationTarget.Global)
        .then(() => true),
    height,
  );
}

/** The pixels of a step, four bytes each. */
async function pixels(name, theme) {
  const file = await readFile(join(taken, `${name}-${theme}.png`));
  return UPNG.toRGBA8(UPNG.decode(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)))[0];
}

/** Writes a picture of one frame or of many. */
async function keep(name, frames, milliseconds) {
  const file = Buffer.from(UPNG.encode(frames, size.width, size.height, colours, milliseconds));
  await writeFile(join(kept, `${name}.png`), file);
  console.log(`${String(Math.ceil(file.length / 1_024)).padStart(6)} KB  ${kept}/${name}.png`);
}
