import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { asEnded, isPossiblyPaid, parseEntry, type CallEntry } from '../../src/engine/ledger/entry';
import type { ChatMessage } from '../../src/engine/model/chat-model';
import { estimatePromptTokens, estimateRequestTokens } from '../../src/engine/model/cost';
import { plannedRequests } from '../../src/engine/using/use-model';
import { modelUse } from '../../src/node/cli/ask-model';
import { answer, slow, startFaultServer, type Play, type SeenRequest } from '../faults/fault-server';
import { doublingTool, file, libraryOf, start, workFolder } from '../unit/cli/cli';

/** Fifty by `npm run crash`; fewer in every run of the tests. */
const kills = Number(process.env['TOOLSMITH_TEST_KILLS'] ?? 6);
const rows = 160;
/** Requests that all kills together can interrupt. */
const inFlight = kills * modelUse.inFlight;

const tool = doublingTool();
/** What a request takes beside its messages, estimated: its schema, one for a pack and one for a problem alone. */
const [ofPack = 0, ofOne = 0] = [['a', 'b'], ['a']].map((problems) =>
  plannedRequests(tool, problems, modelUse.packSize).reduce(
    (sum, request) => sum + estimateRequestTokens(request) - estimatePromptTokens(request.messages),
    0,
  ),
);

const numbersIn = (text: string): readonly number[] =>
  [...text.matchAll(/twice (\d+)/g)].map(([, number]) => Number(number));
const askedIn = ({ body }: SeenRequest): string => body.messages?.at(-1)?.content ?? '';
const isPack = (request: SeenRequest): boolean => askedIn(request).startsWith('### ');

/** A light model that is right, after a while of chance. */
const light: Play = (response, request) =>
  slow(
    20 + Math.random() * 150,
    answer((one) => {
      const numbers = numbersIn(askedIn(one));
      return JSON.stringify(
        isPack(one)
          ? { items: numbers.map((number, index) => ({ n: index + 1, arguments: { number } })) }
          : { number: numbers[0] },
      );
    }),
  )(response, request);

test(
  `an application with a light model, killed by SIGKILL ${kills} times at moments of chance and gone on with: every request that the server saw is in the ledger`,
  { timeout: 1_800_000 },
  async (context) => {
    const folder = await workFolder();
    const server = await startFaultServer();
    context.after(() => server.close());
    server.script(light);
    const numbers = Array.from({ length: rows }, (_, index) => index + 1_000);
    // Of different lengths, so that requests are told from one another by their tokens.
    const input = await file(
      folder,
      'in.csv',
      `problem,answer\n${numbers.map((n) => `twice ${n} ${'.'.repeat((n * 7) % 60)},\n`).join('')}`,
    );
    const output = join(folder, 'out.csv');
    const command = [
      'apply',
      '--library',
      await libraryOf(folder, [tool]),
      '--tool',
      tool.id,
      '--input',
      input,
      '--output',
      output,
      '--allow-model',
      '--user-base-url',
      server.baseUrl,
      '--user-model',
      'light',
    ];

    /** Runs the command; kills it some milliseconds after it has asked so often. */
    const run = async (requests: number | null): Promise<'killed' | 'ended'> => {
      const child = await start(folder, command);
      let err = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
      child.stdout?.resume();
      const before = server.seen.length;
      const watching = setInterval(() => {
        if (requests === null || server.seen.length < before + requests) return;
        clearInterval(watching);
        setTimeout(() => child.kill('SIGKILL'), Math.random() * 60);
      }, 2);
      return new Promise((done, failed) => {
        child.once('error', failed);
        child.once('close', (code, signal) => {
          clearInterval(watching);
          if (signal === 'SIGKILL') done('killed');
          else if (code === 0) done('ended');
          else failed(new Error(`The command ended with code ${code}: ${err}`));
        });
      });
    };

    for (let killed = 0; killed < kills;) {
      if ((await run(1 + Math.floor(Math.random() * 5))) === 'killed') killed += 1;
      else await rm(output);
    }
    assert.equal(await run(null), 'ended');
    assert.deepEqual(
      (await readFile(output, 'utf8'))
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => Number(line.split(',')[1])),
      numbers.map((n) => 2 * n),
    );

    const at = join(folder, 'state', 'toolsmith', 'ledger');
    const lines = (await Promise.all((await readdir(at)).map((name) => readFile(join(at, name), 'utf8'))))
      .join('\n')
      .split('\n');
    const calls = lines
      .flatMap((line) => parseEntry(line) ?? [])
      .filter((entry): entry is CallEntry => entry.kind === 'call');
    const sent = calls.filter(isPossiblyPaid);
    const counts = new Map<number, number>();
    for (const { tokens } of sent)
      counts.set(tokens.input.value ?? -1, (counts.get(tokens.input.value ?? -1) ?? 0) + 1);
    for (const request of server.seen) {
      const tokens =
        estimatePromptTokens((request.body.messages ?? []) as readonly ChatMessage[]) +
        (isPack(request) ? ofPack : ofOne);
      const left = counts.get(tokens) ?? 0;
      assert.ok(left > 0, `a request of ${tokens} tokens is not in the ledger`);
      counts.set(tokens, left - 1);
    }
    const open = asEnded(calls).filter((entry) => entry.kind === 'call' && isPossiblyPaid(entry)).length;
    assert.ok(sent.length - server.seen.length <= inFlight, 'what was written and not sent was about to be');
    assert.ok(open > 0 || kills === 0, 'no kill fell into a request');
    assert.ok(open <= inFlight, `${open} never ended`);
    context.diagnostic(`${server.seen.length} requests seen, ${sent.length} in the ledger, ${open} that never ended`);
  },
);
