import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { toolKey } from '../../engine/ledger/entry';
import type { LibraryTool, ToolAddress } from '../../engine/library/library';
import { foreignClasses } from '../../engine/making/foreign-classes';
import { coverageOf, leftProblems, leftText, type Coverage } from '../../engine/making/coverage';
import {
  examplesToGoOnWith,
  extendTool,
  extensionMaterial,
  gainOf,
  type Extension,
} from '../../engine/making/extend-tool';
import { planMaking } from '../../engine/making/plan';
import { abortSignalOf } from '../abort';
import { ensureApproved } from '../asking/approve';
import { askToSend } from '../asking/ask-to-send';
import { runCommand } from '../commands';
import { book } from '../ledger/book';
import type { Parts } from '../parts';
import { counted } from '../words/amounts';
import { shownLine } from '../words/shown';
import { keepVersion, whyNot } from './keep-version';
import { makingQuestions } from './questions';
import { progressText, scoreText } from './words';

/** Has the strong model extend a tool to problems that it leaves, with consent; whatever comes of it is said. */
export async function extendToProblems(parts: Parts, address: ToolAddress, problems: readonly string[]): Promise<void> {
  const found = await parts.library.find(address);
  const listed = found && (await ensureApproved(parts, found));
  if (!listed) return;
  const never = new AbortController().signal;
  const coverage = await coverageOf(listed.tool, [...new Set(problems)], parts.workshop(), never);
  if (!coverage) return;
  const extension = await extensionOf(parts, listed, coverage);
  const left = leftProblems(coverage).length;
  const name = shownLine(listed.tool.name);
  if (left === 0) {
    void vscode.window.showInformationMessage(`“${name}” answers all of these problems.`);
    return;
  }
  const unknown = { model: 'no model', host: 'nowhere', inputPrice: null, outputPrice: null };
  const identity = parts.models.identity('maker') ?? unknown;
  const plan = planMaking(extensionMaterial(extension), parts.workshop().limits, identity);
  const making = randomUUID();
  const maker = await askToSend(parts, {
    role: 'maker',
    title: `Extend “${name}” to ${counted(left, 'More Problem')}`,
    placeHolder: `Left are ${shownLine(leftText(coverage))}`,
    leave: 'The tool stays as it is.',
    sent: `The tool, ${counted(plan.shown, 'example')} and ${plan.inView} of these problems are sent; ${counted(plan.heldOut, 'example')} held out. What it answers already must stay.`,
    setUp: 'It would make the next version of the tool.',
    requests: [plan.request],
    completionTokens: plan.usage.completionTokens,
    most: plan.most,
    booking: { making, tool: toolKey(listed.tool) },
  });
  if (!maker || maker === 'leave') return;
  const makers = { maker, user: null, workshop: parts.workshop(), now: () => new Date(), questions: makingQuestions() };
  const outcome = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Toolsmith', cancellable: true },
    (progress, token) =>
      extendTool(extension, makers, abortSignalOf(token), (step) => progress.report({ message: progressText(step) })),
  );
  const version = await keepVersion(parts, listed, outcome);
  await book(parts, {
    kind: 'making',
    at: new Date().toISOString(),
    making,
    outcome: outcome.kind,
    tool: toolKey(version ?? listed.tool),
  });
  const gain = version && (await gainOf(version, coverage, makers, never));
  if (!version || !gain || outcome.kind !== 'made') {
    void vscode.window.showWarningMessage(`“${name}” stays as it is. ${shownLine(whyNot(outcome))}`);
    return;
  }
  await runCommand('toolsmith.review.answerAnew', address);
  const choice = await vscode.window.showInformationMessage(
    `“${name}” is extended: version ${version.versions.length} answers ${gain.gained} of the ${left} that were left; ${scoreText(outcome.score)}. What it answered before is unchanged.${gain.gained < left ? ` Left are ${shownLine(leftText(gain.after))}.` : ''}`,
    'Open Tool',
  );
  if (choice) await runCommand('toolsmith.openTool', address);
}

async function extensionOf(parts: Parts, listed: LibraryTool, coverage: Coverage): Promise<Extension> {
  return {
    tool: listed.tool,
    examples: examplesToGoOnWith(listed),
    coverage,
    foreign: foreignClasses((await parts.library.list()).tools, listed.tool),
  };
}
