import { execFileSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { optionsText, type Said } from '../../../src/engine/problem/said';
import { parseOptions } from '../../../src/node/cli/options';
import { saidOf } from '../../../src/node/cli/said-options';

/** A line of options as a shell parts it. */
function typed(line: string): readonly string[] {
  const out = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
}

test('options that are printed can be typed', () => {
  const all: readonly Said[] = [
    { notation: '->' },
    { notation: '-->' },
    { notation: '=>' },
    { delimiter: '\t' },
    { header: 3, columns: ['Account:', 'a b', '-x'] },
    { answerColumn: 'say "yes"', guard: 'on' },
    { columns: ['$(echo run) `echo run` $HOME !! %PATH% \\', "it's; echo run", 'a\nb', 'é & ü | ü > x'] },
  ];
  for (const said of all) {
    const line = optionsText(said);
    const given = saidOf(parseOptions('apply', typed(line)));
    assert.equal(optionsText(given), line);
    for (const [name, value] of Object.entries(said))
      assert.deepEqual(given[name as keyof Said], value === '\t' ? 'tab' : value, line);
  }
});
