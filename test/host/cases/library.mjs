import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { until } from '../until.mjs';
import { datesText } from './dates.mjs';
import { makeDates } from './main-job.mjs';

const files = { 'dates.txt': datesText };
const name = 'Long dates to ISO dates';
const verified = 'verified: 6 of 6, 3 never seen by the maker';

/** A window with the tool of dates in its library, in sight. */
async function withDates(host, further = {}) {
  const window = await host.window({ files: { ...files, ...further } });
  await window.openLibrary();
  await makeDates(host, window);
  await window.clearNotifications();
  await window.waitForTree([`${name}, ${verified}`]);
  return window;
}

export const cases = {
  'a tool is exported, and what comes back changed is not verified until its examples were run': async (host) => {
    const window = await withDates(host);
    const file = join(host.folder, 'passed on.json');
    await window.treeMenu(name, 'Export Tool…');
    await window.chooseFile(/Export .* with its 6 examples/, file);
    assert.match(await window.notification(/Exported/), /its code, its 6 examples and what it cost/);
    const exported = JSON.parse(await readFile(file, 'utf8'));
    assert.equal(exported.tools.length, 1);
    assert.ok(!JSON.stringify(exported).includes('verification'), 'nobody vouches for a tool elsewhere');
    exported.tools[0].code = `// Looked at by somebody else.\n${exported.tools[0].code}`;
    await writeFile(file, JSON.stringify(exported));
    await window.viewMenu('Tools', 'Import Tools…');
    await window.chooseFile(/Import Tools/, file);
    await window.notification(/not approved here/);
    await window.waitForTree([`${name}, ${verified}`, `${name}, not approved here`]);
    await window.notificationButton(/not approved here/, 'Review');
    await window.waitForPick(/was not made on this machine/);
    await window.pick(/Approve This Tool/);
    await window.notification(/all 6 examples pass, it says that 3 were never seen by its maker/);
    await window.waitForTree([
      `${name}, ${verified}`,
      `${name}, verified: 6 of 6, it says that 3 were never seen by its maker`,
    ]);
  },

  'a tool is exported as a module and as a skill, which plain Node runs in a folder of their own': async (host) => {
    const window = await withDates(host);
    const folder = join(host.folder, 'exported');
    await mkdir(folder);
    for (const [entry, title] of [
      ['Export Tool as Module…', /Export .* as an ES module into a folder/],
      ['Export Tool as Agent Skill…', /Export .* as a skill for agents into a folder/],
    ]) {
      await window.treeMenu(name, entry);
      await window.chooseFile(title, folder);
      assert.match(await window.notification(/Exported/), /without a sandbox, with all the rights of whoever runs it/);
      await window.picture(entry.replace(/\W/g, ''));
      await window.clearNotifications();
    }
    const names = await readdir(folder, { recursive: true });
    const skill = names.find((path) => path.endsWith('SKILL.md')) ?? assert.fail(names.join());
    assert.match(await readFile(join(folder, skill), 'utf8'), /^---\nname: long-dates-to-iso-dates\n/);
    const tested = spawnSync(process.execPath, ['--test'], { cwd: folder, encoding: 'utf8' });
    assert.equal(tested.status, 0, tested.stdout);
    const run = join(folder, dirname(skill), 'scripts', 'run.mjs');
    const ran = spawnSync(process.execPath, [run, '4 March 2020'], { encoding: 'utf8' });
    assert.match(ran.stdout, /"answer":"2020-03-04"/);
  },

  'an imported tool that is applied is shown for approval first, then has its examples run, and one that failed them here is never called verified':
    async (host) => {
      const window = await withDates(host);
      const file = join(host.folder, 'passed on.json');
      await window.treeMenu(name, 'Export Tool…');
      await window.chooseFile(/Export/, file);
      await window.notification(/Exported/);
      const exported = JSON.parse(await readFile(file, 'utf8'));
      exported.tools[0].manifest.name = 'From elsewhere';
      exported.tools[0].manifest.examples[5].answer = '1999-12-31';
      exported.tools[0].manifest.description = 'Rewrites\u202E dates.';
      exported.tools[0].code += '\n// \u200Bhidden';
      await writeFile(file, JSON.stringify(exported));
      await window.viewMenu('Tools', 'Import Tools…');
      await window.chooseFile(/Import Tools/, file);
      await window.notification(/“From elsewhere”.*not approved here/);
      await window.clearNotifications();
      await window.openFile('dates.txt');
      await window.select(8, 8);
      await window.contextMenu('Toolsmith', 'Apply Tool…');
      await window.pick(/From elsewhere/);
      await window.waitForPick(/“From elsewhere” was not made on this machine/);
      const shown = await window.editorText();
      for (const text of [
        /Rewrites‹U\+202E› dates\./,
        /BEWARE: it has 2 hidden/,
        /\/\/ ‹zero-width space›hidden/,
        /function solve/,
      ])
        assert.match(shown, text);
      await window.pick(/Not Now/);
      assert.match(await window.notification(/is not used/), /came from elsewhere and is not approved/);
      await window.clearNotifications();
      await window.openFile('dates.txt');
      await window.select(8, 8);
      await window.contextMenu('Toolsmith', 'Apply Tool…');
      await window.pick(/From elsewhere/);
      await window.waitForPick(/“From elsewhere” was not made on this machine/);
      await window.pick(/Approve This Tool/);
      assert.match(await window.notification(/is not applied/), /5 of its 6 examples pass on this machine/);
      await window.waitForTree(['From elsewhere, 5 of 6: does not hold', `${name}, ${verified}`]);
      await window.clearNotifications();
      await window.viewMenu('Tools', 'Import Tools…');
      await window.chooseFile(/Import Tools/, file);
      await window.notification(/“From elsewhere”.*not approved here/);
    },

  'what could not be read as a tool is a row with its reason, which says what to do and leads to its files': async (
    host,
  ) => {
    const at = join('test', 'formats', 'tools', '2', 'sort-words');
    const [manifest, code] = await Promise.all(['tool.json', 'v2.js'].map((file) => readFile(join(at, file), 'utf8')));
    const stored = (id, text) => ({
      [`.toolsmith/${id}/tool.json`]: text.replace('"id": "sort-words"', `"id": "${id}"`),
      [`.toolsmith/${id}/v2.js`]: code,
    });
    const window = await host.window({
      files: {
        ...stored('sound', manifest),
        ...stored('cut-off', manifest.slice(0, 300)),
        ...stored('from-the-future', '{"format": 99, "code": "elsewhere"}'),
        ...stored('wrong-types', manifest.replace(/"examples": \[/, '"examples": "none", "others": [')),
        '.toolsmith/codeless/tool.json': manifest.replace('"id": "sort-words"', '"id": "codeless"'),
        '.toolsmith/nothing/README': 'No tool',
        '.toolsmith/Sort Words!/tool.json': manifest,
      },
    });
    await window.openLibrary();
    const rows = [
      'Sort words, not approved here',
      'Damaged: Sort Words!, its folder has a name that no tool has: lower-case letters, digits and hyphens, at most 48',
      'Damaged: codeless, its code v2.js is missing',
      'Damaged: cut-off, its tool.json is cut off or damaged: it is not JSON, or nested deeper than any data is',
      'Damaged: from-the-future, it was written by a newer Toolsmith (format 99); update the extension to read it',
      'Damaged: nothing, its tool.json is missing',
      'Damaged: wrong-types, its manifest is damaged at "examples": Invalid type: Expected Array but received "none"',
    ];
    await window.waitForTree(rows);
    await window.treeItem('cut-off').hover();
    await window.page
      .locator('.workbench-hover:visible', { hasText: 'Mend its files, bring them back' })
      .waitFor({ timeout: 40_000 });
    await window.treeItem('cut-off').click();
    await window.notification(
      /“cut-off” was set aside: its tool\.json is cut off or damaged: it is not JSON, or nested deeper than any data is\. Nothing of it was changed\. Mend its files/,
    );
    await window.showNotifications();
    await window.picture('damaged');
    await window.notificationButton(/“cut-off” was set aside/, 'Copy Path');
    await until(
      'the path is on the clipboard',
      async () => (await window.clipboard()) === join(host.folder, '.toolsmith', 'cut-off'),
    );
    await window.treeItem('cut-off').click();
    await window.notificationButton(/“cut-off” was set aside/, 'Open tool.json');
    assert.equal(
      await window.waitForText(/"id": "cut-off"/),
      manifest.slice(0, 300).replace('"id": "sort-words"', '"id": "cut-off"'),
    );
    await writeFile(
      join(host.folder, '.toolsmith', 'cut-off', 'tool.json'),
      manifest.replace('"id": "sort-words"', '"id": "cut-off"'),
    );
    await window.waitForTree([rows[0], ...rows.filter((row) => !row.includes('cut-off'))]);
  },

  'what a server says is shown as text: no link, no icon': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    host.model.script(host.play.json(400, { error: { message: 'see [here](command:toolsmith.showLog) $(pass)' } }));
    await window.openFile('dates.txt');
    await window.select(1, 6);
    await window.contextMenu('Toolsmith', 'Make Tool from Selection');
    await window.pick(/Make the Tool/);
    assert.match(
      await window.notification(/refused the request/),
      /see \[here\] \(command:toolsmith\.showLog\) \$ \(pass\)/,
    );
    assert.equal(await window.page.locator('.notification-list-item-message a').count(), 0);
  },

  'renamed, duplicated, deleted and restored, a tool stays as verified as it was': async (host) => {
    const window = await withDates(host);
    await window.treeMenu(name, 'Rename Tool…');
    await window.waitForPick(/name of the class/);
    await window.fill(' ');
    await window.waitForPick(/A tool needs a name/);
    await window.type('ISO dates');
    await window.waitForTree([`ISO dates, ${verified}`]);
    await window.treeMenu('ISO dates', 'Duplicate');
    await window.waitForTree([`ISO dates, ${verified}`, `ISO dates (copy), ${verified}`]);
    await window.treeMenu('ISO dates', 'Delete');
    await window.waitForTree([`ISO dates (copy), ${verified}`]);
    await window.notificationButton(/“ISO dates” is in the trash/, 'Undo');
    await window.waitForTree([`ISO dates, ${verified}`, `ISO dates (copy), ${verified}`]);
    await window.treeMenu('ISO dates (copy)', 'Delete');
    await window.waitForTree([`ISO dates, ${verified}`]);
    await window.viewMenu('Tools', 'Restore Deleted Tool…');
    const trash = await window.waitForPick(/The one deleted last comes first/);
    assert.deepEqual(
      trash.items.map(({ label }) => label),
      ['ISO dates (copy)'],
    );
    await window.pick('ISO dates (copy)');
    await window.notification(/“ISO dates \(copy\)” is back/);
    await window.waitForTree([`ISO dates, ${verified}`, `ISO dates (copy), ${verified}`]);
    await window.viewMenu('Tools', 'Restore Deleted Tool…');
    await window.notification(/The trash is empty/);
  },

  'the trash is emptied only after a question that says what goes': async (host) => {
    const window = await withDates(host);
    await window.treeMenu(name, 'Duplicate');
    await window.waitForTree([`${name}, ${verified}`, `${name} (copy), ${verified}`]);
    for (const one of [`${name} (copy)`, name]) {
      await window.treeMenu(one, 'Delete');
      await window.notification(`“${one}” is in the trash`);
    }
    await window.viewMenu('Tools', 'Empty Trash…');
    const { message, detail } = await window.dialog();
    assert.equal(message, 'Delete the 2 tools in the trash for good?');
    assert.equal(detail, `“${name}”, “${name} (copy)”: with examples and earlier versions. This cannot be undone.`);
    await window.dialogButton('Cancel');
    await window.viewMenu('Tools', 'Restore Deleted Tool…');
    await window.pick(name);
    await window.waitForTree([`${name}, ${verified}`]);
    await window.viewMenu('Tools', 'Empty Trash…');
    assert.equal((await window.dialog()).message, 'Delete the 1 tool in the trash for good?');
    await window.dialogButton('Empty Trash');
    await window.notification(/The trash is empty now/);
    await window.viewMenu('Tools', 'Restore Deleted Tool…');
    await window.notification(/The trash is empty\./);
    await window.waitForTree([`${name}, ${verified}`]);
  },

  'the copied command line applies the tool in a shell': async (host) => {
    const window = await withDates(host, { 'new.txt': '4 July 1976\n12 February 2024\n' });
    await window.treeMenu(name, 'Copy Command Line');
    await window.notification(/Copied the command line/);
    const command = await window.clipboard();
    assert.match(command, /^node .* apply --library .* --input FILE$/);
    const run = () =>
      spawnSync(command.replace(/FILE$/, join(host.folder, 'new.txt')), {
        shell: true,
        encoding: 'utf8',
        timeout: 60_000,
        env: { ...process.env, XDG_STATE_HOME: host.state, LOCALAPPDATA: host.state },
      });
    const first = run();
    assert.deepEqual(
      [first.status, first.stdout],
      [0, '4 July 1976 => 1976-07-04\n12 February 2024 => 2024-02-12\n'],
      first.stderr,
    );
    assert.match(first.stderr, /was not verified on this machine as it stands: running its 6 examples/);
    assert.doesNotMatch(run().stderr, /not verified/);
  },

  'kept for all workspaces, a tool is in every folder and as verified as before': async (host) => {
    const window = await withDates(host);
    await window.treeMenu(name, 'Keep Tool for All Workspaces');
    await window.notification(/now in the library of all your workspaces/);
    await until(
      'the tool is offered for all workspaces no more',
      async () => !(await window.treeMenuLabels(name)).includes('Keep Tool for All Workspaces'),
    );
    const other = await host.window({ files: { 'elsewhere.txt': '4 July 1976\n' }, elsewhere: true });
    await other.openLibrary();
    await other.waitForTree([`${name}, ${verified}`]);
    await other.openFile('elsewhere.txt');
    await other.select(1, 1);
    await other.treeAction(name, 'Apply to Selection');
    await other.reviewMessage(/1 answered/);
    assert.match(await other.diffText(), /1976-07-04/);
  },
};
