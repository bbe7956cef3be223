import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The one module that writes files, and what all others take of Node's own, none of which does. */
const writer = 'src/node/store/plain-folder.ts';
const onlyReads = {
  allowImportNames: [
    ...['access', 'constants', 'lstat', 'readdir', 'readFile', 'readlink', 'realpath', 'stat', 'statSync', 'watch'],
    ...['FileHandle', 'FSWatcher', 'Stats', 'BigIntStats'],
  ],
  message: `Files are written, moved and deleted by ${writer}, which follows no link.`,
};
const fileModules = ['fs', 'fs/promises', 'node:fs', 'node:fs/promises'];

/**
 * Which modules the files of a layer may not import: the one arrow is vscode -> node -> engine, and nothing but its
 * module writes files.
 */
const layer = (files, patterns, paths = fileModules.map((name) => ({ name, ...onlyReads }))) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns, paths }] },
});

/** The same for what the rule above does not see. Within a selector, a slash would end its pattern. */
const writing = [
  {
    selector: 'ImportExpression > Literal[value=/^(node:)?fs($|\\u002F)/]',
    message: onlyReads.message,
  },
  {
    selector:
      ':not(MemberExpression[property.name=/^(readFile|readDirectory|stat)$/]) > MemberExpression[property.name="fs"]',
    message: 'The editor writes files by src/vscode/save-file.ts alone.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(createFile|deleteFile|renameFile)$/]',
    message: 'The editor writes files by src/vscode/save-file.ts alone.',
  },
];

const noHost = {
  group: ['vscode', 'node:*', '**/node/**', '**/vscode/**', '**/protocol*'],
  message: 'engine/ does no I/O: add a port instead.',
};

/**
 * A floor of what reads and writes texts: text <- form <- notation <- problem. It imports the floors below it and
 * nothing else of the engine. `engine`: the way from its files to `src/engine`, as a regular expression.
 */
const floor = (files, engine, below) =>
  layer(files, [
    noHost,
    {
      regex: below.length === 0 ? `^${engine}` : `^${engine}(?!(?:${below.join('|')})/)`,
      message: `This floor imports ${below.length === 0 ? 'nothing' : `${below.join(', ')} and nothing else`} of the engine.`,
    },
  ]);

const noEditor = { group: ['vscode', '**/vscode/**'], message: 'node/ knows no editor.' };

/** The rooms of the editor that are features; `words`, `text`, `asking` and `ledger` are shared by all of them. */
const features = ['agents', 'apply', 'apply-file', 'code', 'inbox', 'library', 'making', 'models', 'panel', 'testing'];
const noFeature =
  'No room imports a feature: have src/extension.ts hand in what it does, or move what is shared to a shared room.';

export default defineConfig(
  {
    ignores: [
      'dist/',
      '.build/',
      '.vscode-test/',
      'node_modules/',
      'media/',
      '**/*.mjs',
      '**/*.cjs',
      'test/host/fixtures/',
      'test/eval/near-misses/tools/',
      'test/formats/tools/',
    ],
  },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  layer(['src/engine/**/*.ts'], [noHost]),
  floor(['src/engine/text/*.ts'], '\\.\\./', []),
  floor(['src/engine/form/*.ts'], '\\.\\./', ['text']),
  floor(['src/engine/notation/*.ts'], '\\.\\./', ['text', 'form']),
  floor(['src/engine/notation/*/*.ts'], '\\.\\./\\.\\./', ['text', 'form']),
  floor(['src/engine/problem/*.ts'], '\\.\\./', ['text', 'form', 'notation']),
  layer(['src/*.ts'], []),
  layer(['src/node/**/*.ts'], [noEditor]),
  layer([writer], [noEditor], []),
  layer(['src/vscode/**/*.ts'], [{ regex: `^\\.\\.?/(?:${features.join('|')})/`, message: noFeature }]),
  { files: ['src/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...writing] } },
  {
    files: ['src/vscode/**/*.ts'],
    rules: {
      // The rule above does not look at dynamic imports.
      'no-restricted-syntax': [
        'error',
        ...writing,
        {
          selector: `ImportExpression > Literal[value=/^\\.\\.?\\u002F(${features.join('|')})\\u002F/]`,
          message: noFeature,
        },
      ],
    },
  },
  { files: ['src/vscode/save-file.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // The one file that goes past the engine's wrapper, to what is protected in its types.
    files: ['src/node/sandbox/guest-functions.ts'],
    rules: { '@typescript-eslint/dot-notation': ['error', { allowProtectedClassPropertyAccess: true }] },
  },
  layer(
    ['webview/**/*.ts'],
    [
      {
        group: ['vscode', 'node:*', '**/node/**', '**/src/vscode/**'],
        message: 'The page talks to the host through src/protocol.ts only.',
      },
    ],
  ),
  {
    files: ['src/engine/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'fetch',
        'setTimeout',
        'setInterval',
        'XMLHttpRequest',
        'WebSocket',
        'caches',
        'indexedDB',
        'self',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The engine is handed its clock.' },
        { object: 'Math', property: 'random' },
      ],
    },
  },
  {
    files: ['src/node/cli*.ts', 'src/node/cli/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // node:test returns promises that the runner itself awaits.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['test', 'it', 'describe', 'suite', 'before', 'after', 'beforeEach', 'afterEach'],
            },
          ],
        },
      ],
    },
  },
);
