import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { fingerprint } from '../../../src/engine/tool/fingerprint';
import { answer, startFaultServer } from '../../faults/fault-server';
import { sha256 } from '../library/sample-tool';
import { pathsIn } from '../store/temporary-folder';
import { doublingTool, file, libraryOf, proposal, doublingCode, run, workFolder, type Ran } from './cli';

/** What a cloned repository holds to have a run write elsewhere, or take a stranger's word for a model's. */
const noLinks = process.platform === 'win32' && 'making a link needs rights that Windows seldom gives';

let folder = '';
let profile = '';
beforeEach(async () => {
  folder = await workFolder();
  profile = await file(folder, 'home/.profile', 'mine\n');
});

/** Applies the doubling tool to a file of a repository, with a light model that reads `twice 5`. */
async function applied(content: string, light = false): Promise<Ran & { readonly asked: number }> {
  const library = await libraryOf(folder, [doublingTool()]);
  const server = await startFaultServer();
  try {
    server.script(answer('{"number": 5}'));
    const input = await file(folder, 'repository/in.csv', content);
    const command = ['apply', '--library', library, '--tool', 'double-numbers', '--input', input, '--output', out()];
    const model = ['--allow-model', '--user-base-url', server.baseUrl, '--user-model', 'light'];
    const ran = await run(folder, light ? [...command, ...model] : command);
    return { ...ran, asked: server.seen.length };
  } finally {
    await server.close();
  }
}

const out = (): string => join(folder, 'repository', 'out.csv');
const rows = 'problem,answer\ndouble 4,\ntwice 5,\n';
const answered = 'problem,answer\ndouble 4,8\ntwice 5,10\n';

/** What runs of earlier versions kept beside an output. */
const earlier = ['.part', '.part.answers', '.part.failed', '.part.json', '.part.lock-0badcafe-1-00000000'];

test(
  'links for what earlier versions kept beside an output are not written to, and in nobody’s way',
  { skip: noLinks },
  async () => {
    await mkdir(join(folder, 'repository'));
    for (const ending of earlier.slice(0, 4)) await symlink(profile, `${out()}${ending}`);
    const ran = await applied(rows, true);
    assert.deepEqual([ran.code, ran.asked, await readFile(out(), 'utf8')], [0, 1, answered], ran.err);
    assert.equal(await readFile(profile, 'utf8'), 'mine\n');
  },
);

test('a run of an earlier version is not gone on with: it is said, and its files are left as they are', async () => {
  for (const ending of earlier) await file(folder, `repository/out.csv${ending}`, 'theirs');
  const ran = await applied('problem,answer\ndouble 4,\n');
  assert.equal(ran.code, 0, ran.err);
  assert.match(
    ran.err,
    /Beside .*out\.csv lies what an earlier version kept of a run: out\.csv\.part, out\.csv\.part\.answers, .*out\.csv\.part\.lock-0badcafe-1-00000000\. It is not gone on with/,
  );
  for (const ending of earlier) assert.equal(await readFile(`${out()}${ending}`, 'utf8'), 'theirs');
  assert.equal((await readdir(join(folder, 'repository'))).length, earlier.length + 2);
});

test('an answer that was planted beside an output, or in the state of another machine, is not taken for a model’s', async () => {
  const planted = JSON.stringify({
    tool: await fingerprint(doublingTool(), sha256),
    problem: 'twice 5',
    answer: 'planted',
  });
  await file(folder, 'repository/out.csv.part.answers', `${planted}\n`);
  const ran = await applied(rows, true);
  assert.deepEqual([ran.asked, await readFile(out(), 'utf8')], [1, answered]);
  const without = await applied(rows);
  assert.equal(without.code, 1, 'nothing reads it without a model');
  assert.equal(await readFile(out(), 'utf8'), 'problem,answer\ndouble 4,8\ntwice 5,\n');
});

test(
  'an output that is a link, or its list of failures, is refused before the work, also where it leads nowhere',
  { skip: noLinks },
  async () => {
    await mkdir(join(folder, 'repository'));
    for (const target of [profile, join(folder, 'home', '.nothing')])
      for (const [name, code] of [
        ['out.csv', 2],
        ['out.csv.failed.jsonl', 1],
      ] as const) {
        const link = join(folder, 'repository', name);
        await symlink(target, link);
        const ran = await applied(rows, true);
        assert.deepEqual([ran.code, ran.asked], [code, 0], ran.err);
        assert.match(ran.err, new RegExp(`${name} .*is a link to ${target}`));
        await rm(link);
      }
    assert.deepEqual(await readdir(join(folder, 'home')), ['.profile']);
    assert.equal(await readFile(profile, 'utf8'), 'mine\n');
  },
);

test('an input and the folders of an output may be links', { skip: noLinks }, async () => {
  await mkdir(join(folder, 'real'));
  await symlink(join(folder, 'real'), join(folder, 'repository'), 'junction');
  assert.equal((await applied(rows, true)).code, 0);
  assert.equal(await readFile(join(folder, 'real', 'out.csv'), 'utf8'), answered);
});

test(
  'no tool is made into a library that is a link, and no reply is recorded through one',
  { skip: noLinks },
  async () => {
    const server = await startFaultServer();
    try {
      server.script(answer(proposal(doublingCode)));
      await symlink(join(folder, 'home'), join(folder, '.toolsmith'), 'junction');
      await symlink(profile, join(folder, 'replies.jsonl'));
      const solved = await file(
        folder,
        'solved.txt',
        'double 3 => 6\ndouble 21 => 42\ndouble 4 => 8\ndouble 5 => 10\n',
      );
      const command = [
        'make',
        '--no-synthesis',
        '--examples',
        solved,
        '--base-url',
        server.baseUrl,
        '--maker-model',
        'strong',
      ];
      const linked = await run(folder, [...command, '--library', join(folder, '.toolsmith')]);
      assert.equal(linked.code, 2);
      assert.match(linked.err, /\.toolsmith .*it is a link to .*home/);
      const recorded = await run(folder, [
        ...command,
        '--library',
        join(folder, 'library'),
        '--record',
        join(folder, 'replies.jsonl'),
      ]);
      assert.equal(recorded.code, 1);
      assert.match(recorded.err, /replies\.jsonl was left as it is: it is a link to/);
      assert.equal(server.seen.length, 0, 'nothing was asked');
    } finally {
      await server.close();
    }
    assert.deepEqual(await readdir(join(folder, 'home')), ['.profile']);
    assert.equal(await readFile(profile, 'utf8'), 'mine\n');
  },
);

test(
  'what this machine keeps is readable by its owner alone, also what an earlier version wrote',
  { skip: process.platform === 'win32' },
  async () => {
    const state = join(folder, 'state', 'toolsmith');
    await mkdir(join(state, 'ledger'), { recursive: true, mode: 0o755 });
    await writeFile(join(state, 'ledger', `ledger-${new Date().toISOString().slice(0, 7)}.jsonl`), '', { mode: 0o644 });
    await applied(rows, true);
    const paths = await pathsIn(state);
    for (const name of ['approved', 'ledger', 'runs/secret', 'verified']) assert.ok(paths.includes(name), name);
    for (const path of paths) {
      const info = await stat(join(state, path));
      assert.equal((info.mode & 0o777).toString(8), info.isDirectory() ? '700' : '600', path);
    }
  },
);
