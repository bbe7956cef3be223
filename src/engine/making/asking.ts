import type { Remarks } from '../prompts/remarks';
import type { NumberedProblem } from '../prompts/make';
import type { ToolExample } from '../tool/tool';
import type { Assessment } from './assess';
import { minimumExamples } from './split';

/** A problem whose answer the examples do not decide. */
export interface UndecidedProblem {
  readonly problem: string;
  /** The answers that fit, as the maker gave them: two to four. */
  readonly answers: readonly string[];
}

/** An example that contradicts the others, as the maker sees it. */
export interface DoubtedAnswer {
  readonly problem: string;
  /** The person's own answer. */
  readonly answer: string;
  /** What the others lead to. */
  readonly expected: string;
  /** Enough examples are left without it. */
  readonly mayLeaveOut: boolean;
}

/** What a person says to it. */
export type Decision =
  | { readonly kind: 'answer'; readonly answer: string }
  | { readonly kind: 'leaveOut' }
  /** Nobody is there to tell: the making goes on without, and nothing more is asked. */
  | { readonly kind: 'nobody' };

/** What only a person can tell while a tool is made. One question is put at a time, two at most in a making. */
export interface MakingQuestions {
  /** The right answer; it becomes an example. Left out, the tool refuses the problem. */
  undecided(question: UndecidedProblem): Promise<Decision>;
  /** The right answer, which may be the one that was given. Left out, it is no example any more. */
  doubted(question: DoubtedAnswer): Promise<Decision>;
}

/** The most questions that are put to a person in one making. */
const maximumAsked = 2;

/** What a making knows by now, in part from the person. */
export interface Standing {
  readonly examples: readonly ToolExample[];
  /** The problems in view that have no answer yet. */
  readonly waiting: readonly NumberedProblem[];
  /** What the person decided besides, a sentence each for the maker. */
  readonly decisions: readonly string[];
  /** Problems that the person was asked about. */
  readonly asked: readonly string[];
}

/** True while another question may be put. */
export function mayAsk({ asked }: Standing, questions: MakingQuestions | undefined): boolean {
  return questions !== undefined && asked.length < maximumAsked;
}

/**
 * Puts what the maker asked to the person, as far as it holds when looked at: a doubted example fails, an undecided
 * problem is one that is waiting, and the candidate refuses it or gives one of the answers. The same standing where
 * nothing was asked.
 */
export async function settleRemarks(
  remarks: Remarks,
  standing: Standing,
  assessment: Assessment,
  questions: MakingQuestions | undefined,
): Promise<Standing> {
  if (!questions) return standing;
  let now = standing;
  for (const doubt of remarks.doubted) {
    const example = standing.examples.filter(({ seen }) => seen !== 'heldOut')[doubt.number - 1];
    const failed = example && assessment.verdicts[standing.examples.indexOf(example)]?.kind !== 'right';
    if (!failed || doubt.answer === example.answer || !isOpen(now, example.problem)) continue;
    now = await settleDoubt(now, example, doubt.answer, questions);
  }
  for (const { number, answers } of remarks.questions) {
    const waiting = now.waiting.find((one) => one.number === number);
    const outcome = assessment.waiting.find((one) => one.number === number)?.outcome;
    const contradicts = outcome?.kind === 'answer' && !answers.includes(outcome.answer);
    if (!waiting || contradicts || !isOpen(now, waiting.problem)) continue;
    now = await settleUndecided(now, waiting, answers, questions);
  }
  return now;
}

function isOpen({ asked }: Standing, problem: string): boolean {
  return asked.length < maximumAsked && !asked.includes(problem);
}

async function settleUndecided(
  standing: Standing,
  { number, problem }: NumberedProblem,
  answers: readonly string[],
  questions: MakingQuestions,
): Promise<Standing> {
  const decision = await questions.undecided({ problem, answers });
  const now = { ...standing, asked: [...standing.asked, problem] };
  switch (decision.kind) {
    case 'answer':
      return {
        ...now,
        examples: [...now.examples, { problem, answer: decision.answer, seen: 'shown' }],
        waiting: now.waiting.filter((one) => one.number !== number),
      };
    case 'leaveOut':
      return {
        ...now,
        decisions: [...now.decisions, `The person leaves unanswered ${number} out: return null for it.`],
      };
    case 'nobody':
      return withoutFurther(now);
  }
}

async function settleDoubt(
  standing: Standing,
  example: ToolExample,
  expected: string,
  questions: MakingQuestions,
): Promise<Standing> {
  const { problem, answer } = example;
  const mayLeaveOut = standing.examples.length > minimumExamples;
  const decision = await questions.doubted({ problem, answer, expected, mayLeaveOut });
  const now = { ...standing, asked: [...standing.asked, problem] };
  if (decision.kind === 'nobody') return withoutFurther(now);
  if (decision.kind === 'leaveOut')
    return mayLeaveOut ? { ...now, examples: now.examples.filter((one) => one !== example) } : now;
  if (decision.answer === answer)
    return { ...now, decisions: [...now.decisions, `The person confirms the answer ${JSON.stringify(answer)}.`] };
  const corrected: ToolExample = { problem, answer: decision.answer, seen: example.seen };
  return { ...now, examples: now.examples.map((one) => (one === example ? corrected : one)) };
}

/** Nobody answers: nothing more is asked. */
function withoutFurther(standing: Standing): Standing {
  const unasked = Array.from({ length: maximumAsked }, () => '');
  return { ...standing, asked: [...standing.asked, ...unasked] };
}
