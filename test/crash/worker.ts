import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTool } from '../../src/engine/making/make-tool';
import type { LibraryTool, Place } from '../../src/engine/library/library';
import type { ChatModel } from '../../src/engine/model/chat-model';
import { defaultLimits } from '../../src/engine/tool/limits';
import type { Tool } from '../../src/engine/tool/tool';
import { useParserOnAll } from '../../src/engine/using/use-tool';
import { failuresOf } from '../../src/node/batch/output-place';
import { planBatch } from '../../src/node/batch/plan-batch';
import { runBatch } from '../../src/node/batch/run-batch';
import { createRuns } from '../../src/node/batch/runs';
import { createQuickjsSandbox } from '../../src/node/sandbox/quickjs-sandbox';
import { answeringBy, byOneTool, doublingTool } from '../unit/batch/doubling-tool';
import { changed, libraryIn, namedLine, places, snapshotOf, toolLine, trashLine, type Snapshot } from './snapshot';

/** What a worker works on. */
export interface Task {
  readonly base: string;
  readonly workerPath: string;
  readonly input: string;
  readonly output: string;
  readonly expected: string;
}

/** What a worker is about to do, said before it does it: the states that may be found if it is killed in it. */
export interface Step {
  readonly what: 'make' | 'continue' | 'rename' | 'duplicate' | 'move' | 'delete' | 'restore' | 'empty' | 'apply';
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Only a move has one: the tool is in both places. */
  readonly between: Snapshot | null;
}

const never = new AbortController().signal;

/**
 * Makes, changes, deletes, moves and applies tools until it is killed. Writes each step to the standard output before
 * it begins.
 */
export async function workUntilKilled({ base, workerPath, input, output }: Task): Promise<never> {
  const library = libraryIn(base);
  const runs = createRuns(join(base, 'runs'), () => new Date());
  const workshop = { sandbox: createQuickjsSandbox({ workerPath, lanes: 1 }), limits: defaultLimits };
  let before = await snapshotOf(library);
  const say = (what: Step['what'], after: Partial<Snapshot>, between: Partial<Snapshot> | null = null): void => {
    process.stdout.write(
      `${JSON.stringify({ what, before, after: { ...before, ...after }, between: between && { ...before, ...between } } satisfies Step)}\n`,
    );
  };
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(Math.random() * items.length)];
  const line = (found: LibraryTool, over: { readonly place?: Place; readonly tool?: Tool } = {}): Promise<string> =>
    toolLine(over.place ?? found.place, over.tool ?? found.tool);

  const make = async (): Promise<void> => {
    const name = `T${process.pid} ${Math.random().toString(36).slice(2, 8)}`;
    say('make', {});
    const made = await madeBy(playedMaker(name), workshop, undefined);
    const tool: Tool = { ...made.tool, id: await library.newId(name) };
    const place = pick(places) ?? 'user';
    say('make', { tools: changed(before.tools, [], [await toolLine(place, tool)]) });
    await library.save(tool, place, made.transcript);
    await library.recordVerification(tool, { ...made.score, acceptedForeign: 0, at: new Date().toISOString() });
  };
  const renewed = async (found: LibraryTool): Promise<void> => {
    const made = await madeBy(playedMaker(found.tool.name, `// ${Math.random()}`), workshop, found.tool);
    const tool: Tool = { ...made.tool, id: found.tool.id };
    say('continue', {
      tools: changed(before.tools, [await line(found)], [await line(found, { tool })]),
    });
    await library.save(tool, found.place, made.transcript);
  };
  const rename = async (found: LibraryTool): Promise<void> => {
    const name = `${found.tool.name.split(' ').slice(0, 2).join(' ')} ${Math.random().toString(36).slice(2, 8)}`;
    say('rename', {
      tools: changed(before.tools, [await line(found)], [await line(found, { tool: { ...found.tool, name } })]),
    });
    await library.rename({ place: found.place, id: found.tool.id }, name);
  };
  const duplicate = async (found: LibraryTool): Promise<void> => {
    const name = `${found.tool.name} (copy)`;
    say('duplicate', {
      tools: changed(before.tools, [], [await line(found, { tool: { ...found.tool, name } })]),
    });
    await library.duplicate({ place: found.place, id: found.tool.id });
  };
  const move = async (found: LibraryTool): Promise<void> => {
    const to = found.place === 'user' ? 'workspace' : 'user';
    const there = await line(found, { place: to });
    // A kill in a move before may have left it in both places: then this one only finishes that.
    const further = before.tools.includes(there) ? [] : [there];
    say(
      'move',
      {
        tools: changed(before.tools, [await line(found)], further),
        trash: changed(before.trash, [], [trashLine(found.place, found.tool.name)]),
      },
      { tools: changed(before.tools, [], further) },
    );
    await library.move({ place: found.place, id: found.tool.id }, to);
  };
  const remove = async (found: LibraryTool): Promise<void> => {
    say('delete', {
      tools: changed(before.tools, [await line(found)], []),
      trash: changed(before.trash, [], [trashLine(found.place, found.tool.name)]),
    });
    await library.remove({ place: found.place, id: found.tool.id });
  };
  const restoreOne = async (): Promise<void> => {
    const entry = pick(await library.listTrash());
    if (!entry) return;
    // Its hash is known once it is back: here it is enough that a tool of its name is.
    say('restore', {
      tools: changed(before.tools, [], [namedLine(entry.place, entry.name)]),
      trash: changed(before.trash, [trashLine(entry.place, entry.name)], []),
    });
    await library.restore(entry.place, entry.entry);
  };
  const applyFile = async (): Promise<void> => {
    say('apply', {});
    const answerer = byOneTool(doublingTool, workshop);
    const planned = await planBatch(answerer, input, output, never);
    if (planned.kind !== 'plan') throw new Error(`the file could not be planned: ${planned.kind}`);
    const run = await runs.of(output);
    const outcome = await runBatch(planned.plan, run, answeringBy(answerer), never, () => undefined);
    if (outcome.kind !== 'done') throw new Error(`the file was not answered: ${outcome.kind}`);
    // For the next application to begin anew; a kill in between leaves it whole.
    await rm(output);
    await rm(failuresOf(output), { force: true });
  };

  // The sandbox starts before the first step, so that the kills fall into steps and not into its start.
  await useParserOnAll(doublingTool, ['double 1'], workshop, never);
  for (;;) {
    before = await snapshotOf(library);
    const { tools } = await library.list();
    const trash = await library.listTrash();
    const found = pick(tools);
    if (trash.length > 12) {
      say('empty', { trash: [] });
      await library.emptyTrash(trash);
      continue;
    }
    const kinds = ['make', 'continue', 'rename', 'duplicate', 'move', 'delete', 'restore', 'apply'] as const;
    const what = !found ? 'make' : tools.length > 10 ? 'delete' : (pick(kinds) ?? 'make');
    if (what === 'make') await make();
    else if (what === 'restore') await restoreOne();
    else if (what === 'apply') await applyFile();
    else if (found) await { continue: renewed, rename, duplicate, move, delete: remove }[what](found);
  }
}

