import * as vscode from 'vscode';
import { oneTool } from '../../engine/applying/one-tool';
import type { LibraryTool } from '../../engine/library/library';
import { readSource } from '../../engine/problem/read';
import { fileHead, wholeLines } from '../../node/batch/file-head';
import { sentence, shownFile, shownLine } from '../words/shown';
import type { Parts } from '../parts';
import { bestAnswerer, useParts } from '../asking/answerers';
import { applicableTools } from '../asking/applicable-tools';
import { answerInput, type FileTask } from './answer-input';
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
  const answerer = (): FileTask => ({
    tools: [tool],
    answerer: oneTool(tool, useParts(parts, vscode.Uri.file(input), 'notified')),
  });
  await answerInput(parts, input, () => Promise.resolve(answerer()));
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
    return verified && verified.length > 0
      ? {
          tools: verified,
          answerer: await bestAnswerer(parts, vscode.Uri.file(input), verified, {
            text: 'inPieces',
            models: 'notified',
          }),
        }
      : undefined;
  });
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
    await pickTool(
      parts.workshop(),
      tools,
      { source, name: input },
      {
        title: `Apply Tool to ${shownFile(input)}`,
        what: 'its first rows',
        promise: 'The answers go into a new file; this one stays as it is.',
      },
    )
  )?.tool;
}
