import * as vscode from 'vscode';
import { oneTool } from '../../engine/applying/one-tool';
import { toolsOf } from '../../engine/applying/row';
import type { OpenItems } from '../../engine/applying/open-items';
import { planForTool, type TextToPlan } from '../../engine/applying/plan-text';
import type { LibraryTool } from '../../engine/library/library';
import { readSource } from '../../engine/problem/read';
import { abortSignalOf } from '../abort';
import { useParts } from '../asking/answerers';
import { ensureApproved } from '../asking/approve';
import { applicableTools } from '../asking/applicable-tools';
import { applyBest, forgetChosenTools } from './apply-best';
import type { AnswersFiles } from './answers-files';
import { appliedTool } from './applied-tool';
import { choiceOf, type Choice } from '../asking/best-reading';
import { chooseColumn } from '../asking/choose-column';
import { ensureVerified } from '../asking/ensure-verified';
import { mayOfferKeeping } from '../asking/keep-consent';
import { pickTool } from '../asking/pick-tool';
import { registerCommand, runCommand } from '../commands';
import type { Parts } from '../parts';
import { restOf } from '../text/rest';
import { sourceOf } from '../text/selection';
import { shownLine } from '../words/shown';
import { answerDocument } from './answer-document';
import { lastToolIn, rememberTool } from './last-tool';
import { keepLabel, nothingAnswered, unreadProblems } from './outcome-words';
import { registerReviews } from './review-commands';
import { selectUnanswered } from './select-unanswered';
import { isWorthReview, mayAsk, reviewOf } from './review-of';
import { reviewedRows } from './reviewed-rows';
import { itemsOf, sayUnplanned, sayUnreadable } from './say-unplanned';
import type { OpenDocument, ReadDocument } from './task';

