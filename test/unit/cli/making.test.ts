import assert from 'node:assert/strict';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import type { Decision } from '../../../src/engine/making/asking';
import { questionsAt } from '../../../src/node/cli/making-questions';
import { answer, startFaultServer } from '../../faults/fault-server';
import { doublingCode, file, objects, proposal, run, workFolder, type Ran } from './cli';

const solved = 'double 3 => 6\ndouble 4 => 8\ndouble 21 => 42\ndouble -5 => -10\n';
const open = 'double 2.5 =>\ntwice nine =>\n';
let folder = '';
const server = await startFaultServer();
after(() => server.close());
beforeEach(async () => {
  folder = await workFolder();
});

async function make(content: string, ...options: readonly string[]): Promise<Ran> {
  const examples = await file(folder, 'examples.txt', content);
  const library = join(folder, 'lib');
  await mkdir(library, { recursive: true });
  return run(folder, [
    ...['make', '--no-synthesis', '--examples', examples, '--library', library],
    ...['--base-url', server.baseUrl, '--maker-model', 'strong', ...options],
  ]);
}

/** The doubling tool with something said beside it. */
function remarking(remarks: object): string {
  return proposal(doublingCode).replace('"name"', `${JSON.stringify(remarks).slice(1, -1)}, "name"`);
}

test('a tool that answers all examples is named, and no model is asked, unless another one is wanted', async () => {
  server.script(answer(proposal(doublingCode)));
  assert.equal((await make(solved)).code, 0);
  const sent = server.seen.length;
  const again = await make('double 7 => 14\ndouble 8 => 16\n');
  assert.equal(again.code, 0, again.err);
  assert.equal(again.out, 'double-numbers: answers all 2 examples already\n');
  assert.match(again.err, /no model was asked\. Apply it with: apply --tool double-numbers\. --anew makes another/);
  assert.deepEqual(objects((await make(solved, '--json')).out), [{ made: false, known: ['double-numbers'] }]);
  const others = await make('double 7 => 14\ndouble 8 => 17\n', '--dry-run');
  assert.doesNotMatch(others.err, /already|extend/, 'a wrong answer makes it another class');
  const some = await make('double 7 => 14\ntwice 8 => 16\n', '--dry-run');
  assert.match(some.err, /double-numbers answers 1 of the 2 examples and refuses the others: extend --tool/);
  assert.equal(server.seen.length, sent);
  server.script(answer(proposal(doublingCode)));
  assert.match((await make(solved, '--anew')).out, /^double-numbers-2: 4 of 4/);
});

test('where no tool is needed that is said, and the strong model is asked only if it is wanted all the same', async () => {
  const dates = '2021-03-04 => 2021/03/04\n1999-12-31 => 1999/12/31\n2024-02-29 => 2024/02/29\n';
  const sent = server.seen.length;
  const told = await make(dates, '--json');
  assert.equal(told.code, 1);
  assert.match(told.err, /Find and Replace does this without a tool: “-” by “\/”/);
  assert.match(told.err, /nothing was sent\. --anyway/);
  assert.deepEqual(objects(told.out), [{ made: false, needless: { kind: 'replace', find: '-', replace: '/' } }]);
  assert.match((await make(dates, '--dry-run')).out, /1999/, 'what would be sent can be looked at');
  assert.equal(server.seen.length, sent);
  server.script(answer(proposal(doublingCode)), answer(proposal(doublingCode)), answer(proposal(doublingCode)));
  await make(dates, '--anyway');
  assert.ok(server.seen.length > sent);
});

test('problems without an answer are in view, told and in what would be sent; one option leaves them out', async () => {
  const shown = await make(solved + open, '--dry-run');
  assert.match(shown.err, /2 held out; 2 problems without an answer shown as well \(--no-data-in-view: none\)/);
  assert.match(shown.out, /<unanswered number="\d">\ntwice nine\n/);
  const without = await make(solved + open, '--dry-run', '--no-data-in-view');
  assert.doesNotMatch(without.err, /shown as well/);
  assert.doesNotMatch(without.out, /unanswered|twice nine/);
  const tokens = ({ err }: Ran): number => Number(/about (\d+) tokens a try/.exec(err)?.[1]);
  assert.ok(tokens(shown) > tokens(without), 'they are counted');
});

test('what the maker asks is printed with the options that answer it, and ends with 1', async () => {
  server.script(answer(remarking({ questions: [{ unanswered: 1, answers: ['5', '5.0'] }] })));
  const made = await make(solved + open);
  assert.equal(made.code, 1, made.err);
  assert.match(made.out, /^double-numbers: 4 of 4/);
  assert.match(
    made.err,
    /The examples do not decide what double 2\.5 gives\. Say it: --answer .double 2\.5 => 5. or --answer .double 2\.5 => 5\.0., with extend --tool double-numbers\n$/,
  );
});

