import assert from 'node:assert/strict';
import { pasteReply } from '../by-hand.mjs';
import { until } from '../until.mjs';
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
    await window.unfold('Origin');
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

  'a making by hand: a document has the prompt, checks the reply as it is pasted, and outlives a bad one, other quick inputs and a reload':
    async (host) => {
      const window = await host.window({
        files: { 'dates.txt': datesText },
        settings: { 'toolsmith.maker.provider': 'byHand' },
      });
      const before = host.model.seen.length;
      const start = async () => {
        await window.openFile('dates.txt');
        await window.select(1, 6);
        await window.contextMenu('Toolsmith', 'Make Tool from Selection');
        await window.pick(/Make the Tool/);
        await window.waitForText(/# By hand: propose/);
      };
      const lens = (title) =>
        window.page.locator('.codelens-decoration').getByText(title).filter({ visible: true }).first();
      const paste = (reply) => pasteReply(window, reply);
      await start();
      const proposing = await window.clipboard();
      assert.match(proposing, /3 March 2021/);
      assert.ok((await window.editorText()).includes(proposing), 'the prompt is in the document');
      await lens(/Paste the whole reply/).waitFor({ timeout: 40_000 });
      await paste('Sure! Here is your tool: it reads dates.');
      await lens(/Missing: The reply has no js block/).waitFor({ timeout: 40_000 });
      await window.picture('by-hand-bad-paste');
      await paste(proposing);
      await lens(/This is the prompt itself/).waitFor({ timeout: 40_000 });
      await window.setClipboard('');
      await lens(/Copy the Prompt/).click();
      await until('the prompt is on the clipboard', async () => (await window.clipboard()) === proposing);
      // Another box on top ends nothing.
      await window.command('Toolsmith: Set Up Models');
      await window.waitForPick(/Which of the two/);
      await window.dismiss();
      const half = rightReply.slice(0, rightReply.indexOf('```js\n')).trim();
      await paste(half);
      await lens(/Missing: The reply has no js block\./).waitFor({ timeout: 40_000 });
      await window.reload();
      await window.waitForText(/# By hand: propose/);
      assert.ok((await window.editorText()).includes(half), 'what was pasted is there');
      await window.picture('by-hand-reloaded');
      await paste(wrongReply);
      await start();
      // What stood there is taken at once; what failed is in the next prompt.
      await window.waitForText(/# By hand: repair/);
      const repairing = await window.clipboard();
      assert.match(repairing, /1999-10-07/, 'what failed is in the prompt');
      for (const held of heldOut) assert.ok(!`${proposing}${repairing}`.includes(held), 'held-out answers stay here');
      await paste(rightReply);
      assert.match(await window.notification(/Made/), /6 of 6, 3 never seen by the maker/);
      assert.deepEqual(
        (await window.tabs()).filter((tab) => /[\da-f]{16}\.md/.test(tab)),
        [],
        'what was taken is closed',
      );
      assert.equal(host.model.seen.length, before);
    },

  'examples are marked in the editor, shown and held out, and columns are chosen by name': async (host) => {
    const text = 'id;title;slug\n1;Red Fox;red-fox\n2;Old Oak Tree;old-oak-tree\n3;Blue Sky;blue-sky\n4;Grey Wolf;\n';
    const window = await host.window({ files: { 'pages.csv': text } });
    await window.openFile('pages.csv');
    await window.select(1, 5);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    await window.waitForPick(/3 examples from CSV/);
    const marks = await until('the examples are marked', async () => {
      const found = await window.page
        .locator('.editor-group-container.active .view-line span[class*="ced-"]')
        .evaluateAll((spans) =>
          spans
            .map((span) => getComputedStyle(span, '::after').content)
            .filter((content) => /shown|held/.test(content)),
        );
      return found.length === 3 && found.sort();
    });
    assert.match(marks.join(), /held out.*shown to the model.*shown to the model/);
    await window.picture('marked-examples');
    await window.pick('Choose Columns');
    await window.waitForPick(/What does the tool read/);
    await window.pickOnly('title');
    await window.waitForPick(/What is its answer to title/);
    await window.pick('slug');
    const pick = await window.waitForPick(/3 examples from CSV.*\(title ⇒ slug\)/);
    assert.match(pick.placeholder, /^Red Fox\s+⇒\s+red-fox: 2 shown, 1 held out/);
    assert.equal(pick.items.find(({ label }) => label === 'Choose Columns').description, 'title ⇒ slug');
    await window.picture('columns-by-name');
  },
};
