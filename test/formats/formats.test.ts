import assert from 'node:assert/strict';
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inboxFormat, parseInbox } from '../../src/engine/inbox/parse-inbox';
import { entryLine, ledgerFormat, parseEntry } from '../../src/engine/ledger/entry';
import { exportText, parseExport } from '../../src/engine/library/exchange';
import type { Notation } from '../../src/engine/notation/notation';
import { fingerprint } from '../../src/engine/tool/fingerprint';
import { toolFormat } from '../../src/engine/tool/parse-tool';
import type { Tool } from '../../src/engine/tool/tool';
import { checkpointFormat, readCheckpoint, type Checkpoint } from '../../src/node/batch/checkpoint';
import { createSeals } from '../../src/node/batch/seals';
import { createApprovalFolder } from '../../src/node/store/approval-file';
import { createFileToolStore } from '../../src/node/store/file-tool-store';
import { createLedgerFolder } from '../../src/node/store/ledger-file';
import { createVerificationFolder } from '../../src/node/store/verification-file';
import { sampleRecord, sampleTool, sampleTranscript, sampleVersion, sha256 } from '../unit/library/sample-tool';
import { temporaryFolder } from '../unit/store/temporary-folder';

/** Files as they were written by each version of the formats. None is ever changed or removed: people have them. */
const formats = join('test', 'formats');
const now = (): Date => new Date('2026-02-03T04:05:06.789Z');

/** The tool that all of them hold: two versions, the second with another code. */
const first = sampleTool();
/** What it was kept under when ids and histories were no part of it. */
const earlierPrint = '7fc4a92098cbed2b67569c5d481684aa2095801b1ce9950c0e87cf770324b399';
const second = sampleTool({ versions: [sampleVersion(1), sampleVersion(2)], code: `// 2\n${first.code}` });

test('there is a file of every version of the formats that was ever written', async () => {
  assert.deepEqual((await readdir(join(formats, 'tools'))).sort(), Array.from({ length: toolFormat }, (_, index) => String(index + 1)));
  const written = (JSON.parse(exportText([])) as { readonly toolsmith: number }).toolsmith;
  assert.deepEqual((await readdir(join(formats, 'exports'))).sort(), Array.from({ length: written }, (_, index) => `${index + 1}.json`));
});

/** The notations of the formats that knew others. */
const notations: Readonly<Record<number, Notation>> = {
  3: { kind: 'arrows', arrow: '=>', listed: true },
  4: {
    kind: 'delimited',
    delimiter: ';',
    header: true,
    answerColumn: 3,
    problemColumn: 1,
    furtherColumns: [2],
    answerName: 'sorted',
  },
};

for (let version = 1; version <= toolFormat; version += 1) {
  test(`a library of format ${version} is read, and written further in the format of today`, async (context) => {
    const folder = await temporaryFolder(context);
    await cp(join(formats, 'tools', String(version)), folder, { recursive: true });
    const store = createFileToolStore(folder, now);
    const stored: Tool = { ...second, notation: notations[version] ?? second.notation };
    assert.deepEqual(await store.list(), { tools: [stored], damaged: [] });
    assert.equal(await store.readCode(first.id, 1), first.code);
    assert.deepEqual(await store.readTranscript(first.id, 1), sampleTranscript);
    await store.save({ ...stored, name: 'Renamed' });
    assert.deepEqual((await store.list()).tools, [{ ...stored, name: 'Renamed' }]);
    const manifest = JSON.parse(await readFile(join(folder, first.id, 'tool.json'), 'utf8')) as { readonly format: number };
    assert.equal(manifest.format, toolFormat);
  });
}

test('an exported file of every version is read', async () => {
  for (const name of await readdir(join(formats, 'exports'))) assert.deepEqual(parseExport(await readFile(join(formats, 'exports', name), 'utf8')), { tools: [first], rejected: [] }, name);
});

test('what was verified and approved stays so: fingerprints are those of the files', async () => {
  const print = await fingerprint(first, sha256);
  const approvals = createApprovalFolder(join(formats, 'approved'));
  assert.deepEqual(await createVerificationFolder(join(formats, 'verified')).get(print), sampleRecord);
  assert.equal(await approvals.get(print), 'made');
  assert.equal(await approvals.get(earlierPrint), 'reviewed', 'of a fingerprint that did not cover all of a tool');
});

test('a ledger is read with lines of both formats, of before calls were written as they are sent, and of one that never ended', async () => {
  const { entries, unreadable } = await createLedgerFolder(join(formats, 'ledger')).read();
  assert.equal(unreadable, 0);
  const month = [['call', 'reply'], ['making', 'made'], ['use', null], ['call', 'reply'], ['call', 'sent']];
  assert.deepEqual(entries.map((entry) => [entry.kind, 'outcome' in entry ? entry.outcome : null]), [...month, ...month]);
  const lines = (await readFile(join(formats, 'ledger', 'ledger-2026-02.jsonl'), 'utf8')).split('\n').filter((line) => line !== '');
  assert.deepEqual(lines.map((line) => entryLine(parseEntry(line) ?? assert.fail(line))), lines, 'the second month is as it is written today');
  assert.equal(ledgerFormat, 2, 'a file of a further format belongs here');
  assert.equal(parseEntry((lines[0] ?? '').replace('"format":2', '"format":3')), undefined, 'one of a newer format is not taken for one of today');
});

test('a checkpoint of today is read with the secret that sealed it; those of earlier formats, without a seal or without what was left, are not gone on from', async () => {
  assert.deepEqual((await readdir(join(formats, 'checkpoints'))).sort(), Array.from({ length: checkpointFormat }, (_, index) => `${index + 1}.json`));
  const seals = createSeals('5ec4e7'.repeat(8), 'run');
  const checkpointOf = (version: number, by = seals): Promise<Checkpoint | undefined> => readCheckpoint({ checkpoint: join(formats, 'checkpoints', `${version}.json`), seals: by });
  const newest = await checkpointOf(5);
  assert.deepEqual([newest?.place, newest?.tools], [{ bytes: 240, line: 13 }, { [earlierPrint]: { answered: 9, byModel: 2, failed: 1, problemTokens: 44 } }]);
  for (const version of [1, 2, 3, 4]) assert.equal(await checkpointOf(version), undefined);
  for (const others of [createSeals('0'.repeat(64), 'run'), createSeals('5ec4e7'.repeat(8), 'another')]) assert.equal(await checkpointOf(5, others), undefined);
});

test('an inbox of every version is read', async () => {
  const names = (await readdir(join(formats, 'inbox'))).sort();
  assert.deepEqual(names, Array.from({ length: inboxFormat }, (_, index) => `${index + 1}.json`));
  for (const name of names) {
    const parsed = parseInbox(await readFile(join(formats, 'inbox', name), 'utf8'));
    assert.deepEqual([parsed?.damaged, parsed?.problems.map(({ answer }) => answer?.from ?? null)], [0, [null, 'person', 'model']], name);
  }
});
