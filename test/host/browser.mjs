/** Provides a Chromium for playwright-core, whose own download is out of reach on many build machines. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder, npmInstall, run, step } from './provision.mjs';

/** Arguments with which Chromium runs headless, as root too, and leaves the network alone. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * A Chromium, in this order: named by TOOLSMITH_CHROMIUM (`packaged` stands for the one out of npm), installed,
 * installed now with apt, or packaged in npm. Throws where none can be had; callers count that as a failed test.
 *
 * @returns {Promise<{ executablePath: string, args: string[], env: NodeJS.ProcessEnv }>} options for `chromium.launch`
 */
export async function provideBrowser() {
  const named = process.env.TOOLSMITH_CHROMIUM;
  if (named === 'packaged') return packagedBrowser();
  if (named && !existsSync(named))
    throw new Error(
      `TOOLSMITH_CHROMIUM names ${named}, which does not exist. Name the program of a Chromium or Chrome, or unset it.`,
    );
  const installed = named || usual.find((path) => existsSync(path)) || (await withApt());
  return installed ? { executablePath: installed, args: browserArguments, env: process.env } : packagedBrowser();
}

/**
 * Debian's Chromium, where this process may install it; Ubuntu's package of that name is an empty shell around snap.
 */
async function withApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('  Installing Chromium with apt…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, seconds: 120 });
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env, seconds: 300 });
  const path = '/usr/bin/chromium';
  return existsSync(path) && (await run(path, ['--version'], { seconds: 20 })).code === 0 ? path : undefined;
}

/** The Chromium that an npm package carries for bare machines, with the libraries and the fonts it needs. */
async function packagedBrowser() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No browser was found. Install Chrome or Chromium, or name its program in TOOLSMITH_CHROMIUM.');
  const folder = await cachedFolder('chromium', async (target) => {
    await npmInstall('Installing a packaged Chromium', target, '@sparticuz/chromium');
    // It unpacks to the folder for temporary files, and its libraries only where it takes itself to be in the cloud;
    // both are set for a process of its own.
    await step(
      'Unpacking Chromium',
      process.execPath,
      ['-e', "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())"],
      {
        cwd: target,
        env: { ...process.env, TMPDIR: target, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
        remedy: 'Install Chrome or Chromium, or name its program in TOOLSMITH_CHROMIUM.',
      },
    );
  });
  // The package's own fonts.conf looks for them in the folder for temporary files only.
  const fonts = join(folder, 'fonts');
  await writeFile(
    join(fonts, 'fonts.conf'),
    `<?xml version="1.0"?>\n<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${fonts}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>\n`,
  );
  // Not the package's own arguments: they run the pages inside the browser's process, where webviews do not live.
  return {
    executablePath: join(folder, 'chromium'),
    args: browserArguments,
    env: { ...process.env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: fonts },
  };
}
