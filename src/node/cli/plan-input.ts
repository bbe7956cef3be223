import type { Answerer } from '../../engine/applying/answerer';
import type { Reading } from '../../engine/notation/notation';
import type { Plan, PlanQuestion } from '../../engine/problem/plan';
import { questionText } from '../../engine/problem/plan-question';
import { showInvisible } from '../../engine/text/show-invisible';
import { wholeOf, type Source } from '../../engine/text/source';
import { usualShell } from '../shell';
import type { Application } from './application';
import { saidOf } from './said-options';
import { inputName, unreadableInput } from './read-input';
import { UsageError } from './terminal';

/** An input as it was planned. */
export interface ReadText {
  readonly source: Source;
  readonly reading: Reading;
  readonly plan: Plan;
}

/** A text in the reading that suits the tools best. Asks no model. Throws `UsageError`. */
export async function planInput(
  answerer: Answerer,
  path: string,
  text: string,
  { options, surroundings }: Application,
): Promise<ReadText> {
  const source = wholeOf(text);
  const planned = await answerer.plan({ source, name: path, said: saidOf(options) }, surroundings.signal);
  switch (planned.kind) {
    case 'plan':
      return { source, reading: planned.plan.reading, plan: planned.plan };
    case 'question':
      throw severalPlans(planned.question, path);
    case 'unreadable':
      throw unreadableInput(path, planned.complaints);
    case 'saidWrongly':
      throw new UsageError(`${inputName(path)} ${showInvisible(planned.reason)}`);
    case 'noProblems':
      throw new UsageError(`${path} holds no problems.`);
    case 'givenUp':
      throw new UsageError('interrupted');
  }
}

/** That the person has to say which of several plans is meant. */
export function severalPlans(question: PlanQuestion, path: string): UsageError {
  return new UsageError(`${inputName(path)}: ${questionText(question, usualShell)}`);
}
