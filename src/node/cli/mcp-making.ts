import { randomUUID } from 'node:crypto';
import { toolKey } from '../../engine/ledger/entry';
import { foreignClasses } from '../../engine/making/foreign-classes';
import { makeTool } from '../../engine/making/make-tool';
import { planMaking } from '../../engine/making/plan';
import { mostText } from '../../engine/model/cost';
import { showInvisible } from '../../engine/text/show-invisible';
import type { ToolMaking } from '../mcp/make-tool';
import { concludeMade, concludeNotMade, errorOf } from './conclude-making';
import type { Options } from './options';
import { UsageError } from './terminal';
import { book } from './unwritten';
import type { Surroundings, Workbench } from './workbench';
import { tokensOf } from './words';

/** The making of tools for agents, into the library of a workbench. Throws `UsageError` where no model is named. */
export async function makingForAgents(
  options: Options,
  workbench: Workbench,
  surroundings: Surroundings,
): Promise<ToolMaking> {
  const named = await workbench.model('maker');
  if (!named)
    throw new UsageError(
      '--allow-make needs a strong model: give --maker-model (and --base-url), or TOOLSMITH_MAKER_MODEL.',
    );
  const { identity } = named;
  // Standard output is the client's: what is said of a making goes where all is said.
  const said = (text: string): void => surroundings.terminal.err(text);
  const terminal = { out: said, err: said };
  return {
    offer: ({ examples, hint }) => {
      const plan = planMaking({ examples, hint, unanswered: [] }, workbench.workshop.limits, identity);
      return {
        model: showInvisible(identity.model),
        host: identity.host,
        shown: plan.shown,
        heldOut: plan.heldOut,
        tokens: tokensOf(plan.usage),
        cost: plan.cost,
        most: mostText(plan.most),
        request: plan.request.messages.map(({ role, content }) => `--- ${role} ---\n${content}`).join('\n'),
      };
    },
    make: async ({ examples, hint }, signal) => {
      const making = randomUUID();
      const maker = (await workbench.model('maker', () => ({ making }))) ?? named;
      const foreign = foreignClasses((await workbench.library.list()).tools);
      const outcome = await makeTool(
        { examples, hint, unanswered: [], notation: { kind: 'arrows', arrow: '=>' }, foreign },
        { maker, user: null, workshop: workbench.workshop, now: () => new Date() },
        signal,
        () => undefined,
      );
      const here = { ...surroundings, signal, terminal };
      const { tool } =
        outcome.kind === 'made'
          ? await concludeMade(outcome, options, workbench, here)
          : await concludeNotMade(outcome, options, workbench, here);
      const key = tool ? toolKey(tool) : null;
      const at = new Date().toISOString();
      await book(workbench, { kind: 'making', at, making, outcome: outcome.kind, tool: key }, terminal);
      if (outcome.kind !== 'made')
        return { tool: null, message: `No tool was made: ${showInvisible(errorOf(outcome).message)}` };
      return tool
        ? {
            tool: tool.id,
            message: `Made the tool ${tool.id}: ${outcome.score.passed} of ${outcome.score.total} examples pass, ${outcome.score.unseenPassed} of them never seen by its maker.`,
          }
        : { tool: null, message: 'The tool was made, but could not be kept: it is printed on the standard error.' };
    },
  };
}
