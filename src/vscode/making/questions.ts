import * as vscode from 'vscode';
import type { Decision, MakingQuestions } from '../../engine/making/asking';
import { shownLine } from '../words/shown';

type Choice = vscode.QuickPickItem & { readonly decision?: Decision };

/** Puts what a maker asks to the person: one answer of several, another one, or none. */
export function makingQuestions(): MakingQuestions {
  return {
    undecided: ({ problem, answers }) =>
      ask(
        'The Examples Do Not Decide This One',
        problem,
        answers.map((answer) => ({ answer, description: '' })),
        'The tool is to refuse such problems',
      ),
    doubted: ({ problem, answer, expected, mayLeaveOut }) =>
      ask(
        'One Example Seems to Contradict the Others',
        problem,
        [
          { answer: expected, description: 'what the others lead to' },
          { answer, description: 'as the example has it' },
        ],
        mayLeaveOut ? 'It is no example any more' : undefined,
      ),
  };
}

async function ask(
  title: string,
  problem: string,
  answers: readonly { readonly answer: string; readonly description: string }[],
  leaveOut: string | undefined,
): Promise<Decision> {
  const choices: Choice[] = [
    ...answers.map(({ answer, description }) => ({
      label: shownLine(answer === '' ? '(nothing)' : answer),
      description,
      decision: { kind: 'answer' as const, answer },
    })),
    { label: '$(edit) Something Else…' },
    ...(leaveOut === undefined
      ? []
      : [
          {
            label: '$(circle-slash) Leave It Out',
            description: leaveOut,
            decision: { kind: 'leaveOut' as const },
          },
        ]),
  ];
  const chosen = await vscode.window.showQuickPick(choices, {
    title,
    placeHolder: `What is right for ${shownLine(problem)}?`,
    ignoreFocusOut: true,
  });
  if (!chosen) return { kind: 'nobody' };
  if (chosen.decision) return chosen.decision;
  const answer = await vscode.window.showInputBox({
    title,
    prompt: `The right answer for ${shownLine(problem)}`,
    ignoreFocusOut: true,
  });
  return answer === undefined ? { kind: 'nobody' } : { kind: 'answer', answer };
}
