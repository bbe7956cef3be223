import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bundled as one file that was bundled before: what it depends on is in it, and no metafile says so. */
const bundledBefore = ['@vscode/webview-ui-toolkit'];

/** Licences that packages leave out: of those with no text of their own, and of what was compiled into one. */
const leftOut = [
  { packages: /^@cfworker\//, text: 'scripts/licences/cfworker.txt' },
  { packages: /^@microsoft\/fast-/, text: 'scripts/licences/fast.txt' },
  { packages: /^@jitl\/quickjs-wasmfile-/, text: 'scripts/licences/emscripten.txt' },
];

const licenceFile = /^(?:licen[cs]e(?:-mit)?|copying|notices?|copyright.*)(?:\.(?:md|txt))?$/i;
const rule = '-'.repeat(80);

/**
 * The packages of which something is in bundles, with their licences, as a text that ships with them. `metafiles` are
 * esbuild's. Throws where a package has no licence.
 */
export async function thirdPartyNotices(metafiles) {
  const folders = new Set(metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap(packagesIn)));
  const before = new Set([...folders].filter((folder) => bundledBefore.some((name) => folder.endsWith(`/${name}`))));
  // A set that grows while it is gone through is gone through to its end.
  for (const folder of before) for (const one of await dependenciesOf(folder)) before.add(one);
  for (const folder of before) folders.add(folder);
  const notices = await Promise.all([...folders].map(noticeOf));
  const without = notices.filter(({ texts }) => texts.length === 0).map(({ title }) => title);
  if (without.length > 0) throw new Error(`no licence was found for ${without.join(', ')}: add it to scripts/licences`);
  const parts = notices
    .sort((one, other) => (one.title < other.title ? -1 : 1))
    .map(({ title, texts }) => `${rule}\n${title}\n${rule}\n\n${texts.join('\n\n')}\n`);
  return `Toolsmith holds parts of the packages below, under these licences.\n\n${parts.join('\n')}`;
}

/** The folders of the packages that an output of a bundle has something of. */
function packagesIn({ inputs }) {
  return Object.entries(inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
}

/** The folders of a package's dependencies, which lie in its own folder or in one above. */
async function dependenciesOf(folder) {
  const { dependencies = {} } = await manifestOf(folder);
  return Object.keys(dependencies).flatMap((name) => {
    for (let at = folder; ; at = dirname(at)) {
      const found = join(at, 'node_modules', name);
      if (existsSync(found)) return [found];
      if (at === dirname(at)) return [];
    }
  });
}

async function noticeOf(folder) {
  const { name, version, license } = await manifestOf(folder);
  const own = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && licenceFile.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !path.slice(folder.length).includes('node_modules'))
    .sort();
  const paths = [...own, ...leftOut.filter(({ packages }) => packages.test(name)).map(({ text }) => text)];
  const texts = await Promise.all(
    paths.map(async (path) => (await readFile(path, 'utf8')).replace(/\r\n?/g, '\n').trim()),
  );
  return { title: `${name} ${version} (${license})`, texts: [...new Set(texts)] };
}

async function manifestOf(folder) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}
