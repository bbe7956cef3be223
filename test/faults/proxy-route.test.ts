import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeTo } from '../../src/node/model/proxy';

test('which servers are reached through which proxy', () => {
  const route = (baseUrl: string, environment: Readonly<Record<string, string>>): string => {
    const found = routeTo(baseUrl, environment);
    return found.kind === 'through'
      ? `${found.proxy.url.href} ${found.proxy.authorization !== null}`
      : found.kind === 'unusable'
        ? found.message
        : found.kind;
  };
  const both = { HTTPS_PROXY: 'http://secure.example:1', HTTP_PROXY: 'plain.example:2' };
  assert.equal(route('https://a.example/v1', both), 'http://secure.example:1/ false');
  assert.equal(route('http://a.example/v1', both), 'http://plain.example:2/ false');
  assert.equal(
    route('https://a.example/v1', { ...both, https_proxy: 'https://u:p@small.example' }),
    'https://small.example/ true',
  );
  assert.equal(route('https://a.example/v1', { ...both, https_proxy: '' }), 'http://secure.example:1/ false');
  assert.equal(route('https://a.example/v1', { HTTP_PROXY: 'plain.example:2' }), 'direct');
  assert.equal(
    route('https://a.example/v1', { HTTP_PROXY: 'plain.example:2', ALL_PROXY: 'all.example:3' }),
    'http://all.example:3/ false',
  );
  assert.equal(
    route('http://a.example/v1', { HTTP_PROXY: 'plain.example:2', all_proxy: 'all.example:3' }),
    'http://plain.example:2/ false',
  );
  assert.equal(route('https://a.example/v1', { ALL_PROXY: 'all.example:3', NO_PROXY: 'a.example' }), 'direct');
  assert.equal(route('http://localhost:1/v1', { ALL_PROXY: 'socks5://127.0.0.1:1080' }), 'direct');
  assert.equal(route('https://a.example/v1', { HTTPS_PROXY: ' ' }), 'direct');
  assert.doesNotMatch(route('https://a.example/v1', { HTTPS_PROXY: 'http://me:secret-word@' }), /secret-word/);
  for (const local of [
    'http://localhost:11434/v1',
    'http://127.0.0.1:1/v1',
    'http://[::1]:1/v1',
    'http://0.0.0.0:1/v1',
    'https://localhost/v1',
  ])
    assert.equal(route(local, both), 'direct', local);
  for (const [list, direct] of [
    ['*', true],
    ['a.example', true],
    ['A.Example', true],
    ['example', true],
    ['.example', true],
    ['*.example', true],
    ['b.example a.example', true],
    ['b.example, a.example:443', true],
    ['a.example:8443', false],
    ['.a.example', true],
    ['ample', false],
    ['b.a.example', false],
    [',', false],
    ['.', false],
  ] as const) {
    assert.equal(route('https://a.example/v1', { ...both, NO_PROXY: list }) === 'direct', direct, list);
  }
  for (const [host, list, direct] of [
    ['10.1.2.3', '10.0.0.0/8', true],
    ['10.1.2.3', '192.168.0.0/16, 10.1.2.0/24', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['10.1.2.3', '10.1.2.3/32', true],
    ['10.1.2.4', '10.1.2.3/32', false],
    ['10.1.2.3', '0.0.0.0/0', true],
    ['10.1.2.3', '10.0.0.0/33', false],
    ['10.1.2.3', '10.0.0/8', false],
    ['10.1.2.3', '10.0.0.0/', false],
    ['10.a.example', '10.0.0.0/8', false],
    ['[2001:db8::1]', '2001:db8::/32', true],
    ['[2001:db8::1]', '[2001:DB8::]/32', true],
    ['[2001:db9::1]', '2001:db8::/32', false],
    ['[2001:db8::1]', '10.0.0.0/8', false],
    ['10.1.2.3', '2001:db8::/129', false],
  ] as const) {
    assert.equal(route(`https://${host}/v1`, { ...both, NO_PROXY: list }) === 'direct', direct, `${host} in ${list}`);
  }
  assert.equal(route('https://[2001:db8::1]/v1', { ...both, no_proxy: '[2001:db8::1]:443' }), 'direct');
  assert.equal(route('https://[2001:db8::1]/v1', { ...both, no_proxy: '2001:db8::1' }), 'direct');
});
