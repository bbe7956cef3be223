import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameIdentity } from '../../../src/node/store/same-file';
import { stateFolder } from '../../../src/node/store/state-folder';
import { newToolId, toolIdPattern } from '../../../src/engine/tool/tool-id';

test('a file is known again whether Windows gives the number of its disk with 64 bits or with 32', () => {
  const byPath = { dev: 0x5e3a_9c41_8c2f_11d7n, ino: 0x0007_0000_0004_a1b3n };
  assert.ok(isSameIdentity(byPath, { dev: 0x8c2f_11d7n, ino: byPath.ino }));
  assert.ok(!isSameIdentity(byPath, { dev: 0x8c2f_11d8n, ino: byPath.ino }), 'another disk');
  // As numbers of JavaScript these two would be the same.
  assert.equal(Number(0x0407_0000_0004_a1b3n), Number(0x0407_0000_0004_a1b2n));
  assert.ok(!isSameIdentity({ dev: 1n, ino: 0x0407_0000_0004_a1b3n }, { dev: 1n, ino: 0x0407_0000_0004_a1b2n }));
});

test('the state folder is where Windows keeps what belongs to a machine, whatever the drive', () => {
  const home = 'C:\\Users\\Ada';
  const on = (environment: Readonly<Record<string, string>>): string => stateFolder(environment, 'win32', home);
  assert.equal(on({ LOCALAPPDATA: 'D:\\Ada\\Local' }), 'D:\\Ada\\Local\\toolsmith');
  assert.equal(on({ LOCALAPPDATA: '\\\\server\\ada' }), '\\\\server\\ada\\toolsmith');
  for (const useless of [{}, { LOCALAPPDATA: '' }, { LOCALAPPDATA: 'Local' }, { XDG_STATE_HOME: '/state' }])
    assert.equal(on(useless), 'C:\\Users\\Ada\\AppData\\Local\\toolsmith');
});

test('elsewhere it is where the XDG specification says', () => {
  const on = (environment: Readonly<Record<string, string>>): string => stateFolder(environment, 'linux', '/home/ada');
  assert.equal(on({ XDG_STATE_HOME: '/state' }), '/state/toolsmith');
  for (const useless of [{}, { XDG_STATE_HOME: 'state' }, { LOCALAPPDATA: 'C:\\' }])
    assert.equal(on(useless), '/home/ada/.local/state/toolsmith');
});

test('no tool gets a name that Windows keeps for a device, or cannot give to a folder', () => {
  for (const name of ['CON', 'nul', 'Aux', 'COM1', 'lpt9', 'a:b', 'a\\b', 'ends with a dot.', 'a?*<>|"', '…'])
    assert.match(newToolId(name, new Set()), toolIdPattern, name);
});