/** The commands that apply tools, and those of the review of their answers. */
export function registerApplying(parts: Parts, files: AnswersFiles): vscode.Disposable {
  const reviews = registerReviews(parts, files);
  const memory = parts.context.workspaceState;

  /** From a chosen tool to the review. */
  const apply = async (
    { tool, plan: { reading } }: Choice,
    here: ReadDocument,
    { open, anew }: OpenItems,
  ): Promise<void> => {
    if (!(await ensureVerified(parts, tool))) return;
    const address = { place: tool.place, id: tool.tool.id };
    await rememberTool(memory, address);
    await parts.toolsOfDocuments.remember(here.document.uri, address);
    const task: OpenDocument = { ...here, reading, open, anew };
    const answerer = oneTool(tool, useParts(parts, here.document.uri, 'left'));
    const rows = await answerDocument(parts, task, answerer, 'left');
    if (!rows) return;
    const answered = reviewedRows(rows, false);
    const origin = { kind: 'tool', address } as const;
    if (isWorthReview(answered, mayAsk(parts) || tool.tool.reader === 'model')) {
      await reviews.show(reviewOf(task, origin, tool.tool.name, answered, toolsOf(rows)));
      return;
    }
    const nothing = nothingAnswered(tool.tool.name, answered);
    if (!nothing) return;
    const make = nothing.remedy === 'makeTool';
    const unread = make && mayOfferKeeping(parts.context.globalState) ? unreadProblems(answered) : [];
    const choice = await vscode.window.showInformationMessage(
      nothing.message,
      make ? 'Make Tool from Selection' : 'Open Tool',
      ...(unread.length > 0 ? [keepLabel] : []),
    );
    if (choice === keepLabel) await runCommand('toolsmith.inbox.keep', unread, reading.notation);
    else if (choice)
      await (make
        ? runCommand('toolsmith.makeTool')
        : runCommand('toolsmith.openTool', { place: tool.place, id: tool.tool.id }));
  };

  /** From a tool with its plan, or with a question about it, to the review. */
  const applyChoice = async (choice: Choice, here: ReadDocument): Promise<void> => {
    const meant = await chooseColumn(choice, { memory, document: here.document.uri });
    const items = meant && (await itemsOf(meant.plan));
    if (items) await apply(meant, here, items);
  };

  const applyFromPicker = async (): Promise<void> => {
    const tools = await applicableTools(parts);
    if (!tools) return;
    const here = await selected(parts);
    if (!here) return;
    const picked = await pickTool(parts.workshop(), tools, textOf(here));
    if (picked?.plan === null) await applyTo(here, picked.tool);
    if (picked?.plan) await applyChoice(picked, here);
  };

  const applyOne = async (tool: LibraryTool): Promise<void> => {
    const here = await selected(parts);
    if (here) await applyTo(here, tool);
  };

  const applyTo = async (here: ReadDocument, found: LibraryTool): Promise<void> => {
    // Its parser is tried for the reading: before that it is reviewed.
    const tool = await ensureApproved(parts, found);
    const choice = tool && (await readingFor(parts, tool, here));
    if (choice) await applyChoice(choice, here);
  };

  return vscode.Disposable.from(
    reviews,
    registerCommand('toolsmith.applyTool', parts.log, applyFromPicker),
    registerCommand('toolsmith.applyBestTool', parts.log, async () => {
      const tools = await applicableTools(parts);
      const here = tools && (await selected(parts));
      if (tools && here) await applyBest(parts, reviews, tools, here);
    }),
    registerCommand('toolsmith.forgetChosenTools', parts.log, async () => forgetChosenTools(parts)),
    registerCommand('toolsmith.applyThisTool', parts.log, async (address) => {
      if (!address) return applyFromPicker();
      const tool = await appliedTool(parts, address);
      if (tool) await applyOne(tool);
    }),
    registerCommand('toolsmith.applyLastTool', parts.log, async () => {
      const last = lastToolIn(memory);
      const tool = last && (await parts.library.find(last));
      // The last one may have been deleted since: then the person chooses another.
      await (tool?.tool.stage === 'tool' ? applyOne(tool) : applyFromPicker());
    }),
    registerCommand('toolsmith.applyToRestOfDocument', parts.log, async () => {
      const document = (await parts.lastText.editor())?.document;
      const address = document && (parts.toolsOfDocuments.of(document.uri) ?? lastToolIn(memory));
      await (document && address && (await parts.library.find(address))
        ? runCommand('toolsmith.applyToRest', address, document.uri)
        : applyFromPicker());
    }),
    registerCommand('toolsmith.selectUnanswered', parts.log, () => selectUnanswered(parts)),
    registerCommand('toolsmith.applyToRest', parts.log, async (address, uri, find) => {
      const tool = await appliedTool(parts, address);
      if (!tool) return;
      const document = await vscode.workspace.openTextDocument(uri);
      const documentVersion = document.version;
      const rest = find ? find(document) : restOf(tool.tool, document);
      if (rest)
        await apply(
          { tool, plan: { reading: rest.reading, overwrite: false, guard: 'unlessMeant' } },
          { document, documentVersion, source: rest.source },
          rest,
        );
      else
        void vscode.window.showInformationMessage(
          `${shownLine(vscode.workspace.asRelativePath(uri))} holds no problem that is not one of the tool's examples. Write further problems there, then apply the tool.`,
        );
    }),
  );
}

/** What is selected, read; `undefined` where there is nothing to read and it was said. */
async function selected({ lastText }: Parts): Promise<ReadDocument | undefined> {
  const editor = await lastText.editor();
  if (!editor) {
    void vscode.window.showInformationMessage(
      'No editor is open. Open a text and highlight problems in it, then apply a tool.',
    );
    return undefined;
  }
  const source = sourceOf(editor);
  const result = source ? readSource(source) : undefined;
  if (source && result?.kind === 'read')
    return { document: editor.document, documentVersion: editor.document.version, source };
  sayUnreadable(result?.kind === 'unreadable' ? result.complaints : []);
  return undefined;
}

/** The reading that suits a given tool; `undefined` when cancelled, or where there is none and it was said. */
async function readingFor(parts: Parts, tool: LibraryTool, here: ReadDocument): Promise<Choice | undefined> {
  const planned = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Toolsmith: reading the selection for “${shownLine(tool.tool.name)}”`,
      cancellable: true,
    },
    (_, token) => planForTool({ workshop: parts.workshop(), signal: abortSignalOf(token) }, tool.tool, textOf(here)),
  );
  const choice = choiceOf(tool, planned);
  if (!choice && planned.kind !== 'plan') sayUnplanned(planned);
  return choice;
}

function textOf({ source, document }: ReadDocument): TextToPlan {
  return { source, name: document.fileName };
}
