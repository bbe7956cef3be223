import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../until.mjs';
import { datesText } from './dates.mjs';
import { makeDates } from './main-job.mjs';

const name = 'Long dates to ISO dates';
const id = 'long-dates-to-iso-dates';

/** A window with the tool of dates, and its panel. */
async function withPanel(host, settings = {}) {
  const window = await host.window({ files: { 'dates.txt': datesText }, settings });
  await window.openLibrary();
  await makeDates(host, window);
  await window.notificationButton(/Made/, 'Open Tool');
  const panel = window.panel();
  await panel.locator('h1', { hasText: name }).waitFor({ timeout: 40_000 });
  await window.clearNotifications();
  return { window, panel };
}

/** The box with a placeholder; the component that it stands in has the same one. */
const box = (panel, placeholder) => panel.locator('textarea').and(panel.getByPlaceholder(placeholder));

/** The headings of what is in sight, in order. */
const headings = (panel) =>
  panel
    .locator('main :is(h1, h2)')
    .evaluateAll((all) => all.filter((one) => one.checkVisibility()).map(({ textContent }) => textContent));

/** Opens the code of a tool from the palette. */
export async function openCode(window, tool = name) {
  await window.command('Toolsmith: Open Tool Code');
  await window.pick(tool);
  await until('the code is in front', () =>
    window.inHost((vscode) => vscode.window.activeTextEditor?.document.uri.scheme === 'toolsmith-tool'),
  );
}

/** Puts another text into the editor in front, as if it was typed, and saves it. */
export async function saveAs(window, text) {
  await window.inHost(async (vscode, to) => {
    const { document } = vscode.window.activeTextEditor;
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, whole, to);
    await vscode.workspace.applyEdit(edit);
    // Not awaited: what is said meanwhile is looked for.
    void document.save();
    return true;
  }, text);
}

export const cases = {
  'the panel leads with its examples, of which it is stored that they pass; one more is added and verified': async (
    host,
  ) => {
    const { window, panel } = await withPanel(host);
    assert.deepEqual(await headings(panel), [
      name,
      'Examples',
      'Try a Problem',
      'Code',
      'Arguments',
      'Origin',
      'How It Was Made',
      'What It Cost and Saved',
    ]);
    await until('every example has its verdict', async () => (await panel.getByText('as expected').count()) === 6);
    await panel.locator('vscode-button', { hasText: 'Add Example' }).click();
    await box(panel, /^The problem/).fill('5 May 2005');
    await box(panel, /answer exactly/).fill('2005-05-05');
    await window.picture('panel-example');
    await panel.locator('vscode-button', { hasText: 'Save and Verify' }).click();
    await until('there are seven', async () => (await panel.getByText('as expected').count()) === 7);
    await window.waitForTree([`${name}, verified: 7 of 7, 4 never seen by the maker`]);
    assert.ok(!(await panel.locator('.form').isVisible()), 'the form is gone');
  },

  'an answer that is wrong is corrected: the tool is a draft that leads with what failed, and is gone on with': async (
    host,
  ) => {
    const { window, panel } = await withPanel(host);
    await box(panel, /^Type or paste a problem/).fill('5 May 2005');
    await panel.locator('vscode-button', { hasText: 'Try It' }).click();
    await panel.locator('vscode-button', { hasText: 'This Answer Is Wrong…' }).click();
    await until(
      'what it answered is there to be corrected',
      async () => (await box(panel, /answer exactly/).inputValue()) === '2005-05-05',
    );
    await box(panel, /answer exactly/).fill('5.5.2005');
    await box(panel, /answer exactly/).press('Control+Enter');
    await panel.locator('h2', { hasText: 'What Failed' }).waitFor({ timeout: 40_000 });
    assert.deepEqual((await headings(panel)).slice(0, 3), [name, 'What Failed', 'Examples']);
    const failed = await panel.locator('.failure').innerText();
    for (const part of ['5 May 2005', '5.5.2005', '2005-05-05']) assert.ok(failed.includes(part), failed);
    await window.waitForTree([`${name}, draft: 6 of 7`]);
    await window.picture('panel-draft');
    // What failed is there again in a window that has not seen it fail.
    await window.reload();
    await panel.locator('.failure').waitFor({ timeout: 60_000 });
    await panel.locator('vscode-button', { hasText: 'Continue Making…' }).click();
    await window.waitForPick(/7 examples/);
    await window.dismiss();
    await panel.locator('.failure').getByRole('button', { name: 'Edit example 7' }).click();
    await panel.locator('vscode-button', { hasText: 'Remove Example' }).click();
    await window.waitForTree([`${name}, verified: 6 of 6, 3 never seen by the maker`]);
    assert.ok(!(await panel.locator('h2', { hasText: 'What Failed' }).isVisible()));
  },

  'the code is a JavaScript document: saving verifies it and makes a version, which is compared in a diff': async (
    host,
  ) => {
    const { window, panel } = await withPanel(host, { 'toolsmith.library.keepInFolder': true });
    await panel.locator('vscode-button', { hasText: 'Open Code' }).click();
    const original = await window.waitForText(/function solve/);
    assert.equal(await window.inHost((vscode) => vscode.window.activeTextEditor?.document.languageId), 'javascript');
    await saveAs(window, `// Checked by hand.\n${original}`);
    await window.waitForTree([`${name}, verified: 6 of 6 passed, none unseen`]);
    const stored = (file) => readFile(join(host.folder, '.toolsmith', id, file), 'utf8');
    assert.deepEqual([await stored('v1.js'), await stored('v2.js')], [original, `// Checked by hand.\n${original}`]);
    await window.command('Toolsmith: Compare Tool Versions');
    await window.pick(name);
    await window.pick('Version 1');
    const diff = await window.waitForDiff(/version 1 ↔ current/);
    assert.deepEqual([diff.original, diff.modified], [original, `// Checked by hand.\n${original}`]);
    await window.picture('versions');
    await openCode(window);
    await saveAs(window, original.replace('String(day)', 'String(day % 10)'));
    await window.notification(/is saved as a draft, which is not applied: \d of 6 examples pass/);
    await window.notificationButton(/saved as a draft/, 'Show What Failed');
    await panel.locator('.failure').first().waitFor({ timeout: 40_000 });
    assert.ok(!JSON.parse(await stored('tool.json')).versions[3], 'a draft by hand is one version');
    await openCode(window);
    await saveAs(window, original);
    await window.waitForTree([`${name}, verified: 6 of 6 passed, none unseen`]);
  },

  'code that was changed by other hands is not shown as a document, nor saved over, before it was reviewed': async (
    host,
  ) => {
    const { window, panel } = await withPanel(host, { 'toolsmith.library.keepInFolder': true });
    await panel.locator('vscode-button', { hasText: 'Open Code' }).click();
    const original = await window.waitForText(/function solve/);
    const file = join(host.folder, '.toolsmith', id, 'v1.js');
    await writeFile(file, `// \u200B\n${original}`);
    await window.waitForTree([`${name}, not approved here`]);
    await saveAs(window, `${original}// mine`);
    await window.notification(/Failed to save .*Review and approve it/);
    assert.equal(await readFile(file, 'utf8'), `// \u200B\n${original}`);
    await window.clearNotifications();
    await window.openTab(name);
    await panel.locator('vscode-button', { hasText: 'Review and Approve…' }).waitFor({ timeout: 40_000 });
    await panel.locator('vscode-button', { hasText: 'Open Code' }).click();
    await window.waitForPick(/was not made on this machine/);
    await window.waitForText(/‹zero-width space›/);
    await window.pick(/Not Now/);
    await window.notification(/is not used/);
  },
};
