import { noveltyOfTools } from '../using/novelty';
import type { Answerer } from './answerer';
import type { RowOutcome } from './row';

/** An answerer that leaves rows without an answer which are unlike every example of their tool, with the reason. */
export function strict(answerer: Answerer): Answerer {
  const novelty = noveltyOfTools();
  const left = (row: RowOutcome, problem: string): RowOutcome => {
    if (row.tool === null || row.outcome.kind !== 'answer') return row;
    const { answer, path, usage } = row.outcome;
    const reason = novelty(row.tool.tool, problem, answer);
    return reason === null
      ? row
      : { ...row, outcome: { kind: 'failed', reason: `unlike every example: ${reason}`, path, usage, isNovel: true } };
  };
  return {
    ...answerer,
    // A run that took such rows is not gone on from.
    identity: `${answerer.identity} strict`,
    answer: async (problems, pass) =>
      (await answerer.answer(problems, pass)).map((row, at) => left(row, problems[at] ?? '')),
  };
}
