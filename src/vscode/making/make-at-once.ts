import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { toolKey } from '../../engine/ledger/entry';
import type { Place } from '../../engine/library/library';
import { foreignClasses } from '../../engine/making/foreign-classes';
import { makeAtOnce, mostQuestions, type InstantOutcome } from '../../engine/making/make-at-once';
import type { Example } from '../../engine/making/split';
import type { Notation } from '../../engine/notation/notation';
import type { SynthesisQuestion } from '../../engine/synthesis/synthesize';
import type { Tool } from '../../engine/tool/tool';
import { abortSignalOf } from '../abort';
import { book } from '../ledger/book';
import type { Parts } from '../parts';
import { shownLine } from '../words/shown';
import { scoreText } from './words';

/** What a tool is made from at once. */
export interface AtOnce {
  readonly examples: readonly Example[];
  /** The problems that are open beside them. */
  readonly open: readonly string[];
  readonly notation: Notation;
  readonly place: Place;
}

/** A tool that was made and kept, that a model is to be asked instead, or that the person gave up. */
export type MadeAtOnce =
  | { readonly kind: 'made'; readonly tool: Tool; readonly message: string }
  | { readonly kind: 'askModel' }
  | { readonly kind: 'givenUp' };

/** Makes a tool without a model, where a rule can be claimed. Asks for the answers that decide between rules. */
export async function makeWithoutModel(parts: Parts, request: AtOnce): Promise<MadeAtOnce> {
  const foreign = foreignClasses((await parts.library.list()).tools);
  const answered: Example[] = [];
  for (;;) {
    const outcome = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Toolsmith: looking for a rule', cancellable: true },
      (_, token) =>
        makeAtOnce(
          { ...request, examples: [...request.examples, ...answered], foreign },
          { synthesizer: parts.synthesizer, workshop: parts.workshop(), now: () => new Date() },
          abortSignalOf(token),
        ),
    );
    switch (outcome.kind) {
      case 'none':
        parts.log.info(`nothing to claim without a model: ${outcome.reason}`);
        return { kind: 'askModel' };
      case 'cancelled':
        return { kind: 'givenUp' };
      case 'made':
        return keep(parts, outcome, request.place);
      case 'asks': {
        if (answered.length === mostQuestions) return { kind: 'askModel' };
        const answer = await askAnswer(outcome.question);
        if (answer === 'askModel') return { kind: 'askModel' };
        if (answer === undefined) return { kind: 'givenUp' };
        answered.push({ problem: outcome.question.problem, answer: answer.text, seen: 'shown' });
      }
    }
  }
}

async function keep(
  parts: Parts,
  { tool: made, score, notes }: Extract<InstantOutcome, { kind: 'made' }>,
  place: Place,
): Promise<MadeAtOnce> {
  const tool: Tool = { ...made, id: await parts.library.newId(made.name) };
  await parts.library.save(tool, place, []);
  parts.milestones.reached('toolMade');
  const at = new Date().toISOString();
  await parts.library.recordVerification(tool, { ...score, at, acceptedForeign: notes.length });
  await book(parts, { kind: 'making', at, making: randomUUID(), outcome: 'made', tool: toolKey(tool) });
  parts.log.info(`made "${tool.name}" without a model: ${scoreText(score)}`);
  const message = `Made “${shownLine(tool.name)}” without a model: ${scoreText(score)}.${notes.map((note) => ` ${shownLine(note)}.`).join('')}`;
  return { kind: 'made', tool, message };
}

/** Asks which of the answers that rules give to one problem is right. `undefined`: given up. */
async function askAnswer({
  problem,
  answers,
}: SynthesisQuestion): Promise<{ readonly text: string } | 'askModel' | undefined> {
  const choices = [
    ...answers.map((text) => ({
      label: shownLine(text),
      answer: { text },
    })),
    { label: '$(edit) Another Answer…', answer: 'other' as const },
    { label: '$(sparkle) Ask a Model Instead', answer: 'askModel' as const },
  ];
  const picked = await vscode.window.showQuickPick(choices, {
    title: 'The Examples Leave One Thing Open',
    placeHolder: `What is the answer to ${shownLine(problem)}? It decides which rule is meant.`,
    ignoreFocusOut: true,
  });
  if (picked?.answer !== 'other') return picked?.answer;
  const text = await vscode.window.showInputBox({
    title: 'Another Answer',
    prompt: `The answer to ${shownLine(problem)}, as it should stand in the text.`,
    ignoreFocusOut: true,
  });
  return text === undefined || text === '' ? undefined : { text };
}
