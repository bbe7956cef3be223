import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Answerer } from '../../../src/engine/applying/answerer';
import { bestTool } from '../../../src/engine/applying/best-tool';
import { oneTool } from '../../../src/engine/applying/one-tool';
import { createDispatcher } from '../../../src/engine/dispatching/dispatch';
import { createToolIndex } from '../../../src/engine/dispatching/tool-index';
import type { LibraryTool } from '../../../src/engine/library/library';
import { optionsText } from '../../../src/engine/problem/said';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Tool } from '../../../src/engine/tool/tool';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { nobody } from '../batch/doubling-tool';
import { file, libraryOf, workFolder } from '../cli/cli';
import { askedOfJson, json, jsonByHand } from './texts/json';
import { bareLines, marked } from './texts/lines';
import { long } from './texts/long';
import { markdown } from './texts/markdown';
import { preambles } from './texts/preambles';
import { askedOfTables, columns, furtherColumns, ofOneTool, places, stacked, strayQuotes } from './texts/tables';
import type { Given } from './text';
import * as tools from './tools';
import { asFile, asText, inMemory, planned } from './ways';

let sandbox: Sandbox;
let folder = '';
let library = '';
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
  folder = await workFolder();
  library = await libraryOf(folder, Object.values(tools));
});
after(() => sandbox.dispose());

function parts() {
  const workshop = { sandbox, limits: { ...defaultLimits, parseMilliseconds: 10_000 } };
  return { workshop, modelUse: { inFlight: 1, packSize: 1 }, questions: nobody };
}

function listed(tool: Tool): LibraryTool {
  const total = tool.examples.length;
  const verification = { passed: total, total, unseenPassed: 1, acceptedForeign: 0, at: '' };
  return { tool, place: 'user', fingerprint: tool.id, verification, isApproved: true, isMadeHere: true };
}

function byOne({ tool }: Given): Answerer {
  return oneTool(listed(tool), parts());
}

/** The tool beside others that read none of its problems. */
function byBest({ tool }: Given): Answerer {
  const all = [tool, ...[tools.doubles, tools.dates].filter((other) => other !== tool)].map(listed);
  const index = createToolIndex();
  index.update(all);
  const dispatcher = createDispatcher(index, parts().workshop);
  return bestTool({ ...parts(), tools: all, dispatcher, preferences: [], digest: (text) => text });
}

/** The command that answers a text. */
async function command({ name, text, tool }: Given): Promise<readonly string[]> {
  return ['apply', '--library', library, '--tool', tool.id, '--input', await file(folder, name, text)];
}

for (const one of [
  ...furtherColumns,
  ...preambles,
  ...places,
  ...columns,
  ...ofOneTool,
  ...strayQuotes,
  ...stacked,
  ...bareLines,
  ...marked,
  ...json,
  ...jsonByHand,
  ...markdown,
  ...long,
])
  test(`answered alike on every way, ${one.name}: ${one.what}`, async () => {
    const { plan, ...came } = await inMemory(one, byOne(one));
    assert.deepEqual([plan, came.text, came.listed], [one.plan, one.written, one.listed ?? []]);
    const kept = one.fillsNull ? one.text.replaceAll('null', '') : one.text;
    if (!one.said?.overwrite) assert.ok(holds(came.text, kept), 'it can only insert');

    for (const way of [asText, asFile]) {
      const { code, err, ...other } = await way(folder, one, await command(one));
      assert.deepEqual({ text: other.text, listed: other.listed }, came, err);
      assert.equal(code, came.listed.length === 0 ? 0 : 1, err);
    }
    if (!one.onlyNamed) assert.equal((await inMemory(one, byBest(one))).text, came.text, 'by the best tool');
  });

for (const one of [...askedOfTables, ...askedOfJson])
  test(`asked on every way, and nothing written, ${one.name}: ${one.what}`, async () => {
    for (const answerer of [byOne(one), byBest(one)]) {
      const found = await planned(one, answerer);
      if (found.kind !== 'question') assert.fail(JSON.stringify(found));
      assert.deepEqual(
        found.question.choices.map(({ said }) => optionsText(said)),
        one.asks,
      );
    }
    for (const way of [asText, asFile]) {
      const { code, err, text } = await way(folder, one, await command(one));
      assert.deepEqual([code, text], [2, ''], err);
      for (const option of one.asks) assert.ok(err.includes(option), err);
      // Each of the options does when it is typed.
      for (const option of one.asks) {
        const said = { columns: [option.replace('--column ', '')] };
        const typed = await way(folder, { ...one, said }, await command(one));
        assert.equal(typed.code, 0, typed.err);
      }
    }
  });

/** True where all of a text stands in another, in order. */
function holds(whole: string, part: string): boolean {
  let at = 0;
  for (const character of part) {
    at = whole.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
