import { readingsForAnswers } from '../../engine/problem/answer-place';
import type { Reading } from '../../engine/notation/notation';
import { readSource } from '../../engine/problem/read';
import { surveyReadings } from '../../engine/using/survey-readings';
import type { AppliedTool, RowAnswerer } from './row-answerer';
import { toolRows, type UseParts } from './tool-rows';

/**
 * Every row by one tool. What its parser leaves goes to the light model with consent, once. `meant`: those of the
 * readings that the person means.
 */
export function oneTool(
  applied: AppliedTool,
  parts: UseParts,
  meant: (readings: readonly Reading[]) => readonly Reading[] = (all) => all,
): RowAnswerer {
  const rows = toolRows(applied, parts);
  let asked = false;
  return {
    identity: applied.fingerprint,
    namesTools: false,
    notation: applied.tool.notation,
    readings: (source, name) => {
      const result = readSource(source, applied.tool.notation);
      return result.kind === 'read' ? meant(readingsForAnswers(source, [result.best, ...result.others], name)) : [];
    },
    best: (readings, problemsOf, signal) =>
      surveyReadings(applied.tool, [...readings], problemsOf, parts.workshop, signal),
    answer: async (problems, journal, signal) =>
      (await rows.answer(problems, journal, signal)).map((outcome) => ({ tool: applied, outcome })),
    settles: new Set(['notRead']),
    settle: async (left, total, journal, signal, onSettled) => {
      if (asked) return false;
      asked = true;
      return rows.read(
        left.map(({ problem }) => problem),
        total,
        journal,
        signal,
        onSettled,
      );
    },
  };
}
