import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';

interface Step {
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}
interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly viewsWelcome: readonly { readonly contents: string }[];
    readonly walkthroughs: readonly { readonly id: string; readonly icon: string; readonly steps: readonly Step[] }[];
  };
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

test('no workspace can set any setting', () => {
  const { properties } = manifest.contributes.configuration;
  assert.ok(Object.keys(properties).length > 10);
  assert.deepEqual(
    Object.entries(properties)
      .filter(([, { scope }]) => scope !== 'machine')
      .map(([name]) => name),
    [],
  );
});

test('menus name commands that exist', () => {
  const commands = new Set(manifest.contributes.commands.map(({ command }) => command));
  const named = Object.values(manifest.contributes.menus).flatMap((items) =>
    items.flatMap(({ command }) => command ?? []),
  );
  assert.deepEqual(
    named.filter((command) => !commands.has(command)),
    [],
  );
});

test('the walkthrough leads to commands that exist, is ticked off by what happens, and takes its colours from the theme', () => {
  const { walkthroughs, viewsWelcome, commands } = manifest.contributes;
  const [walkthrough, ...others] = walkthroughs;
  assert.ok(walkthrough && others.length === 0, 'one walkthrough');
  const known = new Set([
    ...commands.map(({ command }) => command),
    'toolsmith.library.focus',
    'workbench.action.openWalkthrough',
  ]);
  const linked = [
    ...walkthrough.steps.map(({ description }) => description),
    ...viewsWelcome.map(({ contents }) => contents),
  ].flatMap((text) => [...text.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command ?? ''));
  assert.ok(linked.length > 6);
  assert.deepEqual(
    linked.filter((command) => !known.has(command)),
    [],
  );
  assert.ok(
    viewsWelcome.some(({ contents }) =>
      contents.includes(`openWalkthrough?%22toolsmith.toolsmith%23${walkthrough.id}%22`),
    ),
  );
  const milestones = readFileSync('src/vscode/milestones.ts', 'utf8');
  for (const { media, completionEvents } of walkthrough.steps) {
    assert.ok(completionEvents.length > 0 && media.altText.length > 20);
    const svg = readFileSync(media.svg, 'utf8');
    assert.doesNotMatch(svg, /#[0-9a-f]{3}|rgb|currentColor|<script|<style|href/i, media.svg);
    for (const key of completionEvents.flatMap((event) =>
      event.startsWith('onContext:toolsmith.') ? [event.slice('onContext:toolsmith.'.length)] : [],
    ))
      assert.ok(milestones.includes(`'${key}'`), `nothing sets ${key}`);
  }
  // In a list of walkthroughs it is a plain picture, which has no theme.
  assert.doesNotMatch(readFileSync(walkthrough.icon, 'utf8'), /currentColor|var\(/);
});

/**
 * Runs code after the built bundle was activated in an editor that is anything at all; `commands` are the registered
 * ones.
 */
function afterActivation(code: string): unknown {
  const bundle = resolve('dist', 'extension.js');
  assert.ok(existsSync(bundle), 'run the build first: npm test does');
  const script = `
    const Module = require('node:module');
    const load = Module._load;
    const commands = new Map();
    const registerCommand = (name, handler) => {
      if (commands.has(name)) throw new Error(name + ' is registered twice');
      commands.set(name, handler);
      return { dispose: () => commands.delete(name) };
    };
    const anything = new Proxy(function () {}, {
      get: (_, name) => name === 'registerCommand' ? registerCommand : name === 'then' ? undefined : name === Symbol.toPrimitive ? () => '' : name === Symbol.iterator ? function* () {} : anything,
      apply: () => anything, construct: () => anything,
    });
    class Disposable {
      static from(...all) { return new Disposable(() => all.forEach((one) => one.dispose())); }
      constructor(dispose) { this.dispose = dispose; }
    }
    // The bundle copies the module's own names, so they have to be there.
    const vscode = { ...Object.fromEntries(['window', 'workspace', 'commands', 'env', 'Uri', 'EventEmitter', 'ThemeIcon', 'ThemeColor', 'TreeItem', 'TreeItemCollapsibleState', 'ViewColumn', 'ProgressLocation', 'ConfigurationTarget', 'QuickInputButtons', 'Range', 'Selection', 'TextEdit', 'WorkspaceEdit', 'TabInputText', 'TabInputTextDiff', 'TextEditorRevealType', 'MarkdownString', 'RelativePattern', 'languages', 'extensions', 'lm', 'l10n', 'version'].map((name) => [name, anything])), Disposable };
    Module._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));
    const extension = require(${JSON.stringify(bundle)});
    extension.activate({ subscriptions: [], globalStorageUri: { fsPath: '/nowhere/global' }, storageUri: { fsPath: '/nowhere/workspace' }, extensionPath: ${JSON.stringify(resolve('.'))}, secrets: anything, extensionUri: anything, workspaceState: anything });
    (async () => { ${code} })().then((result) => { console.log(JSON.stringify(result)); process.exit(0); }, (error) => { console.error(error); process.exit(1); });`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  return JSON.parse(stdout === '' ? assert.fail(stderr) : stdout);
}

const contributed = manifest.contributes.commands.map(({ command }) => command);

test('the built bundle activates, registers every command, and loads no other bundle', () => {
  const { commands, loaded } = afterActivation(
    `return { commands: [...commands.keys()], loaded: Object.keys(require.cache).filter((path) => path.includes('dist')).map((path) => path.split(/[\\\\/]/).pop()) };`,
  ) as { commands: string[]; loaded: string[] };
  assert.deepEqual(loaded, ['extension.js']);
  assert.deepEqual(
    contributed.filter((command) => !commands.includes(command)),
    [],
  );
});

test('a feature that is loaded at its first command registers just the commands that it was held for', () => {
  const { before, standIns, after } = afterActivation(`
    const before = new Map(commands);
    for (const first of ['toolsmith.review.discard', 'toolsmith.restoreTool']) await commands.get(first)();
    return { before: [...before.keys()].sort(), standIns: [...before].filter(([name, handler]) => commands.get(name) !== handler).map(([name]) => name), after: [...commands.keys()].sort() };
  `) as { before: string[]; standIns: string[]; after: string[] };
  assert.deepEqual(after, before);
  assert.ok(
    standIns.includes('toolsmith.applyTool') &&
      standIns.includes('toolsmith.renameTool') &&
      !standIns.includes('toolsmith.openTool'),
    standIns.join(),
  );
});
