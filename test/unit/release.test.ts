import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder } from './store/temporary-folder';

const log = `# Changelog

## [Unreleased]

### Added

- Dates of the moon.

## [0.1.0] - 2020-01-01

- First.
`;

/** A repository with all that a release needs; its VSIX is five bytes. */
async function repository(context: TestContext, changelog = log) {
  const folder = await temporaryFolder(context);
  const run = (command: string, ...args: readonly string[]) =>
    spawnSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@example.com',
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@example.com',
      },
    });
  const manifest = { name: 'toolsmith', version: '0.1.0', scripts: { package: 'node pack.cjs' } };
  const lock = { name: 'toolsmith', version: '0.1.0', packages: { '': { version: '0.1.0' } } };
  const files = {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'package-lock.json': `${JSON.stringify(lock, null, 2)}\n`,
    'CHANGELOG.md': changelog,
    'pack.cjs': "require('node:fs').writeFileSync('toolsmith.vsix', 'moon\\n');\n",
    '.gitignore': '*.vsix\n*.vsix.sha256\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  run('git', 'init', '--quiet');
  run('git', 'add', '.');
  run('git', 'commit', '--quiet', '--message', 'Begin');
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  const release = (...args: readonly string[]) => run(process.execPath, resolve('scripts', 'release.mjs'), ...args);
  return { folder, run, read, release };
}

test('a release has its version, its notes, its package with a checksum, one commit and a tag', async (context) => {
  const { run, read, release } = await repository(context);
  const { status, stdout, stderr } = release('0.2.0');
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.match(await read('package.json'), /"version": "0\.2\.0"/);
  assert.equal((await read('package-lock.json')).match(/"version": "0\.2\.0"/g)?.length, 2);
  assert.match(
    await read('CHANGELOG.md'),
    /^# Changelog\n\n## \[Unreleased\]\n\n## \[0\.2\.0\] - \d{4}-\d\d-\d\d\n\n### Added\n\n- Dates of the moon\.\n\n## \[0\.1\.0\] - 2020-01-01\n\n- First\.\n$/,
  );
  assert.equal(await read('toolsmith-0.2.0.vsix'), 'moon\n');
  assert.match(await read('toolsmith-0.2.0.vsix.sha256'), /^[0-9a-f]{64} {2}toolsmith-0\.2\.0\.vsix\n$/);
  assert.equal(
    run('git', 'log', '-1', '--format=%s %D').stdout.replace(/HEAD -> \w+, /, ''),
    'Release 0.2.0 tag: v0.2.0\n',
  );
  assert.equal(run('git', 'status', '--porcelain').stdout, '');
  assert.match(release('0.2.0').stderr, /tag v0\.2\.0 is there already/);
});

test('the version that the changelog has already is released as it is written there', async (context) => {
  const { run, read, release } = await repository(context);
  assert.equal(release('0.1.0').status, 0);
  assert.equal(await read('CHANGELOG.md'), log);
  assert.equal(run('git', 'log', '-1', '--format=%s').stdout, 'Begin\n');
  assert.equal(run('git', 'tag').stdout, 'v0.1.0\n');
});

test('a dry run says what would be done, and changes nothing', async (context) => {
  const { run, read, release } = await repository(context);
  const { status, stdout } = release('0.2.0', '--dry-run');
  assert.equal(status, 0);
  assert.match(stdout, /Would write CHANGELOG\.md, package\.json, package-lock\.json, pack toolsmith-0\.2\.0\.vsix/);
  assert.equal(await read('CHANGELOG.md'), log);
  assert.equal(run('git', 'tag').stdout, '');
});

test('what is in the way of a release is said, and nothing is changed', async (context) => {
  const { folder, run, read, release } = await repository(context, log.replace('- Dates of the moon.', ''));
  const refused = (message: RegExp, ...args: readonly string[]) => {
    const { status, stderr } = release(...args);
    assert.equal(status, 1);
    assert.match(stderr, message);
  };
  refused(/Name a version of three numbers/);
  refused(/Name a version of three numbers/, 'v0.2');
  refused(/Name a version of three numbers/, '0.2.0', 'now');
  refused(/0\.0\.9 is earlier than 0\.1\.0/, '0.0.9');
  refused(/nothing under Unreleased/, '0.2.0');
  await writeFile(join(folder, 'CHANGELOG.md'), log);
  refused(/The tree has changes/, '0.2.0');
  await writeFile(join(folder, 'pack.cjs'), 'process.exit(1);\n');
  run('git', 'commit', '--quiet', '--all', '--message', 'Break');
  refused(/Packing failed/, '0.2.0');
  assert.equal(await read('CHANGELOG.md'), log);
  assert.equal(run('git', 'tag').stdout, '');
  assert.equal(run('git', 'status', '--porcelain').stdout, '');
});
