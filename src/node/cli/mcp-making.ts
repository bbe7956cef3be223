import { randomUUID } from 'node:crypto';
import { planMaking } from '../../engine/making/plan';
import { mostText } from '../../engine/model/cost';
import { showInvisible } from '../../engine/text/show-invisible';
import type { ToolMaking } from '../mcp/make-tool';
import { errorOf, makeAndKeep } from './make';
import type { Options } from './options';
import { UsageError } from './terminal';
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
  const { terminal } = surroundings;
  return {
    offer: ({ examples, hint }) => {
      const plan = planMaking(examples, hint, workbench.workshop.limits, identity);
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
      const { tool, outcome } = await makeAndKeep(
        { examples, notation: { kind: 'arrows', arrow: '=>' }, hint },
        { making, maker, user: null },
        options,
        workbench,
        // Standard output is the client's: what is said of the making goes where all is said.
        { ...surroundings, signal, terminal: { out: (text) => terminal.err(text), err: (text) => terminal.err(text) } },
      );
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
