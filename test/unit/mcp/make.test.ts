import assert from 'node:assert/strict';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { after, before, test } from 'node:test';
import { answer, startFaultServer, type FaultServer } from '../../faults/fault-server';
import { doublingCode, libraryOf, proposal, workFolder } from '../cli/cli';
import { call, connect, type Connected } from './client';

const examples = [3, 4, 5, 6].map((number) => ({ problem: `double ${number}`, answer: String(2 * number) }));

let server: FaultServer;
const opened: Connected[] = [];
before(async () => {
  server = await startFaultServer();
});
after(async () => {
  await Promise.all(opened.map(({ client }) => client.close()));
  await server.close();
});

/** A server that may make tools, and what its model was asked up to now. */
async function making(elicits: boolean): Promise<Connected & { readonly asked: () => number }> {
  const folder = await workFolder();
  const args = ['--library', await libraryOf(folder, []), '--allow-make', '--maker-model', 'strong'];
  const environment = { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: 'sk-secret-12345' };
  const capabilities = elicits ? { elicitation: {} } : {};
  const connected = await connect(folder, [...args, '--base-url', server.baseUrl], capabilities, environment);
  opened.push(connected);
  const before = server.seen.length;
  return { ...connected, asked: () => server.seen.length - before };
}

test('a tool is made only when its making was offered with its price, and that very offer was confirmed, once', async () => {
  const { client, asked } = await making(false);
  const { tools } = await client.listTools();
  const face = tools.find(({ name }) => name === 'make_tool') ?? assert.fail();
  assert.equal(face.annotations?.readOnlyHint, false);
  const offer = await call(client, 'make_tool', { examples });
  assert.deepEqual([offer.content['made'], offer.content['shown'], offer.content['heldOut']], [false, 2, 2]);
  assert.deepEqual([offer.content['model'], offer.content['cost']], ['strong', null]);
  assert.match(String(offer.content['request']), /double 3/);
  const { confirmation } = offer.content;
  for (const args of [
    { examples, confirmation: 'yes' },
    { examples: examples.slice(1), confirmation },
    { examples, hint: 'other', confirmation },
  ])
    assert.match((await call(client, 'make_tool', args)).text, /nothing was sent/);
  assert.equal(asked(), 0);
  server.script(answer(proposal(doublingCode)));
  const made = await call(client, 'make_tool', { examples, confirmation });
  assert.deepEqual([made.content['made'], made.content['tool']], [true, 'double-numbers'], made.text);
  assert.equal(asked(), 1);
  assert.equal((await call(client, 'double-numbers', { problem: 'double 7' })).text, '14');
  assert.match((await call(client, 'make_tool', { examples, confirmation })).text, /was used before/);
  assert.match((await call(client, 'make_tool', { examples: [] })).text, /Bad arguments: “examples”/);
  assert.equal(asked(), 1);
});

test('where the client can ask the person, the person has the last word', async () => {
  const { client, asked } = await making(true);
  const questions: string[] = [];
  let action: 'accept' | 'decline' | 'cancel' = 'decline';
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
    questions.push(params.message);
    return action === 'accept' ? { action, content: {} } : { action };
  });
  for (action of ['decline', 'cancel'] as const) {
    const { confirmation } = (await call(client, 'make_tool', { examples })).content;
    assert.match((await call(client, 'make_tool', { examples, confirmation })).text, /The person did not agree/);
  }
  assert.equal(asked(), 0);
  assert.match(
    questions[0] ?? '',
    /2 go to strong at .*, 2 are held out\. About \d+ tokens a try, price unknown; at most/,
  );
  action = 'accept';
  server.script(answer(proposal(doublingCode)));
  const { confirmation } = (await call(client, 'make_tool', { examples })).content;
  const made = await call(client, 'make_tool', { examples, confirmation });
  assert.equal(made.content['made'], true, made.text);
  assert.equal(asked(), 1);
});
