import { askForTools, openProblem, type AskedTool, type OpenProblem } from '../../engine/dispatching/ask-for-tool';
import { dispatchBestReading } from '../../engine/dispatching/best-reading';
import { ambiguitiesIn, createDispatcher, type Ambiguity, type Dispatched } from '../../engine/dispatching/dispatch';
import { noToolIsMade, noToolReads } from '../../engine/dispatching/reasons';
import { openToolIndex } from '../../engine/dispatching/tool-index';
import type { LibraryTool } from '../../engine/library/library';
import type { ChatFailureKind, ChatModel, Usage } from '../../engine/model/chat-model';
import { noUsage } from '../../engine/model/cost';
import { headerOverProblems } from '../../engine/problem/answer-place';
import { modelUse, requireModel, sayToolsAreAskedFor } from './ask-model';
import { namesOf, noneReads, openItems, preferencesOf, type OpenItem, type ReadText } from './choose-tool';
import type { Options } from './options';
import { readForTools } from './read-input';
import { UsageError } from './terminal';
import type { Surroundings, Workbench } from './workbench';
import { counted } from './words';

/** A problem with the tool that it goes to, or why it goes to none. */
export interface Assignment extends OpenItem {
  readonly to:
    { readonly listed: LibraryTool } | { readonly reason: string; readonly failure?: ChatFailureKind } | 'cancelled';
  /** What asking for the tool took. */
  readonly usage: Usage;
}

/** An input of which every problem has its tool, or none. */
export interface Assigned extends ReadText {
  readonly assignments: readonly Assignment[];
}

/**
 * Finds the tool of each problem, among tools that were verified here: without a model, and with `model` (`null`:
 * nothing may be sent) for those that could be meant for several, or that no tool reads. Where nothing in a problem
 * tells which is meant, it is left, unless that was said with `--prefer`. Throws `UsageError`.
 */
export async function dispatchProblems(
  tools: readonly LibraryTool[],
  options: Options,
  workbench: Workbench,
  path: string,
  text: string,
  model: ChatModel | null,
  surroundings: Surroundings,
): Promise<Assigned> {
  const { terminal, signal } = surroundings;
  const { read, items, dispatched } = await inBestReading(tools, options, workbench, path, text, signal);
  const open = dispatched.flatMap((one, at) => {
    const asking = openProblem(items[at]?.item.problem ?? '', one);
    return asking ? [{ at, ...asking }] : [];
  });
  if (!signal.aborted) refuseHopeless(tools, dispatched, open, options.on('allow-model'));
  terminal.err(`${summary(dispatched)}\n`);
  const asked = new Map<number, AskedTool>();
  if (options.on('allow-model') && open.length > 0 && !signal.aborted) {
    const light = requireModel(model);
    sayToolsAreAskedFor(open, light, terminal);
    await askForTools(open, light, modelUse.inFlight, signal, (turn, outcome) =>
      asked.set(open[turn]?.at ?? -1, outcome),
    );
  }
  return { ...read, assignments: items.map((one, at) => ({ ...one, ...assignment(dispatched[at], asked.get(at)) })) };
}

/** Dispatches the problems in the reading of which most are sure, as its beginning shows. */
async function inBestReading(
  tools: readonly LibraryTool[],
  options: Options,
  workbench: Workbench,
  path: string,
  text: string,
  signal: AbortSignal,
): Promise<{
  readonly read: ReadText;
  readonly items: readonly OpenItem[];
  readonly dispatched: readonly Dispatched[];
}> {
  const dispatcher = createDispatcher(await openToolIndex(tools, workbench.index), workbench.workshop);
  const { source, readings } = readForTools(path, text, tools, options.text('lines'));
  const candidates = readings.map((reading) => ({
    read: { source, reading },
    items: openItems(reading, options.on('json')),
  }));
  const best = await dispatchBestReading(
    candidates,
    {
      problemsOf: ({ items }) => items.map(({ item }) => item.problem),
      headerOf: ({ read }) => headerOverProblems(read.reading),
    },
    dispatcher,
    signal,
    { preferences: await preferencesOf(options, workbench) },
  );
  if (!best) throw new UsageError(`${path} holds no problems.`);
  return { ...best.reading, dispatched: best.dispatched };
}

