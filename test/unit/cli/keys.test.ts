import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { answer, startFaultServer, type FaultServer } from '../../faults/fault-server';
import { doublingTool, file, libraryOf, run, workFolder, type Ran } from './cli';

let folder = '';
let mine: FaultServer;
let other: FaultServer;
before(async () => {
  mine = await startFaultServer();
  other = await startFaultServer();
  mine.script(answer('{"number": 8}'));
  other.script(answer('{"number": 8}'));
});
after(() => Promise.all([mine.close(), other.close()]));
beforeEach(async () => {
  folder = await workFolder();
});

/** Has the light model read a problem. */
async function asked(environment: Readonly<Record<string, string>>, ...more: readonly string[]): Promise<Ran> {
  const input = await file(folder, 'in.txt', 'twice eight\n');
  const ran = await run(
    folder,
    [
      'apply',
      '--library',
      await libraryOf(folder, [doublingTool()]),
      '--tool',
      'double-numbers',
      '--input',
      input,
      '--allow-model',
      '--user-model',
      'light',
      ...more,
    ],
    environment,
  );
  assert.equal(ran.code, 0, ran.err);
  assert.equal(ran.out, 'twice eight => 16\n');
  assert.ok(!ran.err.includes('sk-'), ran.err);
  return ran;
}

const authorization = (server: FaultServer): string | undefined => server.seen.at(-1)?.headers.authorization;

test('the key of the environment goes to the server of the environment', async () => {
  const ran = await asked({ OPENAI_BASE_URL: mine.baseUrl, OPENAI_API_KEY: 'sk-strong-12345' });
  assert.equal(authorization(mine), 'Bearer sk-strong-12345');
  assert.doesNotMatch(ran.err, /No key/);
});

test('no key goes to another server, whichever way that was named', async () => {
  const environment = { OPENAI_BASE_URL: mine.baseUrl, OPENAI_API_KEY: 'sk-strong-12345' };
  for (const [more, named] of [
    [{}, ['--user-base-url', other.baseUrl]],
    [{}, ['--base-url', other.baseUrl]],
    [{ TOOLSMITH_USER_BASE_URL: other.baseUrl }, []],
  ] as const) {
    const seen = other.seen.length;
    const ran = await asked({ ...environment, ...more }, ...named);
    assert.equal(other.seen.length, seen + 1);
    assert.equal(authorization(other), undefined);
    assert.match(ran.err, /No key is sent to 127\.0\.0\.1:\d+: OPENAI_API_KEY is for another server/);
  }
});

test('the light model has a key of its own, for its own server', async () => {
  const environment = {
    OPENAI_BASE_URL: mine.baseUrl,
    OPENAI_API_KEY: 'sk-strong-12345',
    TOOLSMITH_USER_API_KEY: 'sk-light-12345',
  };
  await asked({ ...environment, TOOLSMITH_USER_BASE_URL: other.baseUrl });
  assert.equal(authorization(other), 'Bearer sk-light-12345');
  await asked(environment);
  assert.equal(
    authorization(mine),
    'Bearer sk-light-12345',
    'where it names no server, its server is the strong one’s',
  );
  await asked({ ...environment, TOOLSMITH_USER_BASE_URL: '' });
  assert.equal(authorization(mine), 'Bearer sk-light-12345', 'an empty variable is an unset one');
});

test('a team’s list of servers is kept to: what is not in it is asked nothing, and everything else works', async () => {
  const { host } = new URL(mine.baseUrl);
  await asked({ TOOLSMITH_ALLOWED_HOSTS: `models.example, ${host}` }, '--user-base-url', mine.baseUrl);
  const input = await file(folder, 'in.txt', 'double 4\ntwice eight\n');
  const args = ['apply', '--library', await libraryOf(folder, [doublingTool()]), '--input', input];
  for (const [list, words] of [
    ['models.example', /is not in TOOLSMITH_ALLOWED_HOSTS\. Ask whoever set it, or choose one of: models\.example\./],
    ['none', /No models are allowed here/],
    [',', /No models are allowed here/],
    ['', /No models are allowed here/],
    [' ', /No models are allowed here/],
  ] as const) {
    const before = mine.seen.length;
    const ran = await run(
      folder,
      [...args, '--allow-model', '--user-model', 'light', '--user-base-url', mine.baseUrl],
      { TOOLSMITH_ALLOWED_HOSTS: list },
    );
    assert.equal(ran.code, 2);
    assert.match(ran.err, words);
    assert.equal(mine.seen.length, before);
    assert.equal((await run(folder, args, { TOOLSMITH_ALLOWED_HOSTS: list })).out, 'double 4 => 8\ntwice eight\n');
  }
});
