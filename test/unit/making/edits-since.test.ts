import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEdits, sourceText, type CommittedText, type EditsFound } from '../../../src/vscode/making/edits-since';

const original = '3 March 2021\n17 October 1999\n1 January 2000\n30 June 2014\n';
const one = original.replace('3 March 2021', '2021-03-03');
const two = one.replace('17 October 1999', '1999-10-17');
const three = two.replace('1 January 2000', '2000-01-01');

/** Finds edits in a document, and says which earlier texts were asked for. */
async function find(
  text: string,
  { saved, committed, isUntitled = false }: { saved?: string; committed?: string; isUntitled?: boolean },
): Promise<{ found: EditsFound; asked: readonly string[] }> {
  const asked: string[] = [];
  const found = await findEdits(
    { name: 'dates.txt', text, hasUnsavedEdits: saved !== text, isUntitled },
    {
      saved: () => (asked.push('saved'), Promise.resolve(saved)),
      committed: () => (
        asked.push('committed'),
        Promise.resolve<CommittedText>(
          committed === undefined
            ? { kind: 'none', reason: 'it is in no Git repository that the editor has open' }
            : { kind: 'text', text: committed },
        )
      ),
    },
  );
  return { found, asked };
}

const examples = (found: EditsFound) =>
  found.kind === 'found'
    ? [found.since, found.before, found.reading.items.filter(({ answer }) => answer !== null).length]
    : found.message;

test('unsaved edits count from the last save, and Git is not asked', async () => {
  const { found, asked } = await find(three, { saved: one, committed: original });
  assert.deepEqual([examples(found), asked], [['save', one, 2], ['saved']]);
  assert.equal(sourceText('save'), 'your edits since the last save');
});

test('with nothing unsaved, edits count from the last commit', async () => {
  const { found, asked } = await find(three, { saved: three, committed: original });
  assert.deepEqual([examples(found), asked], [['commit', original, 3], ['committed']]);
});

test('too few unsaved edits give way to those since the commit where these are more', async () => {
  assert.deepEqual(examples((await find(three, { saved: two, committed: original })).found), ['commit', original, 3]);
  assert.match(
    String(examples((await find(one, { saved: original, committed: original })).found)),
    /since the last save give one example\. Change at least 2 lines/,
  );
  assert.match(String(examples((await find(one, { saved: original })).found)), /since the last save give one example/);
  // More than can be read of the unsaved edits does not hide the commit.
  const many = Array.from({ length: 1_200 }, (_, index) => `line ${index}\n`).join('');
  assert.deepEqual(examples((await find(two, { saved: many, committed: original })).found), ['commit', original, 2]);
});

test('the same edit twice is one example', async () => {
  const { found } = await find('b\nb\nc\n', { saved: 'a\na\nc\n' });
  assert.match(String(examples(found)), /give one example/);
});

test('where there is nothing to make a tool of, it is said why and what to do', async () => {
  const message = async (...input: Parameters<typeof find>) => String(examples((await find(...input)).found));
  assert.match(
    await message(original, { saved: original, committed: original }),
    /^dates\.txt is as it was at the last commit\. Change at least 2 lines in place/,
  );
  assert.match(
    await message(original, { saved: original }),
    /^dates\.txt has no unsaved edits, and no committed text to compare it with: it is in no Git repository that the editor has open\. Change a few lines in place, and make the tool before you save\.$/,
  );
  assert.match(await message(original, { isUntitled: true }), /was never saved.*Save it, change a few lines in place/);
  assert.match(
    await message(`new\n${original}`, { saved: original }),
    /since the last save give no example\. Line 1: this line was added: nothing shows what it came from\. Change at least 2 lines/,
  );
  const many = Array.from({ length: 1_200 }, (_, index) => `line ${index}\n`).join('');
  assert.match(
    await message(original, { saved: many }),
    /could not be read: more than 1,000 lines were added or removed\. Edit a few lines in place/,
  );
});
