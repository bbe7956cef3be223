import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addressProblem,
  isLoopback,
  keyFor,
  keyFromEnvironment,
  keyProblem,
  originOf,
} from '../../../src/node/model/key-origin';

test('an origin is scheme, host and port, as the parsed URL has them', () => {
  assert.equal(originOf('https://API.OpenAI.com:443/v1?x=1'), 'https://api.openai.com');
  assert.equal(originOf('http://localhost:11434/v1'), 'http://localhost:11434');
  for (const none of ['', 'localhost:11434', 'ftp://host/', 'file:///etc/passwd', 'api.openai.com/v1'])
    assert.equal(originOf(none), undefined, none);
});

test('only this machine is a loopback host', () => {
  for (const here of [
    'http://localhost:1',
    'http://127.0.0.1',
    'http://127.1',
    'http://[::1]:8080',
    'http://0.0.0.0:11434',
    'http://LOCALHOST',
  ])
    assert.ok(isLoopback(here), here);
  for (const there of [
    'http://localhost.example',
    'http://some.localhost',
    'http://127.0.0.1.example',
    'http://192.168.1.5',
    'http://example',
    '',
    'nonsense',
  ])
    assert.ok(!isLoopback(there), there);
});

test('a key goes over https, or to this machine', () => {
  for (const fine of ['https://host.example/v1', 'HTTPS://host.example', 'http://localhost:1234/v1', 'http://[::1]/v1'])
    assert.equal(keyProblem(fine), undefined, fine);
  for (const plain of [
    'http://host.example/v1',
    'HTTP://host.example/v1',
    '\thttp://host.example',
    'http:host.example',
    'http://192.168.1.5:11434/v1',
  ])
    assert.match(keyProblem(plain) ?? '', /https only/, plain);
  assert.match(keyProblem('host.example') ?? '', /no http or https URL/);
  assert.match(addressProblem('https://user@host.example') ?? '', /user name/);
  assert.equal(addressProblem('http://host.example/v1'), undefined);
});

test('a key is handed out for its own origin only', () => {
  const keys = [
    { baseUrl: undefined, key: 'unbound' },
    { baseUrl: 'https://a.example/v1', key: '' },
    { baseUrl: 'https://a.example/other', key: 'key of a' },
    { baseUrl: 'http://b.example/v1', key: 'key of b' },
  ];
  assert.equal(keyFor('https://a.example/v1', keys), 'key of a');
  for (const other of [
    'https://a.example:8443/v1',
    'http://a.example/v1',
    'https://sub.a.example/v1',
    'https://a.example.evil/v1',
    'http://b.example/v1',
    'nonsense',
  ])
    assert.equal(keyFor(other, keys), null, other);
});

test("the environment's keys are bound to the environment's base URLs", () => {
  assert.equal(keyFromEnvironment('https://api.openai.com/v1', 'maker', { OPENAI_API_KEY: 'k' }), 'k');
  assert.equal(
    keyFromEnvironment('https://api.openai.com/v1', 'maker', { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: '' }),
    'k',
  );
  assert.equal(keyFromEnvironment('https://openrouter.ai/api/v1', 'maker', { OPENAI_API_KEY: 'k' }), null);
  const environment = {
    OPENAI_API_KEY: 'k',
    OPENAI_BASE_URL: 'https://a.example/v1',
    TOOLSMITH_USER_API_KEY: 'u',
    TOOLSMITH_USER_BASE_URL: 'https://b.example/v1',
  };
  assert.equal(keyFromEnvironment('https://a.example/v1', 'maker', environment), 'k');
  assert.equal(keyFromEnvironment('https://api.openai.com/v1', 'maker', environment), null);
  assert.equal(keyFromEnvironment('https://b.example/v1', 'user', environment), 'u');
  assert.equal(keyFromEnvironment('https://b.example/v1', 'maker', environment), null);
  assert.equal(keyFromEnvironment('https://a.example/v1', 'user', environment), 'k');
  assert.equal(keyFromEnvironment('https://a.example/v1', 'maker', {}), null);
});
