import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import type { LedgerEntry } from '../../../src/engine/ledger/entry';
import { createLedgerFolder } from '../../../src/node/store/ledger-file';
import { call } from '../ledger/entries';
import { temporaryFolder } from './temporary-folder';

const kills = 12;
/** At the same time, so that a killed one's last line has others' lines around it. */
const writers = 2;

/** Long, so that a write takes long enough to be killed in. */
function entryOf(process_: number, round: number): LedgerEntry {
  return call({ making: `${process_} ${round}`, model: 'm'.repeat(200), host: 'h'.repeat(200) });
}

const writerFolder = process.env['TOOLSMITH_TEST_LEDGER_WRITER'];
if (writerFolder !== undefined) {
  const ledger = createLedgerFolder(writerFolder);
  for (let round = 1; ; round += 1) {
    await ledger.append(entryOf(process.pid, round));
    process.stdout.write(`${round}\n`);
  }
} else {
  test(`${kills * writers} writers killed by SIGKILL at moments of no one's choosing: no entry is lost that was said to be written`, async (context) => {
    const folder = await temporaryFolder(context);
    const own = createLedgerFolder(folder);
    const said: { readonly pid: number; readonly rounds: number }[] = [];
    let before = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      said.push(
        ...(await Promise.all(
          Array.from({ length: writers }, (_, index) => killedWriter(folder, 5 + kill * 7 + index * 3)),
        )),
      );
      await own.append(call({ making: `between ${kill}` }));
      const { entries, unreadable } = await own.read();
      assert.deepEqual(entries, (await createLedgerFolder(folder).read()).entries);
      assert.ok(unreadable <= (kill + 1) * writers, 'a torn line for each writer at most');
      assert.ok(entries.length > before);
      before = entries.length;
      assert.ok(
        entries.some((entry) => entry.kind === 'call' && entry.making === `between ${kill}`),
        'what came after a torn line is whole',
      );
    }
    const { entries, unreadable } = await own.read();
    const found = new Set(entries.map((entry) => (entry.kind === 'call' ? entry.making : '')));
    assert.equal(found.size, entries.length, 'nothing is there twice');
    for (const { pid, rounds } of said) {
      for (let round = 1; round <= rounds; round += 1)
        assert.ok(found.has(`${pid} ${round}`), `entry ${round} of ${rounds} by ${pid}`);
      const [kept] = entries.filter((entry) => entry.kind === 'call' && entry.making === `${pid} 1`);
      assert.deepEqual(kept, entryOf(pid, 1));
    }
    context.diagnostic(`${entries.length} entries, ${unreadable} torn`);
  });
}

/**
 * Starts this file as a writer and kills it some milliseconds after its first word; how many entries it said were
 * written.
 */
function killedWriter(
  folder: string,
  milliseconds: number,
): Promise<{ readonly pid: number; readonly rounds: number }> {
  // Without the runner's own variable, under which the child would report as a test.
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'ledger-kill.test.mjs')], {
    env: { ...environment, TOOLSMITH_TEST_LEDGER_WRITER: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((done, failed) => {
    let text = '';
    child.once('error', failed);
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), milliseconds));
    child.once('close', (code, signal) => {
      if (signal !== 'SIGKILL' && process.platform !== 'win32')
        failed(new Error(`The writer ended by itself with code ${code}.`));
      else done({ pid: child.pid ?? 0, rounds: text.split('\n').length - 1 });
    });
  });
}
