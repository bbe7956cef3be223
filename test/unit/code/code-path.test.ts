import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codePath, parseCodePath } from '../../../src/vscode/code/code-path';

test('the path of code says whose it is and of which version', () => {
  for (const version of [null, 1, 27]) {
    const address = { place: 'user', id: 'iso-dates', version } as const;
    assert.deepEqual(parseCodePath(codePath(address)), address);
  }
  assert.equal(codePath({ place: 'folder', id: 'a', version: null }), '/folder/a/a.js');
  assert.equal(codePath({ place: 'folder', id: 'a', version: 2 }), '/folder/a/v2/a.js');
});

test('any other path is the code of nothing', () => {
  for (const path of [
    '',
    '/',
    '/user',
    '/user/a',
    '/user/a/b.js',
    '/user/a/a.js/',
    '/user/a/v0/a.js',
    '/user/a/v01/a.js',
    '/user/a/v1.5/a.js',
    '/user/a/v9999999/a.js',
    '/user/a/v1/v2/a.js',
    '/user/../../etc/passwd',
    '/user/../...js',
    '/user/A/A.js',
    '/constructor/a/a.js',
    '/user/.vscode/settings.json',
    'user/a/a.js',
  ])
    assert.equal(parseCodePath(path), undefined, path);
});
