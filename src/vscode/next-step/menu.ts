import * as vscode from 'vscode';
import { asEnded } from '../../engine/ledger/entry';
import { costOfCall } from '../../engine/ledger/spending';
import { runCommand, type CommandArguments } from '../commands';
import type { Parts } from '../parts';
import { counted, priceText } from '../words/amounts';

/** A command that needs no arguments. */
type Plain = {
  [Name in keyof CommandArguments]: [] extends CommandArguments[Name] ? Name : never;
}[keyof CommandArguments];

interface Entry extends vscode.QuickPickItem {
  readonly command?: Plain;
}

const separator = (label: string): Entry => ({ label, kind: vscode.QuickPickItemKind.Separator });

/** The menu of the status bar's item: what waits, what can be done here, and what the session has cost. */
export async function showMenu(parts: Parts, since: Date, waits: string | undefined): Promise<void> {
  const entries: readonly Entry[] = [
    ...(waits === undefined
      ? []
      : ([
          separator(waits),
          { label: '$(check) Write Answers', command: 'toolsmith.review.write' },
          { label: '$(arrow-down) Next Answer to Look At', command: 'toolsmith.review.next' },
        ] as const)),
    separator('In This Document'),
    { label: '$(tools) Make Tool from Selection', command: 'toolsmith.makeTool' },
    { label: '$(play) Apply to Rest of Document', command: 'toolsmith.applyToRestOfDocument' },
    { label: '$(play) Apply Tool…', command: 'toolsmith.applyTool' },
    { label: '$(play) Apply Best Tool', command: 'toolsmith.applyBestTool' },
    { label: '$(list-selection) Select Unanswered Rows', command: 'toolsmith.selectUnanswered' },
    separator(await spentText(parts, since)),
    { label: '$(beaker) Try It on Sample Dates', command: 'toolsmith.trySample' },
    { label: '$(gear) Set Up Models…', command: 'toolsmith.setUpModels' },
    { label: '$(output) Show Log', command: 'toolsmith.showLog' },
  ];
  const chosen = await vscode.window.showQuickPick(entries, { title: 'Toolsmith', placeHolder: 'What next?' });
  if (chosen?.command) await runCommand(chosen.command);
}

/** What went to models since the window was opened, by all windows: `3 requests since 10:04, about $0.02`. */
async function spentText({ ledger, log }: Parts, since: Date): Promise<string> {
  try {
    const { entries } = await ledger.read(since);
    const calls = asEnded(entries).flatMap((entry) => (entry.kind === 'call' ? [entry] : []));
    const costs = calls.map((call) => costOfCall(call).value);
    const known = costs.flatMap((cost) => cost ?? []);
    const cost = known.length < costs.length ? null : known.reduce((sum, one) => sum + one, 0);
    const from = since.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    return `${counted(calls.length, 'Request')} to Models since ${from}${calls.length === 0 ? '' : `, ${priceText(cost)}`}`;
  } catch (error) {
    log.warn('ledger', error instanceof Error ? error.message : String(error));
    return 'The ledger could not be read.';
  }
}
