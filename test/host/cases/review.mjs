import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../until.mjs';
import { datesText } from './dates.mjs';
import { makeDates } from './main-job.mjs';

/** Makes the tool of dates and opens the answers of the rest of a document for review. */
async function review(host, { text, user = false } = {}) {
  const window = await host.window({ files: { 'dates.txt': text ?? datesText }, user });
  await makeDates(host, window);
  await window.notificationButton(/Made/, /Apply to/);
  await window.waitForDiff(/dates.txt ↔ Answers/);
  await window.clearNotifications();
  return window;
}

const answered = datesText
  .replace('4 July 1976', '4 July 1976 => 1976-07-04')
  .replace('12 February 2024', '12 February 2024 => 2024-02-12');

export const cases = {
  'answers are reviewed in the document itself, with what needs a look beside it': async (host) => {
    const window = await review(host);
    const { original, modified } = await window.waitForDiff(/dates.txt ↔ Answers/);
    assert.deepEqual([original, modified], [datesText, answered]);
    await window.reviewMessage(/2 answered, 1 not recognized; 1 needs a look\. Nothing is written yet/);
    const rows = await until('the rows are listed', async () => {
      const all = await window.treeItems();
      const from = all.findIndex(({ label }) => label === 'Write 2 Answers');
      return from >= 0 && all.length > from + 4 && all.slice(from);
    });
    assert.deepEqual(
      rows.map(({ label, description }) => `${label} ${description}`.trim()),
      [
        'Write 2 Answers',
        'Ask the Light Model for 1 Row…',
        'Not Recognized 1',
        '31 November 2020 not recognized · line 9',
        'Answered 2',
      ],
    );
    assert.deepEqual(await window.notifications(), [], 'what is in sight is not said');
    await window.picture('review');
    await window.treeMenu('31 November 2020', 'This Answer Is Wrong…');
    await window.waitForPick(/31 November 2020/);
    await window.type('no such day');
    await window.waitForText(/31 November 2020 => no such day/);
    await window.treeItem('Answered').click();
    await window.treeItem('Answered').press('ArrowRight');
    await window.treeAction('4 July 1976', 'Leave as It Is');
    await window.waitForText(/4 July 1976\n/);
    await window.picture('review-decided');
    await window.treeAction('4 July 1976', 'Keep Answer');
    await window.waitForText(/4 July 1976 => /);
    await window.inHost((vscode) =>
      vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup').then(() => true),
    );
    await window.page.keyboard.press('Control+Enter');
    await window.notification(/Wrote 3 answers/);
    await window.save();
    assert.equal(
      await readFile(join(host.folder, 'dates.txt'), 'utf8'),
      answered.replace('31 November 2020', '31 November 2020 => no such day'),
    );
  },

  'by the keyboard: F8 goes to what needs a look, Escape discards, and decisions come back': async (host) => {
    const window = await review(host);
    await window.page.locator('.monaco-diff-editor .editor.modified').click();
    await window.page.keyboard.press('F8');
    await until('the cursor is in line 9', () =>
      window.inHost((vscode) => vscode.window.activeTextEditor?.selection.active.line === 8),
    );
    await window.command('Toolsmith: Leave as It Is');
    await window.reviewMessage(/1 not recognized\. Nothing is written yet/);
    await window.page.locator('.monaco-diff-editor .editor.modified .view-line').first().click();
    await window.page.keyboard.press('Escape');
    await window.notificationButton(/Discarded the answers with 1 decision of yours/, 'Bring Them Back');
    await window.waitForDiff(/dates.txt ↔ Answers/);
    await window.page.locator('.monaco-diff-editor .editor.modified .view-line').first().click();
    await window.page.keyboard.press('Control+Enter');
    await window.notification(/Wrote 2 answers/);
    assert.equal(await window.editorText(), answered);
  },

  'a review outlives a reload of the window with its decisions': async (host) => {
    const window = await review(host);
    await window.treeMenu('31 November 2020', 'This Answer Is Wrong…');
    await window.type('no such day');
    await window.waitForText(/no such day/);
    await window.reload();
    const { modified } = await window.waitForDiff(/dates.txt ↔ Answers/);
    assert.match(modified, /31 November 2020 => no such day/);
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 3 answers/);
    assert.match(await window.editorText(), /4 July 1976 => 1976-07-04\n31 November 2020 => no such day/);
  },

  'ten thousand rows open for review at once': async (host) => {
    const days = Array.from({ length: 10_000 }, (_, at) => `${(at % 28) + 1} May ${1_000 + Math.floor(at / 28)}`);
    const window = await host.window({ files: { 'dates.txt': datesText, 'many.txt': `${days.join('\n')}\n` } });
    await makeDates(host, window);
    await window.clearNotifications();
    await window.openFile('many.txt');
    await window.command('Select All');
    await window.command('Toolsmith: Apply Best Tool');
    await window.waitForDiff(/many.txt ↔ Answers/);
    await window.reviewMessage(/10,000 answered/);
    const { took } = await window.inHost(async (vscode) => {
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab;
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
      const start = Date.now();
      await vscode.commands.executeCommand('vscode.diff', input.original, input.modified, 'again', { preview: false });
      return { took: Date.now() - start };
    });
    console.log(`  10,000 rows: the diff opens in ${took} ms`);
    await window.picture('review-many');
  },

  'rows without an answer are selected in their document, from the review and after writing': async (host) => {
    const text = datesText.replace('12 February 2024', 'no date\n12 February 2024');
    const window = await review(host, { text });
    await window.reviewMessage(/2 answered, 2 not recognized/);
    await window.titleMenu('Select Unanswered Rows');
    const before = await window.waitForSelections(['31 November 2020', 'no date']);
    assert.deepEqual(
      before.map(({ from }) => from),
      [
        [9, 1],
        [10, 1],
      ],
    );
    await window.openTab(/↔ Answers/);
    await window.titleButton('Write Answers');
    await window.notificationButton(/Wrote 2 answers/, 'Select Them');
    await window.waitForSelections(['31 November 2020', 'no date']);
    assert.match(await window.editorText(), /4 July 1976 => 1976-07-04/);
  },
};