test('a doubted example is printed with the option that corrects it', async () => {
  const wrong = solved.replace('double 4 => 8', 'double 4 => 88');
  const doubt = answer(remarking({ doubted: [{ example: 2, answer: '8' }] }));
  server.script(doubt, doubt, doubt);
  const failed = await make(wrong + open);
  assert.equal(failed.code, 1);
  assert.match(
    failed.err,
    /doubts an example: double 4 has the answer 88, and the others lead to 8\. If that is right, say it: --answer .double 4 => 8./,
  );
  server.script(answer(proposal(doublingCode)));
  const corrected = await make(wrong + open, '--answer', 'double 4 => 8');
  assert.match(corrected.out, /4 of 4, 2 never seen/, corrected.err);
});

test('an answer that is given on the way is an example that the maker sees; one to nothing is said', async () => {
  const request = await make(solved + open, '--answer', 'twice nine => 18', '--dry-run');
  assert.match(request.out, /<problem>\ntwice nine\n<\/problem>\n<answer>\n18\n/);
  const nothing = await make(solved + open, '--answer', 'thrice nine => 27', '--dry-run');
  assert.equal(nothing.code, 2);
  assert.match(nothing.err, /speaks of no problem that is there/);
});

test('at a terminal a number chooses, = gives another answer, - leaves it out, and the end of the input ends it', async () => {
  const asked = async (...lines: readonly string[]): Promise<Decision> => {
    const left = [...lines];
    const { questions } = questionsAt({
      out: () => undefined,
      err: () => undefined,
      ask: () => Promise.resolve(left.shift()),
    });
    return questions.undecided({ problem: 'a', answers: ['1', '2'] });
  };
  assert.deepEqual(await asked('2'), { kind: 'answer', answer: '2' });
  assert.deepEqual(await asked('9', 'what?', '= 3'), { kind: 'answer', answer: '3' });
  assert.deepEqual(await asked('-'), { kind: 'leaveOut' });
  assert.deepEqual(await asked(), { kind: 'nobody' });
});

/** The doubling tool that reads further numbers, and whatever `also` adds to its parser. */
const widerCode = doublingCode.replace('\\d{1,9}', '\\d{1,9}(?:\\.\\d+)?').replace('"integer"', '"number"');
const wider = proposal(widerCode).replace('"integer"', '"number"');

function extend(content: string, ...options: readonly string[]): Promise<Ran> {
  return file(folder, 'more.txt', content).then((input) =>
    run(folder, [
      ...['extend', '--tool', 'double-numbers', '--input', input, '--library', join(folder, 'lib')],
      ...['--base-url', server.baseUrl, '--maker-model', 'strong', ...options],
    ]),
  );
}

const rows = 'double 7\ndouble 8\ndouble 2.5\ndouble 1.5\ntwice nine\n';

test('after a making it is said what is left, by form, and extend makes the tool read more of it', async () => {
  server.script(answer(proposal(doublingCode)));
  const made = await make(solved + open);
  assert.match(
    made.err,
    /it answers 0 of the 2 problems without an answer; left are 1 like double 2\.5, 1 like twice nine\. To have it read them: extend --tool double-numbers --input \S+examples\.txt\n$/,
  );
  server.script(answer(wider));
  const extended = await extend(rows);
  assert.equal(extended.code, 0, extended.err);
  assert.match(extended.out, /^double-numbers: version 2, 4 of 4, 2 never seen by the maker; 1 try/);
  assert.match(extended.err, /leaves 3 problems of \S+: 2 like double 2\.5, 1 like twice nine\n/);
  assert.match(extended.err, /it answers 2 of the 3 that were left; left are 1 like twice nine\n$/);
  const sent = JSON.stringify(server.seen.at(-1)?.body);
  assert.ok(sent.includes('twice nine') && !sent.includes('double 7') && !sent.includes('double 21'));
  const versions = await readdir(join(folder, 'lib', 'double-numbers'));
  assert.ok(versions.includes('v1.js') && versions.includes('v2.js'), versions.join());
});

test('a version that changes an answer, or reads nothing more, is not taken: the tool stays as it is', async () => {
  server.script(answer(proposal(doublingCode)));
  assert.equal((await make(solved)).code, 0);
  const before = await readFile(join(folder, 'lib', 'double-numbers', 'tool.json'), 'utf8');
  const changing = answer(wider.replace('String(2 * number)', 'number === 7 ? "15" : String(2 * number)'));
  server.script(changing, changing, changing);
  const changed = await extend(rows);
  assert.equal(changed.code, 1);
  assert.match(changed.err, /double-numbers stays as it is/);
  assert.match(changed.err, /1 problem that the tool answered before is answered otherwise now/);
  server.script(answer(proposal(doublingCode)));
  const another = await extend(rows);
  assert.match(another.err, /takes them for another class/);
  assert.equal(await readFile(join(folder, 'lib', 'double-numbers', 'tool.json'), 'utf8'), before);
  assert.match((await extend('double 7\n')).err, /there is nothing to extend it to/);
});

test('extend with an answer corrects the tool, which gives it from then on', async () => {
  server.script(answer(proposal(doublingCode)));
  assert.equal((await make(solved)).code, 0);
  server.script(
    answer(proposal(doublingCode.replace('return number', 'if (number === 7) return "seven"; return number'))),
  );
  const corrected = await extend('double 7\ndouble 8\n', '--answer', 'double 7 => seven');
  assert.equal(corrected.code, 0, corrected.err);
  assert.match(corrected.out, /version 2, 5 of 5/);
});
