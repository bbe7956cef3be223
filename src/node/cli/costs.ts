import { accountOf, type ToolAccount } from '../../engine/ledger/account';
import { accountFacts, summaryFacts } from '../../engine/ledger/account-text';
import { accountsCsv } from '../../engine/ledger/csv';
import { toolKey } from '../../engine/ledger/entry';
import { idleOf, type Idle } from '../../engine/ledger/idle';
import { summaryOf } from '../../engine/ledger/summary';
import { jsonLine, showInvisible } from '../../engine/text/show-invisible';
import type { Tool } from '../../engine/tool/tool';
import type { Options } from './options';
import { exitCodes } from './terminal';
import { openWorkbench, type Surroundings } from './workbench';

/** A tool with what it cost and saved. */
interface Accounted {
  readonly tool: Tool;
  readonly account: ToolAccount;
  readonly idle: Idle | null;
}

/**
 * `costs`: what the tools of a library cost and saved, by the ledger of this machine's command line and editor. Asks
 * no model.
 */
export async function costs(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  const { library, libraryFolder, ledger } = await openWorkbench(options, surroundings);
  const { tools } = await library.list();
  const { entries, unreadable } = await ledger.read();
  const now = new Date();
  const accounted = tools.map(({ tool }): Accounted => ({
    tool,
    account: accountOf(entries, tool, null),
    idle: idleOf(entries, tool, now),
  }));
  if (options.on('csv'))
    terminal.out(accountsCsv(accounted.map(({ tool, account }) => ({ key: toolKey(tool), account }))));
  else if (options.on('json')) for (const one of accounted) terminal.out(jsonLine(asJson(one)));
  else terminal.out([...accounted.map(asText), ...summaryFacts(summaryOf(entries, null)).map(line)].join(''));
  if (tools.length === 0) terminal.err(`There are no tools in ${libraryFolder}.\n`);
  if (unreadable > 0)
    terminal.err(
      `${unreadable === 1 ? 'One line of the ledger was' : `${unreadable} lines of the ledger were`} left out: cut off by a crash, or damaged.\n`,
    );
  return exitCodes.done;
}

function asText({ tool, account, idle }: Accounted): string {
  return `${tool.id}\n${accountFacts(account, idle, (iso) => iso.slice(0, 10))
    .map((fact) => `    ${line(fact)}`)
    .join('')}`;
}

function line({ label, value }: { readonly label: string; readonly value: string }): string {
  return `${`${label}:`.padEnd(14)} ${showInvisible(value)}\n`;
}

function asJson({ tool, account, idle }: Accounted): unknown {
  // The points are what --csv writes.
  return { id: tool.id, ...account, points: undefined, idle };
}
