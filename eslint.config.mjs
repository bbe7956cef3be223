import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Which folders a layer may not import from: the one arrow is vscode -> node -> engine. */
const layer = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

export default defineConfig(
  {
    ignores: [
      'dist/',
      '.build/',
      '.vscode-test/',
      'node_modules/',
      'media/',
      '**/*.mjs',
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
  layer(
    ['src/engine/**/*.ts'],
    [
      {
        group: ['vscode', 'node:*', '**/node/**', '**/vscode/**', '**/protocol*'],
        message: 'engine/ does no I/O: add a port instead.',
      },
    ],
  ),
  layer(['src/node/**/*.ts'], [{ group: ['vscode', '**/vscode/**'], message: 'node/ knows no editor.' }]),
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
