import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const schema = { type: 'object', properties: { price: { type: 'number' } }, required: ['price'] };

/** A maker's reply: a tool that rounds prices, by this rule, and what it says beside it. */
function reply(rule, remarks = {}, sign = '') {
  const manifest = { name: 'Whole pounds', description: 'Rounds prices.', schema, demonstrations: [{ price: 2.1 }] };
  return `\`\`\`json
${JSON.stringify({ ...manifest, ...remarks })}
\`\`\`
\`\`\`js
function parse(p) { const m = /^price (${sign}\\d+\\.\\d+)$/.exec(p); return m ? { price: Number(m[1]) } : null; }
function solve({ price }) { return ${rule}; }
\`\`\``;
}

const carefully = 'price % 1 === 0.5 ? null : String(Math.round(price))';
const up = 'String(Math.round(price))';
const solved = 'price 2.10 => 2\nprice 3.20 => 3\nprice 8.90 => 9\nprice 1.80 => 2\n';
const text = `${solved}price 4.50\nprice -1.20\nprice 6.30\n`;

/** Asks for a tool from all of the text, up to what was understood of it. */
async function understood(window, lines = 7) {
  await window.openFile('prices.txt');
  await window.select(1, lines);
  await window.contextMenu('Toolsmith', 'Make Tool from Selection');
  return window.waitForPick(/4 examples/);
}

export const cases = {
  'shows the problems that wait, puts the maker’s question, and extends the tool to what it leaves': async (host) => {
    const window = await host.window({ files: { 'prices.txt': text } });
    await window.openLibrary();
    const question = { questions: [1, 2, 3].map((unanswered) => ({ unanswered, answers: ['5', '4'] })) };
    host.model.script(host.play.answer(reply(carefully, question)), host.play.answer(reply(up)));
    const pick = await understood(window);
    assert.match(JSON.stringify(pick.items), /3 Problems without an Answer in View/);
    await window.picture('making-data-in-view');
    await window.pick(/Make the Tool/);
    const asked = await window.waitForPick(/What is right for price/);
    assert.match(JSON.stringify(asked.items), /Something Else.*Leave It Out/);
    await window.picture('making-question');
    await window.pick(/^5$/);
    const second = await window.waitForPick(/What is right for price/);
    assert.ok(second);
    await window.pick(/Leave It Out/);
    await window.notification(/Made/);
    await window.picture('making-extend-offer');
    host.model.script(host.play.answer(reply(up, {}, '-?')));
    await window.notificationButton(/Made/, /Extend to \d It Leaves/);
    await window.waitForPick(/Left are/);
    await window.picture('extend-consent');
    await window.pick(/Send Them/);
    await window.notification(/is extended: version 2 answers 1 of the 1/);
    assert.equal(await readFile(join(host.folder, 'prices.txt'), 'utf8'), text);
  },

  'offers a tool that answers all examples already, and sends nothing': async (host) => {
    const window = await host.window({ files: { 'prices.txt': text } });
    host.model.script(host.play.answer(reply(up)));
    await understood(window, 4);
    await window.pick(/Make the Tool/);
    await window.notification(/Made/);
    await window.clearNotifications();
    const sent = host.model.seen.length;
    await window.select(1, 4);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    await window.notification(/answers all 4 examples already/);
    await window.picture('making-known');
    await window.notificationButton(/answers all/, /Apply It Instead/);
    await window.reviewMessage(/Nothing is written yet/);
    assert.equal(host.model.seen.length, sent);
  },
};
