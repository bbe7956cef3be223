import { toolKey } from '../../engine/ledger/entry';
import { makeAtOnce, type InstantRequest } from '../../engine/making/make-at-once';
import type { SynthesisQuestion } from '../../engine/synthesis/synthesize';
import { jsonLine, showInvisible } from '../../engine/text/show-invisible';
import { concludeMade } from './conclude-making';
import { answerOption } from './given-answers';
import type { Options } from './options';
import { exitCodes, type Terminal } from './terminal';
import { book } from './unwritten';
import type { Surroundings, Workbench } from './workbench';

/** The making that it is a part of. */
interface Making {
  /** Whether a strong model is named, which is asked where nothing can be claimed without one. */
  readonly hasMaker: boolean;
  readonly making: string;
}

/** Makes a tool without a model. The exit code; `undefined` where the strong model is to be asked. */
export async function makeHere(
  from: InstantRequest,
  { hasMaker, making }: Making,
  options: Options,
  workbench: Workbench,
  surroundings: Surroundings,
): Promise<number | undefined> {
  const { terminal, signal } = surroundings;
  const { synthesizer, workshop } = workbench;
  const outcome = await makeAtOnce(from, { synthesizer, workshop, now: () => new Date() }, signal);
  switch (outcome.kind) {
    case 'made': {
      terminal.err('made without a model, at no cost; --no-synthesis has a model make it instead\n');
      const made = { ...outcome, transcript: [] };
      const { tool, code } = await concludeMade(made, options, workbench, surroundings);
      const key = tool ? toolKey(tool) : null;
      const at = new Date().toISOString();
      await book(workbench, { kind: 'making', at, making, outcome: 'made', tool: key }, terminal);
      return code;
    }
    case 'asks':
      if (!hasMaker) {
        sayQuestion(outcome.question, options, terminal);
        return exitCodes.failed;
      }
      terminal.err(
        `without a model the examples leave open what ${showInvisible(outcome.question.problem)} gives; --answer would tell\n`,
      );
      return undefined;
    case 'none': {
      if (hasMaker) {
        terminal.err(`nothing to claim without a model: ${outcome.reason}\n`);
        return undefined;
      }
      const message = `Without a model no tool could be made: ${outcome.reason}. Name a strong model: --maker-model (and --base-url), or TOOLSMITH_MAKER_MODEL.`;
      if (options.on('json')) terminal.out(jsonLine({ made: false, error: { kind: 'notMade', message } }));
      terminal.err(`${message}\n`);
      return exitCodes.failed;
    }
    case 'cancelled':
      return exitCodes.interrupted;
  }
}

/** Says which problem is to be answered, and the options that answer it as the rules that fit do. */
function sayQuestion({ problem, answers }: SynthesisQuestion, options: Options, terminal: Terminal): void {
  if (options.on('json')) terminal.out(jsonLine({ made: false, question: { problem, answers } }));
  const before = options.all('answer').length > 0 ? 'Beside what was answered already, say it' : 'Say it';
  terminal.err(
    `No tool was made yet: the examples do not decide what ${showInvisible(problem)} gives. ${before}, with one of these or an answer of your own:\n${answers
      .map((answer) => `  ${answerOption(problem, answer)}\n`)
      .join('')}`,
  );
}
