import * as vscode from 'vscode';
import { openToolIndex } from '../../engine/dispatching/open-tool-index';
import { isDispatchable } from '../../engine/dispatching/tool-index';
import type { Inbox } from '../../engine/inbox/inbox';
import { withoutProblems } from '../../engine/inbox/keeping';
import { leavingProblems } from '../../engine/inbox/leaving';
import { counted } from '../words/amounts';
import { indexingOf } from '../indexing';
import type { Parts } from '../parts';

/** How long a status bar says that problems have left, in milliseconds. */
const statusMilliseconds = 8_000;

/**
 * Takes out of the inbox what a tool of the library reads now, or was made from. `swept` names the tools of the last
 * time: where they are the same nothing is done. Returns those of this time.
 */
export async function sweepInbox(
  { library, workshop, context, log }: Parts,
  inbox: Inbox,
  swept: string | undefined,
): Promise<string> {
  const tools = (await library.list()).tools.filter(isDispatchable);
  const key = tools
    .map(({ fingerprint }) => fingerprint)
    .sort()
    .join(' ');
  if (key === swept) return key;
  const { problems } = await inbox.read();
  const leaving = await leavingProblems(
    problems,
    tools,
    (listed) => openToolIndex(listed, indexingOf(context)),
    workshop(),
    new AbortController().signal,
  );
  if (leaving.size === 0) return key;
  await inbox.change((now) => withoutProblems(now, leaving));
  log.info(`inbox: ${counted(leaving.size, 'problem')} left it, for which there is a tool now`);
  vscode.window.setStatusBarMessage(
    `$(inbox) ${counted(leaving.size, 'problem')} left the inbox: there is a tool for ${leaving.size === 1 ? 'it' : 'them'} now`,
    statusMilliseconds,
  );
  return key;
}
