import type { Decision, MakingQuestions } from '../../engine/making/asking';
import { showInvisible } from '../../engine/text/show-invisible';
import { answerOption } from './given-answers';
import type { Terminal } from './terminal';

/** What a maker asks, and what of it was left open. */
export interface AskedAtTerminal {
  readonly questions: MakingQuestions;
  /** Questions that nobody answered, with the options that answer them. */
  readonly open: readonly string[];
}

/** Puts what a maker asks to whoever sits at the terminal; where nobody does, it stays open. */
export function questionsAt(terminal: Terminal): AskedAtTerminal {
  const open: string[] = [];
  const { ask } = terminal;
  return {
    open,
    questions: {
      undecided: async ({ problem, answers }) => {
        const question = `The examples do not decide what ${showInvisible(problem)} gives`;
        if (ask) return chosen(question, answers, true, terminal, ask);
        open.push(`${question}. Say it: ${answers.map((answer) => answerOption(problem, answer)).join(' or ')}`);
        return { kind: 'nobody' };
      },
      doubted: async ({ problem, answer, expected, mayLeaveOut }) => {
        const question = `The strong model doubts an example: ${showInvisible(problem)} has the answer ${showInvisible(answer)}, and the others lead to ${showInvisible(expected)}`;
        if (ask) return chosen(question, [expected, answer], mayLeaveOut, terminal, ask);
        open.push(`${question}. If that is right, say it: ${answerOption(problem, expected)}`);
        return { kind: 'nobody' };
      },
    },
  };
}

/** A number chooses an answer, `-` leaves the problem out, anything else behind a `=` is the answer itself. */
async function chosen(
  question: string,
  answers: readonly string[],
  mayLeaveOut: boolean,
  terminal: Pick<Terminal, 'err'>,
  ask: NonNullable<Terminal['ask']>,
): Promise<Decision> {
  terminal.err(`${question}.\n${answers.map((answer, at) => `  ${at + 1}: ${showInvisible(answer)}\n`).join('')}`);
  for (;;) {
    const line = await ask(`The number, = and another answer${mayLeaveOut ? ', or - to leave it out' : ''}: `);
    if (line === undefined) return { kind: 'nobody' };
    const answer = answers[Number(line.trim()) - 1];
    if (answer !== undefined) return { kind: 'answer', answer };
    if (line.startsWith('=')) return { kind: 'answer', answer: line.slice(1).trim() };
    if (mayLeaveOut && line.trim() === '-') return { kind: 'leaveOut' };
  }
}
