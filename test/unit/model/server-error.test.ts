import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorInReply, readServerError } from '../../../src/node/model/server-error';

test('errors are read in every form that servers use', () => {
  for (const [body, message, code, param] of [
    [
      '{"error": {"message": "no such\\n model", "code": "model_not_found", "param": "model", "type": "t"}}',
      'no such model',
      'model_not_found',
      'model',
    ],
    ['{"error": {"message": "x", "code": null, "type": "insufficient_quota"}}', 'x', 'insufficient_quota', ''],
    ['{"error": {"message": "x", "code": 502}}', 'x', '502', ''],
    ['{"error": "model \\"q\\" not found"}', 'model "q" not found', '', ''],
    ['{"object": "error", "message": "x", "type": "BadRequestError", "param": null, "code": 400}', 'x', '400', ''],
    ['{"detail": "Not Found"}', 'Not Found', '', ''],
    [
      '{"detail": [{"loc": ["body", "stream_options", 0], "msg": "not permitted"}, {"loc": ["body"], "msg": "bad"}]}',
      'body.stream_options.0: not permitted; body: bad',
      '',
      'stream_options',
    ],
    ['{"detail": []}', '', '', ''],
    ['{"message": {"deep": 1}}', '{"deep":1}', '', ''],
    ['"just text"', 'just text', '', ''],
    ['{}', '', '', ''],
    ['null', '', '', ''],
    ['[1]', '', '', ''],
    ['', '', '', ''],
    [' upstream\n timed out ', 'upstream timed out', '', ''],
    ['<!doctype html><p>x', 'it sent a web page, perhaps from a proxy or a log-in page.', '', ''],
    ['<!-- nginx -->\n<html>', 'it sent a web page, perhaps from a proxy or a log-in page.', '', ''],
    ['<think> is no page', '<think> is no page', '', ''],
  ] as const) {
    assert.deepEqual(readServerError(body), { message, code, param }, body);
  }
});

test('a reply that is an error is told from one that is none', () => {
  assert.equal(errorInReply({ error: 'x' })?.message, 'x');
  assert.equal(errorInReply({ object: 'error', message: 'x' })?.message, 'x');
  assert.equal(errorInReply({ message: 'x' })?.message, 'x');
  for (const fine of [{ choices: [], error: null }, { choices: [], message: 'x' }, { result: 1 }, [], 'x', 17, null])
    assert.equal(errorInReply(fine), undefined);
});
