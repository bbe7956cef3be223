import { makeAtOnce, type InstantOutcome } from '../../engine/making/make-at-once';
import type { Example } from '../../engine/making/split';
import type { Reading } from '../../engine/notation/notation';
import type { SynthesisQuestion } from '../../engine/synthesis/synthesize';
import { jsonLine, showInvisible } from '../../engine/text/show-invisible';
import type { Options } from './options';
import type { Terminal } from './terminal';
import type { Workbench } from './workbench';

/** What a tool is made from on this machine. */
export interface HereRequest {
  readonly reading: Reading;
  readonly examples: readonly Example[];
  readonly foreign: readonly string[];
}

/**
 * Looks for a rule without a model. The answers of the command line are those to its questions, in the order in which
 * these come: the same file leads to the same ones.
 */
export async function makeHere(
  { reading, examples, foreign }: HereRequest,
  options: Options,
  { synthesizer, workshop }: Workbench,
  signal: AbortSignal,
): Promise<InstantOutcome> {
  const open = reading.items.flatMap(({ problem, answer }) => (answer === null ? [problem] : []));
  const answers = options.all('answer');
  const answered: Example[] = [];
  for (;;) {
    const outcome = await makeAtOnce(
      { examples, answered, open, notation: reading.notation, foreign },
      { synthesizer, workshop, now: () => new Date() },
      signal,
    );
    const answer = answers[answered.length];
    if (outcome.kind !== 'asks' || answer === undefined) return outcome;
    answered.push({ problem: outcome.question.problem, answer });
  }
}

/** Says which problem is to be answered, and what the rules that fit say of it. */
export function sayQuestion({ problem, answers }: SynthesisQuestion, options: Options, terminal: Terminal): void {
  if (options.on('json')) terminal.out(jsonLine({ made: false, question: { problem, answers } }));
  const before = options.all('answer').map((answer) => `--answer ${quoted(answer)} `);
  terminal.err(
    `No tool was made yet: the examples leave open what the answer to this problem is:\n  ${showInvisible(problem)}\nRules that fit them say:\n${answers
      .map((answer) => `  ${showInvisible(answer)}\n`)
      .join('')}Answer it: make it again with ${before.join('')}--answer TEXT.\n`,
  );
}

function quoted(text: string): string {
  return showInvisible(JSON.stringify(text));
}
