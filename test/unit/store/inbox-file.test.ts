import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Inbox } from '../../../src/engine/inbox/inbox';
import { withAnswer, withProblems } from '../../../src/engine/inbox/keeping';
import { inboxText } from '../../../src/engine/inbox/parse-inbox';
import { createInboxFile } from '../../../src/node/store/inbox-file';
import { kept } from '../inbox/kept-problems';
import { temporaryFolder } from './temporary-folder';

const now = (): Date => new Date('2026-02-03T04:05:06.789Z');
const textsIn = async (inbox: Inbox): Promise<readonly string[]> =>
  (await inbox.read()).problems.map(({ problem }) => problem);

async function inboxIn(
  context: TestContext,
  caps?: Parameters<typeof createInboxFile>[2],
): Promise<{ readonly path: string; readonly inbox: Inbox }> {
  const path = join(await temporaryFolder(context), 'inbox', 'problems.json');
  return { path, inbox: createInboxFile(path, now, caps) };
}

test('what is kept is there for the next window, and each change is told', async (context) => {
  const { path, inbox } = await inboxIn(context);
  assert.deepEqual(await inbox.read(), { problems: [], damage: null });
  let told = 0;
  const end = inbox.onChange(() => (told += 1));
  // Made at once, none is lost.
  await Promise.all(
    ['a', 'b', 'c'].map((text) => inbox.change((problems) => withProblems(problems, [text], { kind: 'lines' }, now()))),
  );
  end();
  await inbox.change((problems) => withProblems(problems, ['d'], { kind: 'lines' }, now()));
  assert.ok(told >= 3, String(told));
  assert.deepEqual(await textsIn(createInboxFile(path, now)), ['a', 'b', 'c', 'd']);
  assert.deepEqual(await readdir(dirname(path)), ['problems.json'], 'nothing is left of the writing');
});

test('each window is told of what another one changes', { timeout: 60_000 }, async (context) => {
  const { path, inbox } = await inboxIn(context);
  const other = createInboxFile(path, now);
  const heard: string[][] = [];
  const end = other.onChange(() => {
    void textsIn(other).then((texts) => heard.push([...texts]));
  });
  await inbox.change((problems) => withProblems(problems, ['a'], { kind: 'lines' }, now()));
  // Watching keeps no process alive; this does.
  while (!heard.some((texts) => texts.includes('a'))) await delay(20);
  end();
});

test('it stays within its caps, in problems and in bytes as they are stored', async (context) => {
  const few = await inboxIn(context, { problems: 2, bytes: 10_000 });
  assert.deepEqual(await few.inbox.change(() => ['a', 'b', 'c'].map((text) => kept(text))), {
    problems: 1,
    answers: 0,
    evicted: 0,
  });
  assert.deepEqual(await textsIn(few.inbox), ['b', 'c']);
  assert.deepEqual(
    await few.inbox.change((now) => withAnswer([...now, kept('d')], 'b', { from: 'person', text: 'B' })),
    { problems: 0, answers: 0, evicted: 1 },
  );
  assert.deepEqual(await textsIn(few.inbox), ['b', 'd'], 'an answer stays, older as it is');
  const small = await inboxIn(context, { problems: 100, bytes: 1_000 });
  await small.inbox.change(() => Array.from({ length: 50 }, (_, at) => kept(`漢字 ${at}`)));
  const left = await textsIn(small.inbox);
  assert.ok(left.length > 3 && left.length < 50);
  assert.equal(left.at(-1), '漢字 49');
  assert.ok((await readFile(small.path)).length <= 1_000 + inboxText([]).length);
});

test('a damaged file is set aside and said, and the rest works', async (context) => {
  const { path, inbox } = await inboxIn(context);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'not JSON');
  // Found by a change, it is told by the next reading, once.
  await inbox.change((problems) => withProblems(problems, ['new'], { kind: 'lines' }, now()));
  const reading = await inbox.read();
  assert.match(
    reading.damage ?? '',
    /^The file of the inbox is damaged, or of a newer version\. It was set aside as .*problems\.json\.damaged-2026-02-03T04-05-06-789Z\.$/,
  );
  assert.deepEqual(
    reading.problems.map(({ problem }) => problem),
    ['new'],
  );
  assert.equal((await inbox.read()).damage, null);
  assert.equal(await readFile(`${path}.damaged-2026-02-03T04-05-06-789Z`, 'utf8'), 'not JSON');
});

test('of a file with damaged entries the others are kept', async (context) => {
  const { path, inbox } = await inboxIn(context);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    path,
    inboxText([kept('a'), kept('b')]).replace('"notation":{"kind":"lines"}', '"notation":{"kind":"runes"}'),
  );
  const { problems, damage } = await inbox.read();
  assert.deepEqual(problems, [kept('b')]);
  assert.match(damage ?? '', /holds 1 damaged entry\..*set aside/);
  assert.deepEqual(await inbox.read(), { problems: [kept('b')], damage: null });
});

test('what cannot be written changes nothing and says what to do', async (context) => {
  const folder = await temporaryFolder(context);
  await writeFile(join(folder, 'inbox'), 'a file where a folder should be');
  const inbox = createInboxFile(join(folder, 'inbox', 'problems.json'), now);
  await assert.rejects(
    inbox.change(() => [kept('a')]),
    /Move the file away/,
  );
  assert.deepEqual((await inbox.read()).problems, []);
});

test('cleared, nothing of it is left, what was set aside included', async (context) => {
  const { path, inbox } = await inboxIn(context);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '{');
  await inbox.read();
  await inbox.change(() => [kept('a')]);
  await inbox.clear();
  assert.deepEqual(await readdir(dirname(path)), []);
  assert.deepEqual(await textsIn(inbox), []);
});
