import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Answerer } from '../../engine/applying/answerer';
import { bestTool } from '../../engine/applying/best-tool';
import { oneTool } from '../../engine/applying/one-tool';
import { createDispatcher, type Dispatcher } from '../../engine/dispatching/dispatch';
import { rememberingDispatcher } from '../../engine/dispatching/remembering';
import { openToolIndex } from '../../engine/dispatching/open-tool-index';
import { isDispatchable } from '../../engine/dispatching/tool-index';
import type { LibraryTool } from '../../engine/library/library';
import { planMaking } from '../../engine/making/plan';
import { mostText } from '../../engine/model/cost';
import { applyToProblems } from '../../engine/serving/apply-tools';
import { findTools } from '../../engine/serving/find-tools';
import { partsWithoutAsking } from '../../engine/serving/without-asking';
import { sha256 } from '../../node/sha256';
import { abortSignalOf } from '../abort';
import { bookUse } from '../ledger/book';
import type { Parts } from '../parts';
import { counted, priceText } from '../words/amounts';
import { indexingOf } from '../indexing';
import { shownLine } from '../words/shown';
import type { MakeFromExamples } from './register';

const text = v.pipe(v.string(), v.maxLength(1_000_000));
const problems = v.pipe(v.array(text), v.minLength(1), v.maxLength(1_000));

/** What agents ask with: whoever calls may not have checked it. */
const schemas = {
  find: v.strictObject({ problems }),
  apply: v.strictObject({ problems, tool: v.optional(v.string()) }),
  make: v.strictObject({
    examples: v.pipe(v.array(v.strictObject({ problem: text, answer: text })), v.minLength(2), v.maxLength(200)),
  }),
} as const;

/** The tools for agents. */
export type AgentTool = keyof typeof schemas;

/** What the person is shown and asked before a tool is called. Nothing is done, and nothing is sent. */
export async function prepared(parts: Parts, name: AgentTool, input: unknown): Promise<vscode.PreparedToolInvocation> {
  switch (name) {
    case 'find': {
      const asked = v.parse(schemas.find, input);
      return { invocationMessage: `Finding the tools of ${counted(asked.problems.length, 'problem')}` };
    }
    case 'apply': {
      const asked = v.parse(schemas.apply, input);
      const named = asked.tool === undefined ? undefined : toolNamed(await servedTools(parts), asked.tool);
      const by = named ? `“${shownLine(named.tool.name)}”` : 'the tools that fit';
      const rows = counted(asked.problems.length, 'problem');
      return {
        invocationMessage: `Answering ${rows} with ${by}`,
        confirmationMessages: {
          title: `Answer ${rows} with ${by}?`,
          message: `The tools run in the sandbox, on this machine. No model is asked, and it costs nothing. The agent gets the answers.`,
        },
      };
    }
    case 'make': {
      const { examples } = v.parse(schemas.make, input);
      const maker = parts.models.identity('maker');
      const rows = counted(examples.length, 'example');
      const title = `Make a tool from ${rows}?`;
      if (!maker)
        return { confirmationMessages: { title, message: 'No strong model is set up: you are asked for one first.' } };
      const plan = planMaking({ examples, hint: null, unanswered: [] }, parts.workshop().limits, maker);
      const tokens = plan.usage.promptTokens + plan.usage.completionTokens;
      return {
        invocationMessage: `Making a tool from ${rows}`,
        confirmationMessages: {
          title,
          message: `${plan.shown} of the ${rows} go to ${shownLine(maker.model)} at ${shownLine(maker.host)}; ${plan.heldOut} are held out. About ${tokens.toLocaleString('en-US')} tokens a try, ${priceText(plan.cost)}; ${mostText(plan.most)}. You see the exact request and are asked once more before it is sent.`,
        },
      };
    }
  }
}

/** Does what an agent asks for, and says what came of it: JSON, or a sentence. Throws with a sentence for the agent. */
export async function invoked(
  parts: Parts,
  name: AgentTool,
  input: unknown,
  make: MakeFromExamples,
  token: vscode.CancellationToken,
): Promise<string> {
  const signal = abortSignalOf(token);
  switch (name) {
    case 'find': {
      const asked = v.parse(schemas.find, input);
      const found = await findTools(asked.problems, await dispatcherOver(parts, await servedTools(parts)), signal);
      return JSON.stringify({ found: orStopped(found) });
    }
    case 'apply': {
      const asked = v.parse(schemas.apply, input);
      const applied = orStopped(await applyToProblems(asked.problems, await answererFor(parts, asked.tool), signal));
      for (const { tool, item, outcome } of applied.uses)
        if (tool !== null) await bookUse(parts, tool.tool, [{ item, outcome }]);
      return JSON.stringify({ rows: applied.served });
    }
    case 'make':
      return madeFrom(parts, v.parse(schemas.make, input).examples, make);
  }
}

async function servedTools({ library }: Parts): Promise<readonly LibraryTool[]> {
  return (await library.list()).tools.filter(isDispatchable);
}

function toolNamed(tools: readonly LibraryTool[], name: string): LibraryTool {
  const found = tools.find(({ tool }) => tool.id === name);
  if (!found)
    throw new Error(
      `There is no tool ${JSON.stringify(name.slice(0, 100))} that is approved and verified here: toolsmith_find finds one.`,
    );
  return found;
}

async function dispatcherOver(parts: Parts, tools: readonly LibraryTool[]): Promise<Dispatcher> {
  return createDispatcher(await openToolIndex(tools, indexingOf(parts.context)), parts.workshop());
}

async function answererFor(parts: Parts, name: string | undefined): Promise<Answerer> {
  const tools = await servedTools(parts);
  const use = partsWithoutAsking({ workshop: parts.workshop() });
  if (name !== undefined) return oneTool(toolNamed(tools, name), use);
  const dispatcher = rememberingDispatcher(await dispatcherOver(parts, tools));
  return bestTool({ ...use, tools, dispatcher, preferences: [], digest: (value) => sha256([value]) });
}

function orStopped<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new vscode.CancellationError();
  return value;
}

/** Has a tool made as the person makes one, and waits for it, or for the person to leave it. */
async function madeFrom(
  { library }: Parts,
  examples: v.InferOutput<(typeof schemas)['make']>['examples'],
  make: MakeFromExamples,
): Promise<string> {
  const before = new Set((await library.list()).tools.map(({ fingerprint }) => fingerprint));
  const fresh = async (): Promise<LibraryTool | undefined> =>
    (await library.list()).tools.find(
      (listed) => listed.isMadeHere && isDispatchable(listed) && !before.has(listed.fingerprint),
    );
  let endWatch = (): void => undefined;
  // The messages after a making wait for the person; the agent does not.
  const kept = new Promise<LibraryTool>((settle) => {
    endWatch = library.onChange(() => void fresh().then((listed) => listed && settle(listed)));
  });
  try {
    const listed = await Promise.race([kept, make(examples, { kind: 'arrows', arrow: '=>' }).then(fresh)]);
    return listed
      ? `Made the tool ${listed.tool.id}, verified with ${counted(listed.tool.examples.length, 'example')}: toolsmith_apply answers problems with it.`
      : 'No tool was made. The person was told why.';
  } finally {
    endWatch();
  }
}