/** A maker that proposes the same working tool whenever it is asked. */
function playedMaker(name: string, comment = '// made'): ChatModel {
  const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
  const text = `\`\`\`json\n${JSON.stringify({ name, description: 'Doubles a number.', schema, demonstrations: [{ n: 1 }] })}\n\`\`\`\n\`\`\`js\n${comment}\n${doublingTool.code}\n\`\`\`\n`;
  const usage = {
    promptTokens: 900,
    completionTokens: 300,
    cachedTokens: 0,
    reasoningTokens: 0,
    source: 'reported',
  } as const;
  return {
    identity: { model: 'played', host: 'this test', inputPrice: null, outputPrice: null },
    complete: () => Promise.resolve({ kind: 'reply', text, usage }),
  };
}

type Made = Extract<Awaited<ReturnType<typeof makeTool>>, { kind: 'made' }>;

/** The real making with that maker. A tool to go on from is one whose code fails, as a draft's does. */
async function madeBy(
  maker: ChatModel,
  workshop: Parameters<typeof makeTool>[1]['workshop'],
  before: Tool | undefined,
): Promise<Made> {
  const examples = [1, 2, 3, 4].map((n) => ({ problem: `double ${n}`, answer: String(n * 2) }));
  const from = before && { ...before, stage: 'draft' as const, code: 'function solve() { return null; }' };
  const outcome = await makeTool(
    {
      examples,
      notation: { kind: 'arrows', arrow: '=>' },
      hint: null,
      unanswered: [],
      foreign: [],
      ...(from ? { from } : {}),
    },
    { maker, user: null, workshop, now: () => new Date() },
    never,
    () => undefined,
  );
  if (outcome.kind !== 'made') throw new Error(`no tool was made: ${outcome.kind}`);
  return outcome;
}
