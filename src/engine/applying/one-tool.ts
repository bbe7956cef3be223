import { noUsage } from '../model/cost';
import { heedToolsArrows } from '../using/tool-judge';
import type { Answerer } from './answerer';
import { planForTool } from './plan-text';
import type { AppliedTool } from './row';
import { toolRows, type UseParts } from './tool-rows';

/** Every problem by one tool. What its parser leaves goes to a model with consent, once. */
export function oneTool(applied: AppliedTool, parts: UseParts): Answerer {
  const rows = toolRows(applied, parts);
  let asked = false;
  return {
    identity: applied.fingerprint,
    namesTools: false,
    notation: applied.tool.notation,
    plan: (text, signal) => planForTool({ workshop: parts.workshop, signal }, applied.tool, text),
    heed: (source, reading, signal) => heedToolsArrows(source, reading, applied.tool, parts.workshop, signal),
    answer: async (problems, pass) =>
      (await rows.answer(problems, pass)).map((outcome) => ({ tool: applied, outcome, choosing: noUsage })),
    settles: new Set(['notRead']),
    settle: async (left, total, pass) => {
      if (asked) return 'enough';
      asked = true;
      return rows.read(
        left.map(({ problem }) => problem),
        total,
        pass,
      );
    },
  };
}
