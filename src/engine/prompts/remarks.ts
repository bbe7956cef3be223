import { isJsonObject, isWellFormed, type Json, type JsonObject } from '../json';

/** A problem in view that the examples do not decide, with the answers that fit them. */
export interface AskedQuestion {
  /** The number of the unanswered problem, as the maker was shown it. */
  readonly number: number;
  /** Two to four different ones. */
  readonly answers: readonly string[];
}

/** An example that contradicts the others, as the maker sees it. */
export interface DoubtedExample {
  /** The number of the shown example. */
  readonly number: number;
  /** What the others lead to. */
  readonly answer: string;
}

/** What a maker says beside its tool. Hostile: the numbers may be of nothing, and the answers anything. */
export interface Remarks {
  readonly questions: readonly AskedQuestion[];
  readonly doubted: readonly DoubtedExample[];
}

/** The most questions and the most doubts that are read. */
const maximumRemarks = 3;

/** The most answers that one question offers. */
const maximumAnswers = 4;

/** The longest answer that is offered, in characters. */
const longestAnswer = 2_000;

/** Reads what a maker says beside its tool, in the same block; what is of another form is passed over. */
export function remarksIn(manifest: JsonObject): Remarks {
  return {
    questions: objectsOf(manifest['questions']).flatMap((one): AskedQuestion[] => {
      const answers = [...new Set(listOf(one['answers']).filter(isAnswer))];
      const number = one['unanswered'];
      return typeof number === 'number' && answers.length > 1
        ? [{ number, answers: answers.slice(0, maximumAnswers) }]
        : [];
    }),
    doubted: objectsOf(manifest['doubted']).flatMap((one): DoubtedExample[] => {
      const { example: number, answer } = one;
      return typeof number === 'number' && isAnswer(answer) ? [{ number, answer }] : [];
    }),
  };
}

function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return listOf(value).filter(isJsonObject).slice(0, maximumRemarks);
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function isAnswer(value: Json | undefined): value is string {
  return typeof value === 'string' && value.length <= longestAnswer && isWellFormed(value);
}
