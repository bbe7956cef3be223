import assert from 'node:assert/strict';
import { datesText, rightReply, wrongReply } from './dates.mjs';

const heldOut = ['2014-06-30', '1987-12-09', '2010-05-25'];

export const cases = {
  'a hint is sent, and what will be sent is what is sent': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    const hint = 'Years have four digits, always.';
    host.model.script(host.play.answer(rightReply));
    await window.openFile('dates.txt');
    await window.select(1, 6);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    await window.pick(/Add a Hint/);
    await window.waitForPick(/Anything the examples do not show/);
    await window.type(hint);
    const before = host.model.seen.length;
    const pick = await window.waitForPick(/6 examples/);
    assert.equal(pick.items.find(({ label }) => /Add a Hint/.test(label)).description, hint);
    await window.pick(/What Will Be Sent/);
    const shown = await window.shownText('What Will Be Sent', hint);
    for (const held of heldOut) assert.ok(!shown.includes(held), 'held-out answers stay here');
    await window.waitForPick(/Nothing is sent before you choose Make the Tool/);
    await window.pick(/Cost Estimate/);
    assert.match(await window.shownText('Cost Estimate'), /\.\n\n/);
    await window.waitForPick(/Nothing is sent before you choose Make the Tool/);
    await window.picture('what-will-be-sent');
    assert.equal(host.model.seen.length, before, 'to look is not to send');
    await window.pick(/Make the Tool/);
    await window.notification(/Made/);
    const sent = host.model.seen
      .at(-1)
      .body.messages.map(({ role, content }) => `# ${role}\n\n${content}`)
      .join('\n\n');
    assert.equal(sent, shown);
    await window.notificationButton(/Made/, 'Open Tool');
    await window.panel().getByText(hint).first().waitFor({ timeout: 40_000 });
  },

  'a model that took the place of the one that was named, while the question stood, is not asked': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    const before = host.model.seen.length;
    await window.openFile('dates.txt');
    await window.select(1, 6);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    const { items } = await window.waitForPick(/6 examples/);
    assert.match(items.find(({ label }) => /Make the Tool/.test(label)).description, /strong/);
    await window.inHost((vscode) =>
      vscode.workspace
        .getConfiguration('toolsmith')
        .update('maker.model', 'another', vscode.ConfigurationTarget.Global)
        .then(() => true),
    );
    await window.pick(/Make the Tool/);
    await window.notification(/The models were changed meanwhile: nothing was sent\. Make the tool again\./);
    assert.equal(host.model.seen.length, before, 'nothing was sent');
  },

  'another notation reads the same lines the other way round': async (host) => {
    const swapped = datesText
      .split('\n')
      .slice(0, 6)
      .map((line) => line.split(' => ').reverse().join(','))
      .join('\n');
    const window = await host.window({ files: { 'dates.csv': `${swapped}\n` } });
    host.model.script(host.play.answer(rightReply));
    await window.openFile('dates.csv');
    await window.select(1, 6);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    await window.waitForPick(/6 examples from CSV without a header, answer in column 2/);
    await window.pick(/Change Notation/);
    const notations = await window.waitForPick(/How is the text to be read/);
    const other = notations.items.find(({ label }) => label === 'CSV without a header, answer in column 1');
    assert.equal(other.description, '6 examples of 6 problems');
    assert.match(other.detail, /3 March 2021\s+⇒\s+2021-03-03/);
    await window.pick('CSV without a header, answer in column 1');
    await window.waitForPick(/6 examples from CSV without a header, answer in column 1/);
    await window.pick(/Make the Tool/);
    assert.match(await window.notification(/Made/), /6 of 6/);
  },

  'a making by hand: prompts go to the clipboard, replies come from it, no server is asked': async (host) => {
    const window = await host.window({
      files: { 'dates.txt': datesText },
      settings: { 'toolsmith.maker.provider': 'byHand' },
    });
    const before = host.model.seen.length;
    await window.openFile('dates.txt');
    await window.select(1, 6);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    await window.pick(/Make the Tool/);
    await window.waitForPick(/by hand: propose/i);
    const proposing = await window.clipboard();
    assert.match(proposing, /3 March 2021/);
    await window.pick(/Take the Reply/);
    await window.waitForPick(/still holds the prompt/);
    await window.setClipboard(wrongReply);
    await window.pick(/Take the Reply/);
    await window.waitForPick(/by hand: repair/i);
    const repairing = await window.clipboard();
    assert.match(repairing, /1999-10-07/, 'what failed is in the prompt');
    for (const held of heldOut) assert.ok(!`${proposing}${repairing}`.includes(held), 'held-out answers stay here');
    await window.setClipboard('   ');
    await window.pick(/Take the Reply/);
    await window.waitForPick(/clipboard is empty/);
    await window.pick(/Show the Prompt/);
    assert.equal(await window.shownText('Prompt'), repairing);
    await window.pick(/Copy the Prompt Again/);
    await window.waitForPick(/Copied again/);
    assert.equal(await window.clipboard(), repairing);
    await window.setClipboard(rightReply);
    await window.pick(/Take the Reply/);
    assert.match(await window.notification(/Made/), /6 of 6, 3 never seen by the maker/);
    assert.equal(host.model.seen.length, before);
  },
};
