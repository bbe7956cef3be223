/**
 * Proves the harness itself: drives the probe extension through every move, and prints each as passed or failed.
 *
 *     node test/host/harness-check.mjs [installed] [developed] [restricted] [suite]      all four unless named
 *
 * Screenshots go to .vscode-test/harness-check/.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideBrowser } from './editor.mjs';
import { cacheFolder, projectFolder, run } from './provision.mjs';
import { runInEditor } from './run-in-editor.mjs';
import { launchBrowser, openWindow, startServer } from './session.mjs';
import { until } from './until.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const probe = join(here, 'fixtures', 'probe-extension');
const pictures = join(cacheFolder, 'harness-check');
const count = { passed: 0, failed: 0 };
const text = [
  'one fish',
  'two fish',
  '  red fish',
  '',
  'a line that is much longer than the window is wide '.repeat(8).trim(),
  'blue fish',
  '',
].join('\n');

let current;
/** One move, as one check; a failure leaves a picture. */
async function check(title, body) {
  const start = Date.now();
  try {
    await body();
    count.passed += 1;
    console.log(`passed: ${title} (${((Date.now() - start) / 1_000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    count.failed += 1;
    console.log(`FAILED: ${title}: ${error.stack ?? error}${error.cause ? `\n  because: ${error.cause}` : ''}`);
    await current?.screenshot(join(pictures, `failed-${count.failed}.png`)).catch(() => undefined);
    await current?.page.keyboard.press('Escape').catch(() => undefined);
    return false;
  }
}

async function workspace() {
  const folder = await mkdtemp(join(tmpdir(), 'toolsmith-probe-'));
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'fish.txt'), text);
  await writeFile(join(folder, 'sub', 'fish.txt.bak'), 'another');
  return folder;
}

/** Everything, in a window where the extension is installed from its package. */
async function installed(browser) {
  const vsix = join(pictures, 'probe.vsix');
  await check('package the probe', async () => {
    const { code, output } = await run(
      process.execPath,
      [
        join(projectFolder, 'node_modules', '@vscode', 'vsce', 'vsce'),
        'package',
        '--no-dependencies',
        '--allow-missing-repository',
        '--skip-license',
        '--out',
        vsix,
      ],
      { cwd: probe },
    );
    assert.equal(code, 0, output);
  });
  const folder = await workspace();
  let server;
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let w;
  const started = await check('start a server with the package, open a dark window', async () => {
    server = await startServer({ vsix, workspace: folder, settings: { 'probe.machine': 'from the machine' } });
    w = current = await openWindow(browser, server);
  });
  if (!started) return server?.stop();
  await check('settings of the machine and of the user', async () => {
    const { machine, theme } = await w.inHost((vscode) => ({
      machine: vscode.workspace.getConfiguration().inspect('probe.machine'),
      theme: vscode.workspace.getConfiguration().get('workbench.colorTheme'),
    }));
    assert.match(JSON.stringify(machine), /from the machine/);
    assert.match(theme, /Dark Modern/);
    await server.writeUserSettings({ 'probe.machine': 'from the user' });
    assert.equal(
      await w.inHost((vscode) => vscode.workspace.getConfiguration().get('probe.machine')),
      'from the machine',
    );
  });
  await check('openFile', () => w.openFile('fish.txt'));
  await check('openFile by path', async () => {
    await w.openFile('sub/fish.txt.bak');
    assert.equal(await w.editorText(), 'another');
    await w.openFile('fish.txt');
  });
  await check('editorText', async () => assert.equal(await w.editorText(), text));
  await check('goTo', async () => {
    await w.goTo(3, 5);
    assert.deepEqual(
      (await w.selections()).map(({ from }) => from),
      [[3, 5]],
    );
  });
  await check('select lines, indented and wrapped ones too', async () => {
    await w.select(3, 5);
    assert.deepEqual(
      (await w.selections()).map((selection) => selection.text),
      [text.split('\n').slice(2, 5).join('\n')],
    );
  });
  await check('select several ranges', async () => {
    await w.select([1, 2], [6, 6]);
    assert.deepEqual(
      (await w.selections()).map((selection) => selection.text),
      ['one fish\ntwo fish', 'blue fish'],
    );
  });
  await check('select an exact range', async () => {
    await w.select({ from: [1, 5], to: [2, 4] });
    assert.deepEqual(
      (await w.selections()).map((selection) => selection.text),
      ['fish\ntwo'],
    );
  });
  await check('contextMenuLabels', async () => {
    await w.select(1);
    assert.deepEqual(await w.contextMenuLabels('Probe'), ['Make Upper Case', 'Notify']);
    assert.ok((await w.contextMenuLabels()).includes('Paste'));
  });
  await check('contextMenu with a submenu', async () => {
    await w.select([1], [6]);
    await w.contextMenu('Probe', 'Make Upper Case');
    await w.waitForText('ONE FISH');
    assert.equal((await w.editorText()).split('\n')[5], 'BLUE FISH');
  });
  await check('contextMenu says what it offers instead', () =>
    assert.rejects(w.contextMenu('Probe', 'Make Tea'), /It offers: Make Upper Case \| Notify/),
  );
  await check('save, tabs', async () => {
    const dirty = () => w.tabs().then((tabs) => tabs.find(({ active }) => active).dirty);
    await until('the tab shows unsaved changes', dirty);
    await w.save();
    assert.equal((await readFile(join(folder, 'fish.txt'), 'utf8')).split('\n')[0], 'ONE FISH');
    await until('the tab shows none', async () => !(await dirty()));
  });
  await check('command, quickPick', async () => {
    await w.command('Probe: Ask for One…');
    const pick = await w.waitForPick(/One Letter/);
    assert.equal(pick.title, 'One Letter (1/1)');
    assert.equal(pick.placeholder, 'Which letter?');
    assert.equal(pick.items.length, 61);
    const { label, description, detail } = pick.items[0];
    assert.deepEqual(
      { label, description, detail },
      { label: 'Alpha', description: 'the first', detail: 'Begins the alphabet.' },
    );
    assert.equal(pick.items[60].label, 'Letter 60');
    assert.equal(pick.items[1].separator, 'Others');
    await w.screenshot(join(pictures, 'dark-quick-pick.png'));
  });
  await check('pick far down, notification as a toast', async () => {
    await w.pick('Letter 6');
    assert.match(await w.notification(/Picked/), /Picked Letter 6$/m);
    assert.ok(await w.page.locator('.notification-toast').first().isVisible());
    await w.clearNotifications();
    await w.command('Probe: Ask for One');
    await w.pick('Letter 58');
    await w.notification('Picked Letter 58');
    await w.clearNotifications();
  });
  await check('pickMany', async () => {
    await w.command('Probe: Ask for One and All');
    assert.deepEqual(
      (await w.quickPick()).items.map(({ checked }) => checked),
      [false, false, true],
    );
    await w.pickMany('Red');
    await w.notification('Picked Red and Blue');
    await w.clearNotifications();
  });
  await check('inputBox, fill, type', async () => {
    await w.command('Probe: Name It');
    const box = await w.inputBox();
    assert.deepEqual([box.title, box.value, box.placeholder], ['Name', 'thing', 'a name']);
    assert.match(box.message, /What is it called\?/);
    await w.fill('two words');
    await w.waitForPick(/No blanks, please/);
    await w.type('word');
    await w.notification('Named word');
    await w.clearNotifications();
  });
  await check('dismiss', async () => {
    await w.command('Probe: Name It');
    await w.dismiss();
    await w.notification('Named nothing');
    await w.clearNotifications();
  });
  await check('offersCommand', async () => {
    assert.equal(await w.offersCommand('Probe: Notify'), true);
    assert.equal(await w.offersCommand('Probe: Never Offered'), false);
  });
  await check('an unknown command fails', () =>
    assert.rejects(w.command('Probe: Make Tea'), /in vain until the list offers/),
  );
  await check('notifications, notificationAction', async () => {
    await w.dismiss();
    await w.command('Probe: Notify');
    await w.notification(/decided/);
    await w.screenshot(join(pictures, 'dark-toast.png'));
    const [one] = await w.notifications();
    assert.deepEqual(one, {
      text: 'Something is to be decided.',
      severity: 'warning',
      source: one.source,
      buttons: ['Decide', 'Leave It'],
      progress: false,
    });
    await w.notificationAction(/decided/, 'Leave It');
    await w.notification('Answered Leave It');
    await w.clearNotifications();
    assert.deepEqual(await w.notifications(), []);
  });
  await check('cancelProgress', async () => {
    await w.command('Probe: Work Slowly');
    assert.match(await w.notification(/Working slowly/), /step 1 of 9/);
    await w.cancelProgress(/Working slowly/);
    await w.notification('Work was cancelled');
    await w.clearNotifications();
  });
  await check('dialog, dialogButton', async () => {
    await w.command('Probe: Confirm');
    const dialog = await w.dialog();
    assert.equal(dialog.message, 'Really?');
    assert.equal(dialog.detail, 'It cannot be undone.');
    assert.ok(dialog.buttons.includes('Do It'));
    await w.dialogButton('Do It');
    await w.notification('Confirmed Do It');
    await w.clearNotifications();
  });
  await check('openView, treeItems', async () => {
    await w.openView('Probe');
    await w.treeItem('Second thing').waitFor();
    assert.deepEqual(
      (await w.treeItems('Things')).map(({ label, description, level }) => [label, description, level]),
      [
        ['First thing', 'small', 1],
        ['Part of the first', '', 2],
        ['Second thing', 'large', 1],
      ],
    );
    assert.equal((await w.tree()).length, 3);
  });
  await check('welcome', async () => assert.match(await w.welcome(), /Nothing is here/));
  await check('treeAction', async () => {
    await w.treeAction('Second thing', 'Press');
    await w.notification('Pressed Second thing');
    await w.clearNotifications();
  });
  await check('treeMenu', async () => {
    assert.deepEqual(await w.treeMenuLabels('Second thing'), ['Notify']);
    await w.treeMenu('Part of the first', 'Notify');
    await w.notification(/decided/);
    await w.clearNotifications();
  });
  await check('viewAction', async () => {
    // The command of a view's title is handed the row that has the focus, if any.
    await w.viewAction('Things', 'Press');
    await w.notification('Pressed Part of the first');
    await w.clearNotifications();
  });
  await check('titleButton', async () => {
    await w.titleButton('Press');
    await w.notification('Pressed no thing');
    await w.clearNotifications();
  });
  await check('statusBar, statusBarItem', async () => {
    assert.ok((await w.statusBar()).some((item) => item.text === 'Probe is on'));
    await w.statusBarItem('Probe is on');
    await w.notification(/decided/);
    await w.clearNotifications();
  });
  await check('diffEditor', async () => {
    assert.equal(await w.diffEditor(), undefined);
    await w.command('Probe: Show Difference');
    assert.deepEqual(await w.waitForDiff(/Left/), {
      title: 'Left ↔ Right',
      original: 'one\ntwo\n',
      modified: 'one\n2\nthree\n',
    });
    await w.screenshot(join(pictures, 'dark-diff.png'));
  });
  await check('webview', async () => {
    await w.command('Probe: Open Page');
    await w.webview().locator('#text').fill('a greeting');
    await w.screenshot(join(pictures, 'dark-webview.png'));
    await w.webview().getByRole('button', { name: 'Send' }).click();
    await w.notification('The page sent a greeting');
    await w.clearNotifications();
  });
  await check('command while a webview has the focus', async () => {
    await w.webview().locator('#text').click();
    await w.command('View: Close Editor');
  });
  await check('clipboard', async () => {
    await w.setClipboard('pasted');
    assert.equal(await w.clipboard(), 'pasted');
    await w.openFile('fish.txt');
    await w.select(1);
    await w.page.keyboard.press('Control+C');
    await assert.doesNotReject(async () => assert.equal(await w.clipboard(), 'ONE FISH'));
  });
  await check('reload', async () => {
    await w.reload();
    await w.openView('Probe');
    await w.treeItem('Second thing').waitFor();
  });
  await check('a light window, without a folder', async () => {
    await w.close();
    w = current = await openWindow(browser, server, { folder: null, theme: 'light' });
    assert.equal(await w.inHost((vscode) => vscode.workspace.workspaceFolders?.length ?? 0), 0);
    await w.openView('Probe');
    await w.command('Probe: Ask for One');
    await w.waitForPick(/One Letter/);
    await w.screenshot(join(pictures, 'light-quick-pick.png'));
    await w.dismiss();
  });
  await w.close();
  await check('stop leaves no process behind', async () => {
    await server.stop();
    await assert.rejects(fetch(server.url));
    const { output } = await run('ps', ['-A', '-o', 'args=']);
    assert.ok(!output.includes(server.data), 'a process of the server is left');
  });
  await rm(folder, { recursive: true, force: true });
}

/** The other way to load an extension: from its folder, where no toasts show. */
async function developed(browser) {
  const folder = await workspace();
  const server = await startServer({ extensionDevelopmentPath: probe, workspace: folder });
  await check('developed: open, command, notification from the centre, action', async () => {
    const w = (current = await openWindow(browser, server));
    await w.openFile('fish.txt');
    await w.command('Probe: Notify');
    await w.notification(/decided/);
    await w.notificationAction(/decided/, 'Decide');
    await w.notification('Answered Decide');
    await w.clearNotifications();
    await w.select(1);
    await w.contextMenu('Probe', 'Make Upper Case');
    await w.waitForText(/^ONE FISH/);
    await w.screenshot(join(pictures, 'developed.png'));
    await w.close();
  });
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Restricted Mode, and leaving it. */
async function restricted(browser) {
  const folder = await workspace();
  const server = await startServer({ extensionDevelopmentPath: probe, workspace: folder, trust: false });
  await check('restricted: stays so until it is trusted', async () => {
    const w = (current = await openWindow(browser, server));
    assert.equal(await w.isTrusted(), false);
    await w.openFile('fish.txt');
    await w.select(1);
    await w.screenshot(join(pictures, 'restricted.png'));
    await w.trust();
    assert.equal(await w.isTrusted(), true);
    await w.close();
  });
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

/** A suite inside the extension host, through the stock `runTests()`. */
async function suite() {
  const folder = await workspace();
  const tests = join(here, 'fixtures', 'probe-suite.js');
  await check('suite: passes', async () => {
    for (const result of await runInEditor({
      extensionDevelopmentPath: probe,
      extensionTestsPath: tests,
      folder,
      env: { PROBE_SUITE: 'pass' },
      settings: { 'probe.machine': 'in the suite' },
    }))
      assert.equal(result.code, 0, JSON.stringify(result));
  });
  await check('suite: fails', async () => {
    for (const result of await runInEditor({
      extensionDevelopmentPath: probe,
      extensionTestsPath: tests,
      folder,
      env: { PROBE_SUITE: 'fail' },
    }))
      assert.equal(result.code, 1, JSON.stringify(result));
  });
  await rm(folder, { recursive: true, force: true });
}

const stages = { installed, developed, restricted, suite };
const named = process.argv.slice(2);
await rm(pictures, { recursive: true, force: true });
await mkdir(pictures, { recursive: true });
const browser = await launchBrowser(await provideBrowser());
for (const [name, stage] of Object.entries(stages)) {
  if (named.length === 0 || named.includes(name)) await check(`stage ${name}`, () => stage(browser));
}
await browser.close();
console.log(`\n${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed === 0 ? 0 : 1);
