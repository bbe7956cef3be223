import * as vscode from 'vscode';
import type { ToolAddress } from '../../engine/library/library';
import type { CommandArguments } from '../commands';
import type { Parts } from '../parts';
import { counted } from '../words/amounts';
import { shortLine } from '../words/shown';
import { stepsIn, type RowsThere } from './steps-in';

/** The next steps of a document, above its examples and above its first row without an answer. */
export async function lensesOf(parts: Parts, document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const address = parts.toolsOfDocuments.of(document.uri);
  const found = address && (await parts.library.find(address));
  // Its parser is not run for a lens, and what nobody approved is not quoted in one.
  const tool = found?.isApproved === true && found.tool.stage === 'tool' ? found.tool : undefined;
  const { examples, unanswered } = stepsIn(document, tool);
  const lens = <Name extends keyof CommandArguments>(
    { start }: RowsThere,
    title: string,
    command: Name,
    ...args: CommandArguments[Name]
  ): vscode.CodeLens => {
    const at = document.positionAt(start);
    return new vscode.CodeLens(new vscode.Range(at, at), { title, command, arguments: args });
  };
  const applies = (rows: RowsThere, of: ToolAddress, name: string): vscode.CodeLens[] =>
    unanswered
      ? [
          lens(
            rows,
            `Apply ${name}to ${unanswered.count.toLocaleString('en-US')} More`,
            'toolsmith.applyToRest',
            of,
            document.uri,
          ),
        ]
      : [];
  const atExamples = !examples
    ? []
    : tool && address
      ? [
          lens(examples, `$(tools) ${shortLine(tool.name, 60)}`, 'toolsmith.openTool', address),
          ...applies(examples, address, ''),
        ]
      : [
          lens(
            examples,
            `$(tools) Make Tool from ${counted(examples.count, 'Example')}`,
            'toolsmith.makeToolHere',
            document.uri,
          ),
        ];
  const atUnanswered = unanswered
    ? [
        ...(tool && address ? applies(unanswered, address, `“${shortLine(tool.name, 60)}” `) : []),
        lens(unanswered, `Select ${counted(unanswered.count, 'Unanswered Row')}`, 'toolsmith.selectUnanswered'),
      ]
    : [];
  return [...atExamples, ...atUnanswered];
}
