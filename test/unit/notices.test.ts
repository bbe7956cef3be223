import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { temporaryFolder } from './store/temporary-folder';

interface Metafile {
  readonly outputs: Record<string, { readonly inputs: Record<string, { readonly bytesInOutput: number }> }>;
}
const { thirdPartyNotices } = (await import(pathToFileURL(resolve('scripts/third-party-notices.mjs')).href)) as {
  thirdPartyNotices: (metafiles: readonly Metafile[]) => Promise<string>;
};

/** The packages that the comments of bundles name, one before each module, where the bundles are not minified. */
function bundledPackages(): readonly string[] {
  const outdir = '.build/notices';
  execFileSync(process.execPath, ['build.mjs', `--outdir=${outdir}`]);
  const bundles = readdirSync(outdir).filter((name) => name.endsWith('.js'));
  assert.ok(bundles.length > 10, bundles.join());
  const found = bundles.flatMap((name) =>
    [...readFileSync(join(outdir, name), 'utf8').matchAll(/^ *\/\/ node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(
      ([, name]) => name ?? '',
    ),
  );
  return [...new Set(found)];
}

test('what ships names every package that something of is in it, with its licence', () => {
  const notices = readFileSync(join('dist', 'ThirdPartyNotices.txt'), 'utf8');
  const packages = bundledPackages();
  assert.ok(packages.includes('openai') && packages.includes('valibot'), packages.join());
  // In the one file that the toolkit is.
  for (const name of [...packages, '@microsoft/fast-element', '@microsoft/fast-foundation', 'tabbable', 'tslib']) {
    const { version } = JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')) as {
      version: string;
    };
    assert.ok(notices.includes(`\n${name} ${version} (`), name);
    for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt']) {
      const path = join('node_modules', name, file);
      if (existsSync(path)) assert.ok(notices.includes(readFileSync(path, 'utf8').replaceAll('\r', '').trim()), path);
    }
  }
  for (const holder of ['Fabrice Bellard', 'Emscripten authors', 'Rich Felker', 'Jeremy Danyow'])
    assert.ok(notices.includes(holder), `what is in the engine, or comes without its licence: ${holder}`);
  assert.ok(readFileSync('.vscodeignore', 'utf8').includes('!dist/ThirdPartyNotices.txt\n'));
});

test('the same bundles have the same notices, and a package without a licence ends the build', async (context) => {
  const folder = await temporaryFolder(context);
  const add = (name: string, licence?: string): string => {
    const place = join(folder, 'node_modules', name);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), JSON.stringify({ name, version: '1.0.0', license: 'MIT' }));
    if (licence !== undefined) writeFileSync(join(place, 'LICENCE.txt'), licence);
    return join(place, 'index.js');
  };
  const metafile = (...paths: readonly string[]): readonly Metafile[] => [
    { outputs: { 'a.js': { inputs: Object.fromEntries(paths.map((path) => [path, { bytesInOutput: 1 }])) } } },
  ];
  const [one, other] = [add('one', 'ours\r\nand yours\r\n'), add('@scope/other', 'theirs')];
  const notices = await thirdPartyNotices(metafile(one, other));
  assert.equal(await thirdPartyNotices(metafile(other, one)), notices);
  assert.match(
    notices,
    /\n@scope\/other 1\.0\.0 \(MIT\)\n-+\n\ntheirs\n[^]*\none 1\.0\.0 \(MIT\)\n-+\n\nours\nand yours\n$/,
  );
  await assert.rejects(thirdPartyNotices(metafile(one, add('bare'))), /no licence was found for bare 1\.0\.0 \(MIT\)/);
});
