import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
  };
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

test('no workspace can set any setting', () => {
  const { properties } = manifest.contributes.configuration;
  assert.ok(Object.keys(properties).length > 10);
  assert.deepEqual(Object.entries(properties).filter(([, { scope }]) => scope !== 'machine').map(([name]) => name), []);
});

test('menus name commands that exist', () => {
  const commands = new Set(manifest.contributes.commands.map(({ command }) => command));
  const named = Object.values(manifest.contributes.menus).flatMap((items) => items.flatMap(({ command }) => command ?? []));
  assert.deepEqual(named.filter((command) => !commands.has(command)), []);
});

test('the built bundle activates, registers every command, and loads neither openai nor QuickJS', () => {
  const bundle = resolve('dist', 'extension.js');
  assert.ok(existsSync(bundle), 'run the build first: npm test does');
  const script = `
    const Module = require('node:module');
    const load = Module._load;
    const commands = [];
    const anything = new Proxy(function () {}, {
      get: (_, name) => name === 'registerCommand' ? (command) => { commands.push(command); return anything; } : name === Symbol.toPrimitive ? () => '' : name === Symbol.iterator ? function* () {} : anything,
      apply: () => anything, construct: () => anything,
    });
    // The bundle copies the module's own names, so they have to be there.
    const vscode = Object.fromEntries(['window', 'workspace', 'commands', 'env', 'Uri', 'EventEmitter', 'Disposable', 'ThemeIcon', 'ThemeColor', 'TreeItem', 'TreeItemCollapsibleState', 'ViewColumn', 'ProgressLocation', 'ConfigurationTarget', 'QuickInputButtons', 'Range', 'Selection', 'TextEdit', 'WorkspaceEdit', 'TabInputTextDiff', 'TextEditorRevealType', 'MarkdownString', 'RelativePattern', 'languages', 'extensions', 'lm', 'l10n', 'version'].map((name) => [name, anything]));
    Module._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));
    const extension = require(${JSON.stringify(bundle)});
    extension.activate({ subscriptions: [], globalStorageUri: { fsPath: '/nowhere/global' }, storageUri: { fsPath: '/nowhere/workspace' }, extensionPath: ${JSON.stringify(resolve('.'))}, secrets: anything, extensionUri: anything, workspaceState: anything });
    console.log(JSON.stringify({ commands, loaded: Object.keys(require.cache).filter((path) => path.includes('dist')).map((path) => path.split(/[\\\\/]/).pop()) }));
    process.exit(0);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  const { commands, loaded } = JSON.parse(stdout === '' ? assert.fail(stderr) : stdout) as { commands: string[]; loaded: string[] };
  assert.deepEqual(loaded, ['extension.js']);
  assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).filter((command) => !commands.includes(command)), []);
});
