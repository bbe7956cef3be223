import assert from 'node:assert/strict';
import { test } from 'node:test';
import { programsFor } from '../../../src/engine/synthesis/branches';
import { createBudget } from '../../../src/engine/synthesis/budget';

/** Kinds of columns: the first three rows are shown, and the simplest rule is right in the others, too. */
const kinds: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'a part up to a sign or to the end': [
    ['GET https://a.example.com/x/y 200', 'a.example.com'],
    ['GET http://b.example.org/z 404', 'b.example.org'],
    ['PUT https://c.example.net 200', 'c.example.net'],
    ['GET https://mail.example.co.uk/in 200', 'mail.example.co.uk'],
  ],
  'the last part of a path, without what follows it': [
    ['https://example.com/docs/start?id=1', 'start'],
    ['https://example.com/guides/first-steps?id=20&ref=a', 'first-steps'],
    ['https://example.com/a/b/usage?id=3', 'usage'],
    ['https://example.co.uk/docs/getting-started?id=5', 'getting-started'],
  ],
  'words with one sign between, whatever stood there': [
    ['Hello, World!', 'hello-world'],
    ['C# in Depth', 'c-in-depth'],
    ["What's New?", 'what-s-new'],
    ['A  B (draft)', 'a-b-draft'],
  ],
  'humps to words': [
    ['userName', 'user_name'],
    ['isOk', 'is_ok'],
    ['lastUpdatedAt', 'last_updated_at'],
    ['userEmailAddress', 'user_email_address'],
  ],
  'words to humps': [
    ['user_name', 'userName'],
    ['is_ok', 'isOk'],
    ['last_updated_at', 'lastUpdatedAt'],
    ['id', 'id'],
  ],
  'digits, whatever stands between': [
    ['(425) 555-0123', '425.555.0123'],
    ['425-555-0199', '425.555.0199'],
    ['4255550177', '425.555.0177'],
    ['425 5550 144', '425.555.0144'],
  ],
  'a unit set apart': [
    ['500mg', '500 mg'],
    ['25mcg', '25 mcg'],
    ['3ml', '3 ml'],
    ['1000IU', '1000 IU'],
  ],
};

for (const [name, rows] of Object.entries(kinds))
  test(`${name}: three rows are enough`, () => {
    const [best] = programsFor({
      answers: rows.slice(0, 3).map(([, answer]) => answer),
      rows: rows.map(([problem]) => problem),
      budget: createBudget(450_000, new AbortController().signal),
    });
    assert.deepEqual(
      best?.outputs,
      rows.map(([, answer]) => answer),
    );
  });