/** Throws `UsageError` where not one problem would have its tool before the person has said more. */
function refuseHopeless(
  tools: readonly LibraryTool[],
  dispatched: readonly Dispatched[],
  open: readonly OpenProblem[],
  allowed: boolean,
): void {
  if (dispatched.some(({ kind }) => kind === 'decided')) return;
  const [ambiguity] = ambiguitiesIn(dispatched);
  if (ambiguity) throw severalFit(ambiguity);
  if (open.length === 0) throw new UsageError(noneReads(tools));
  if (allowed) return;
  const candidates = namesOf([...new Set(open.flatMap((one) => one.candidates))], ', ');
  const unread = open.every(({ isUnread }) => isUnread);
  throw new UsageError(
    `${unread ? 'No tool of the library reads these problems by itself' : `It is not certain which tool ${open.length === 1 ? 'this problem is' : 'these problems are'} meant for`}. Have the light model choose with --allow-model, or name a tool with --tool: ${candidates}.`,
  );
}

/** That the person has to say which of several tools is meant. */
export function severalFit({ problems, tools }: Ambiguity): UsageError {
  return new UsageError(
    `${counted(problems, 'problem')} could be meant for each of ${tools.length} tools, and nothing in ${problems === 1 ? 'it' : 'them'} tells for which. Say it with --prefer: ${namesOf(tools, ' or ')}.`,
  );
}

/** `3 problems for double-numbers, 1 problem for halve-numbers; 2 not certain; 1 that no tool reads`. */
function summary(dispatched: readonly Dispatched[]): string {
  const counts = new Map<string, number>();
  for (const one of dispatched)
    if (one.kind === 'decided') counts.set(one.tool.tool.id, (counts.get(one.tool.tool.id) ?? 0) + 1);
  const named = [...counts].sort((one, other) => other[1] - one[1]);
  const parts = [
    ...named.slice(0, 5).map(([id, count]) => `${counted(count, 'problem')} for ${id}`),
    ...(named.length > 5 ? [`${named.length - 5} more tools`] : []),
  ];
  const of = (kind: Dispatched['kind']): number => dispatched.filter((one) => one.kind === kind).length;
  return [
    ...(parts.length > 0 ? [parts.join(', ')] : []),
    ...(of('ambiguous') > 0 ? [`${of('ambiguous')} that several tools fit`] : []),
    ...openText(of('undecided'), of('unread')),
  ].join('; ');
}

/** What a model could tell, in parts of a sentence. */
export function openText(undecided: number, unread: number): readonly string[] {
  return [
    ...(undecided > 0 ? [`${undecided} not certain`] : []),
    ...(unread > 0 ? [`${unread} that no tool reads`] : []),
  ];
}

function assignment(
  dispatched: Dispatched | undefined,
  asked: AskedTool | undefined,
): Pick<Assignment, 'to' | 'usage'> {
  if (dispatched?.kind === 'decided') return { to: { listed: dispatched.tool }, usage: noUsage };
  if (dispatched?.kind === 'ambiguous')
    return {
      to: { reason: `several tools fit: ${namesOf(dispatched.tools, ' or ')}; --prefer says which is meant` },
      usage: noUsage,
    };
  if (dispatched?.kind === 'undecided' && !asked)
    return {
      to: {
        reason: `it is not certain which tool this is for: ${namesOf(dispatched.candidates, ' or ')}, or none; --allow-model has the light model choose`,
      },
      usage: noUsage,
    };
  if (dispatched?.kind === 'unread' && !asked)
    return {
      to: {
        reason:
          dispatched.candidates.length === 0
            ? noToolReads
            : `${noToolReads}; --allow-model has the light model see whether it is for ${namesOf(dispatched.candidates, ' or ')}`,
      },
      usage: noUsage,
    };
  switch (asked?.kind) {
    case undefined:
      return { to: 'cancelled', usage: noUsage };
    case 'tool':
      return { to: { listed: asked.tool }, usage: asked.usage };
    case 'none':
      return { to: { reason: asked.reason ?? noToolIsMade }, usage: asked.usage };
    case 'modelFailed':
      return {
        to: asked.failure === 'cancelled' ? 'cancelled' : { reason: asked.message, failure: asked.failure },
        usage: asked.usage,
      };
  }
}
