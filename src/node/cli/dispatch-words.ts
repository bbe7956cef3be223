import { noToolText, type NoTool } from '../../engine/applying/no-tool';
import type { Row } from '../../engine/applying/row';
import { ambiguitiesIn, type Ambiguity } from '../../engine/dispatching/dispatch';
import type { LibraryTool } from '../../engine/library/library';
import { namesOf } from './choose-tool';
import { UsageError } from './terminal';
import { counted } from './words';

/**
 * Throws `UsageError` where not one of a text's problems has its tool before the person has said more. `allowed`: a
 * model may be asked.
 */
export function refuseHopeless(tools: readonly LibraryTool[], rows: readonly Row[], allowed: boolean): void {
  if (rows.some(({ tool }) => tool !== null)) return;
  const whys = rows.flatMap(({ outcome }) => (outcome.kind === 'noTool' ? [outcome.why] : []));
  const [ambiguity] = ambiguitiesIn(
    whys.flatMap((why) => (why.kind === 'severalTools' ? [{ kind: 'ambiguous', tools: why.tools } as const] : [])),
  );
  if (ambiguity) throw severalFit(ambiguity);
  const open = whys.flatMap((why) => (why.kind === 'notSure' || why.kind === 'noToolReads' ? [why] : []));
  if (open.length === 0)
    throw new UsageError(
      `No tool of the library reads these problems by itself. Name one with --tool: ${namesOf(tools, ', ')}.`,
    );
  if (allowed) return;
  const candidates = namesOf([...new Set(open.flatMap((why) => why.tools))], ', ');
  const unread = open.every(({ kind }) => kind === 'noToolReads');
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
export function dispatchSummary(rows: readonly Row[]): string {
  const counts = new Map<string, number>();
  for (const { tool } of rows) if (tool) counts.set(tool.tool.id, (counts.get(tool.tool.id) ?? 0) + 1);
  const named = [...counts].sort((one, other) => other[1] - one[1]);
  const parts = [
    ...named.slice(0, 5).map(([id, count]) => `${counted(count, 'problem')} for ${id}`),
    ...(named.length > 5 ? [`${named.length - 5} more tools`] : []),
  ];
  const of = (...kinds: readonly NoTool['kind'][]): number =>
    rows.filter(({ outcome }) => outcome.kind === 'noTool' && kinds.includes(outcome.why.kind)).length;
  const several = of('severalTools');
  return [
    ...(parts.length > 0 ? [parts.join(', ')] : []),
    ...(several > 0 ? [`${several} that several tools fit`] : []),
    ...openText(of('notSure'), of('noToolReads', 'noTool')),
  ].join('; ');
}

/** What a model could tell, in parts of a sentence. */
export function openText(undecided: number, unread: number): readonly string[] {
  return [
    ...(undecided > 0 ? [`${undecided} not certain`] : []),
    ...(unread > 0 ? [`${unread} that no tool reads`] : []),
  ];
}

/** Why a problem goes to no tool, and which option would decide it. */
export function noToolHint(why: NoTool): string {
  const text = noToolText(why, ({ tool }) => tool.id);
  switch (why.kind) {
    case 'severalTools':
      return `${text}; --prefer says which is meant`;
    case 'notSure':
      return `${text}; --allow-model has the light model choose`;
    case 'noToolReads':
      return `${text}; --allow-model has the light model see whether it is for ${namesOf(why.tools, ' or ')}`;
    case 'noTool':
    case 'modelFailed':
      return text;
  }
}
