import * as vscode from 'vscode';
import { livingPreferences, withChoice } from '../../engine/dispatching/preferences';
import { openToolIndex } from '../../engine/dispatching/tool-index';
import type { LibraryTool } from '../../engine/library/library';
import { readSource } from '../../engine/problem/read';
import { bestTool } from '../../node/batch/best-tool';
import { fileHead, wholeLines } from '../../node/batch/file-head';
import { oneTool } from '../../node/batch/one-tool';
import type { UseParts } from '../../node/batch/tool-rows';
import { indexStoreOf } from '../index-store';
import { sentence, shownFile, shownLine } from '../words/shown';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import { applicableTools } from '../asking/applicable-tools';
import { answerInput, type FileTask } from './answer-input';
import { askConsent } from '../asking/ask-consent';
import { askToChoose } from '../asking/ask-to-choose';
import { askMeant } from '../asking/choose-meant';
import { preferencesFor, rememberPreferences } from '../asking/remembered-preferences';
import { ensureVerified } from '../asking/ensure-verified';
import { inputFile } from './input-file';
import { pickTool } from '../asking/pick-tool';
import { verifiedTools } from '../asking/verified-tools';

/**
 * Applies a tool to a whole file: its answers go into a new file beside it, the input stays as it is. What was
 * stopped half-way is gone on with by applying the same tool to the same file again.
 */
export async function applyToFile(parts: Parts, uri: vscode.Uri | undefined): Promise<void> {
  const input = await inputFile(parts, uri);
  const tools = input === undefined ? undefined : await applicableTools(parts);
  const tool = input !== undefined && tools ? await chooseToolFor(parts, input, tools) : undefined;
  if (input === undefined || !tool || !(await ensureVerified(parts, tool))) return;
  const task = (): FileTask => ({
    tools: [tool],
    answerer: oneTool(tool, useParts(parts)),
    givenUp: new AbortController().signal,
  });
  await answerInput(parts, input, () => Promise.resolve(task()));
}

/** Applies to each row of a whole file the tool that fits it, in the same way. */
export async function applyBestToFile(parts: Parts, uri: vscode.Uri | undefined): Promise<void> {
  const input = await inputFile(parts, uri);
  if (input === undefined) return;
  await answerInput(parts, input, async () => {
    const tools = await applicableTools(parts);
    const verified = tools && (await verifiedTools(parts, tools));
    if (verified?.length === 0)
      void vscode.window.showInformationMessage(
        'No tool is verified on this machine. Open one to see which of its examples fail, or make one from a few solved problems.',
      );
    return verified && verified.length > 0 ? bestOf(parts, input, verified) : undefined;
  });
}

async function bestOf(parts: Parts, input: string, tools: readonly LibraryTool[]): Promise<FileTask> {
  const { workspaceState } = parts.context;
  const uri = vscode.Uri.file(input);
  const givenUp = new AbortController();
  const answerer = bestTool({
    ...useParts(parts),
    tools,
    index: await openToolIndex(tools, indexStoreOf(parts.context)),
    preferences: livingPreferences(preferencesFor(workspaceState, uri), tools),
    choose: async (ambiguity, problem, seen) => {
      const rows =
        seen === 'first' ? `${ambiguity.problems} of the first rows` : counted(ambiguity.problems, 'problem');
      const meant = await askMeant(
        parts,
        uri,
        ambiguity.tools,
        problem,
        `${rows} could be meant for each of ${ambiguity.tools.length} tools`,
      );
      if (meant === undefined) givenUp.abort();
      if (meant === undefined || meant === 'leave') return null;
      await rememberPreferences(workspaceState, uri, withChoice(preferencesFor(workspaceState, uri), ambiguity, meant));
      return meant;
    },
    consentToAsk: async (open, rows) => {
      const consent = await askToChoose(parts, open, rows);
      return consent === undefined || consent === 'leave' ? null : consent;
    },
  });
  return { tools, answerer, givenUp: givenUp.signal };
}

function useParts(parts: Parts): UseParts {
  return {
    workshop: parts.workshop(),
    modelUse: parts.settings.modelUse(),
    consent: async (tool, problems, rows) => {
      const answer = await askConsent(parts, tool, problems, rows);
      return answer === undefined || answer === 'leave' ? null : answer;
    },
  };
}

async function chooseToolFor(
  parts: Parts,
  input: string,
  tools: readonly LibraryTool[],
): Promise<LibraryTool | undefined> {
  const head = await fileHead(input);
  if (head.kind === 'unreadable') {
    void vscode.window.showErrorMessage(sentence(shownLine(head.message)));
    return undefined;
  }
  const source = wholeLines(head);
  const result = readSource(source);
  if (result.kind === 'unreadable') {
    void vscode.window.showErrorMessage(
      `${shownFile(input)} could not be read, line ${result.complaints[0]?.line ?? 1}: ${sentence(shownLine(result.complaints[0]?.reason ?? 'it holds no problems'))}`,
    );
    return undefined;
  }
  return (
    await pickTool(tools, source, parts.workshop(), {
      title: `Apply Tool to ${shownFile(input)}`,
      what: 'its first rows',
      promise: 'The answers go into a new file; this one stays as it is.',
    })
  )?.tool;
}
