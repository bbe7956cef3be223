import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { toolKey } from '../../engine/ledger/entry';
import type { LibraryTool, ToolAddress } from '../../engine/library/library';
import {
  changedRows,
  correctAtOnce,
  correctionMaterial,
  correctionOf,
  correctTool,
  taughtTool,
  type Correction,
} from '../../engine/making/correct-tool';
import type { MakingOutcome } from '../../engine/making/make-tool';
import { planMaking } from '../../engine/making/plan';
import type { SolvedProblem } from '../../engine/making/revise';
import { verifyTool } from '../../engine/making/verify';
import type { Tool } from '../../engine/tool/tool';
import { abortSignalOf } from '../abort';
import { ensureApproved } from '../asking/approve';
import { askToSend } from '../asking/ask-to-send';
import { reviseHere } from '../asking/revise-here';
import { runCommand } from '../commands';
import { book } from '../ledger/book';
import type { Parts } from '../parts';
import { counted } from '../words/amounts';
import { shownLine } from '../words/shown';
import { keepVersion, whyNot } from './keep-version';
import { makingQuestions } from './questions';
import { isTaken } from './take-version';
import { progressText, scoreText } from './words';

/**
 * Teaches a tool answers that a person gave: they are examples from then on, and where the tool does not give them it
 * is repaired, with consent. The next version is taken once the person has seen which of the rows at hand it changes.
 * Whatever comes of it is said.
 */
export async function teachTool(
  parts: Parts,
  address: ToolAddress,
  given: readonly SolvedProblem[],
  rows: readonly string[],
): Promise<void> {
  const found = await parts.library.find(address);
  const listed = found && (await ensureApproved(parts, found));
  if (!listed) return;
  const { tool } = listed;
  const name = shownLine(tool.name);
  if (tool.reader === 'model') {
    void vscode.window.showInformationMessage(
      `“${name}” has no parser of its own that could be repaired. Make it again from its examples and these.`,
    );
    return;
  }
  const correction = correctionOf(listed, given, (await parts.library.list()).tools);
  const taught = taughtTool(correction);
  const verdicts = await verifyTool(taught, parts.workshop(), new AbortController().signal);
  if (!verdicts) return;
  if (verdicts.every(({ kind }) => kind === 'right')) {
    const revised = await reviseHere(parts, listed, { tool: taught, example: null });
    void vscode.window.showInformationMessage(
      revised.kind === 'refused'
        ? revised.reason
        : `“${name}” gives ${counted(given.length, 'answer')} like that already. Now ${given.length === 1 ? 'it is an example' : 'they are examples'} of it.`,
    );
    return;
  }
  const making = randomUUID();
  const outcome = await repair(parts, listed, correction, { making, given, rows });
  if (!outcome) return;
  const next = outcome.kind === 'made' ? outcome.tool : undefined;
  const changed = next && (await changedRows(tool, next, rows, parts.workshop(), new AbortController().signal));
  const taken = next && changed ? await isTaken(parts, listed, next, changed) : false;
  const version = taken ? await keepVersion(parts, listed, outcome) : undefined;
  await book(parts, {
    kind: 'making',
    at: new Date().toISOString(),
    making,
    outcome: version || outcome.kind !== 'made' ? outcome.kind : 'cancelled',
    tool: toolKey(version ?? tool),
  });
  // Not awaited: what is answered anew does not wait for the message.
  if (version && outcome.kind === 'made') void sayLearned(listed, version, scoreText(outcome.score));
  else if (outcome.kind !== 'made')
    void vscode.window.showWarningMessage(`“${name}” stays as it is. ${shownLine(whyNot(outcome))}`);
}

async function sayLearned({ tool, place }: LibraryTool, version: Tool, score: string): Promise<void> {
  const address = { place, id: tool.id };
  const choice = await vscode.window.showInformationMessage(
    `“${shownLine(tool.name)}” has learned it: version ${version.versions.at(-1)?.number ?? 1}, ${score}.`,
    'Open Tool',
    'Go Back',
  );
  if (choice === 'Open Tool') await runCommand('toolsmith.openTool', address);
  if (choice === 'Go Back') await runCommand('toolsmith.goBackToVersion', address, tool.versions.at(-1)?.number ?? 1);
}

/** What is taught, and what it is booked on. */
interface Lesson {
  readonly making: string;
  readonly given: readonly SolvedProblem[];
  readonly rows: readonly string[];
}

/** A next version: found without a model where that made the tool, else by the strong one, with consent. */
async function repair(
  parts: Parts,
  { tool }: LibraryTool,
  correction: Correction,
  { making, given, rows }: Lesson,
): Promise<MakingOutcome | undefined> {
  const workshop = parts.workshop();
  const now = (): Date => new Date();
  if (parts.settings.makeWithoutModel()) {
    const synthesis = { synthesizer: parts.synthesizer, workshop, now };
    const found = await correctAtOnce(correction, rows, synthesis, new AbortController().signal);
    if (found !== null) return found;
  }
  const unknown = { model: 'no model', host: 'nowhere', inputPrice: null, outputPrice: null };
  const plan = planMaking(correctionMaterial(correction), workshop.limits, parts.models.identity('maker') ?? unknown);
  const maker = await askToSend(parts, {
    role: 'maker',
    title: `Teach “${shownLine(tool.name)}” ${counted(given.length, 'Answer')}`,
    placeHolder: 'Have the strong model repair the tool? You see what changes before you take it.',
    leave: 'The tool stays as it is.',
    sent: `The tool and ${counted(plan.shown, 'example')} are sent, with the answers that you gave; ${counted(plan.heldOut, 'example')} held out.`,
    setUp: 'It would repair the tool.',
    requests: [plan.request],
    completionTokens: plan.usage.completionTokens,
    most: plan.most,
    booking: { making, tool: toolKey(tool) },
  });
  if (!maker || maker === 'leave') return undefined;
  const makers = { maker, user: null, workshop, now, questions: makingQuestions() };
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Toolsmith', cancellable: true },
    (progress, token) =>
      correctTool(correction, makers, abortSignalOf(token), (step) => progress.report({ message: progressText(step) })),
  );
}
