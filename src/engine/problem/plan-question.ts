import type { Shell } from '../text/shell-words';
import { showInvisible } from '../text/show-invisible';
import { lineAt } from '../text/lines';
import type { Source } from '../text/source';
import { partsOf, rolesIn } from './parts';
import type { Plan, PlanChoice, PlanQuestion } from './plan';
import { firstProblem } from './first-example';
import { optionsText, type Said } from './said';

/** Asks which of several plans is meant, that take other parts of the records for the problem, or another table. */
export function planQuestion(source: Source, plans: readonly Plan[]): PlanQuestion {
  const headers = plans.map((plan) => headerOf(source, plan));
  if (new Set(headers).size > 1)
    return {
      reason: 'The tool reads rows of several tables in it, and only one can be answered at a time.',
      choices: plans.map((plan, at) => {
        const choice = choiceOf(source, plan);
        const header = headers[at] ?? 'none';
        return { ...choice, label: `header ${header === 'none' ? header : `on line ${header}`}`, said: { header } };
      }),
    };
  const choices = plans.map((plan) => choiceOf(source, plan));
  return {
    reason: `The tool reads several ${choices.some(({ plan }) => 'answerKey' in plan.reading.notation) ? 'keys' : 'columns'}, and nothing tells which holds the problems.`,
    choices,
  };
}

/** The line of a table's header, from 1. */
function headerOf(source: Source, { reading: { notation, headings = [] } }: Plan): number | 'none' {
  const [heading] = headings;
  return 'header' in notation && notation.header && heading ? lineAt(source.text, heading.start) : 'none';
}

function choiceOf(source: Source, plan: Plan): PlanChoice {
  const { notation } = plan.reading;
  const parts = partsOf(source, notation);
  const roles = parts && rolesIn(notation, parts);
  const problem =
    roles && roles.problem !== 'rest'
      ? roles.problem
      : [...(parts?.names.keys() ?? [])].filter((at) => at !== roles?.answer);
  const columns = problem.map((at) => parts?.names[at] ?? String(at + 1));
  return { plan, label: columns.join(' and '), first: firstProblem(plan.reading), said: { columns } };
}

/** The choice that a person made by saying this before; `undefined` where it is none of these. */
export function choiceSaid({ choices }: PlanQuestion, said: Said | undefined): PlanChoice | undefined {
  return said && choices.find((choice) => optionsText(choice.said) === optionsText(said));
}

/** The question as a message for who cannot be asked: what fits, and the options that would tell. */
export function questionText({ reason, choices }: PlanQuestion, shell: Shell): string {
  const options = choices.map(({ said, first }) => `${optionsText(said, shell)} (${showInvisible(first)})`);
  return `${reason} Say which is meant: ${options.join(' or ')}.`;
}
