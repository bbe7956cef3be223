import type { ChatMessage } from '../model/chat-model';

/** A solved problem, as the maker sees it. */
export interface ShownExample {
  readonly problem: string;
  readonly answer: string;
}

/** The time a tool has, which the maker is told. */
export interface ToldLimits {
  readonly parseMilliseconds: number;
  readonly solveMilliseconds: number;
}

/** What the maker is asked to go on from: its own last candidate and what failed when that was run. */
export interface FailedCandidate {
  /** The two blocks of the last reply, as they came. */
  readonly candidate: string;
  /** What failed, one finding a line. */
  readonly findings: readonly string[];
  /** The same example failed before, too: it may be the example that is wrong, and the maker may say so. */
  readonly again?: boolean;
}

/** What a making is about, as the maker sees it. */
export interface ShownProblems {
  readonly examples: readonly ShownExample[];
  readonly hint: string | null;
  /** Problems of the same text that nobody has answered, with their numbers; those that are done with are left out. */
  readonly unanswered: readonly NumberedProblem[];
  /** There is a person who can be asked. */
  readonly mayAsk: boolean;
}

/** A problem in view, by the number under which the maker speaks of it. */
export interface NumberedProblem {
  readonly number: number;
  readonly problem: string;
}

/**
 * The request for a tool: the first one, or with `failed` a repair. A repair is a fresh chat with the current
 * candidate and a summary of what failed; the history is not resent, since it would be paid for at every try. What is
 * not there adds not a word.
 */
export function makePrompt(
  { examples, hint, unanswered, mayAsk }: ShownProblems,
  limits: ToldLimits,
  failed?: FailedCandidate,
): readonly ChatMessage[] {
  const parts = [examples.map(exampleText).join('\n\n')];
  if (unanswered.length > 0) {
    parts.push(unanswered.map(unansweredText).join('\n\n'), unansweredInstructions);
    if (mayAsk) parts.push(askingInstructions, doubtInstructions);
  } else if (mayAsk && failed?.again === true) parts.push(doubtInstructions);
  if (hint !== null) parts.push(`The person who gave these examples adds:\n${hint}`);
  if (failed)
    parts.push(
      `Your current tool:\n\n${failed.candidate}`,
      `When it was run:\n${failed.findings.map((finding) => `- ${finding}`).join('\n')}`,
      repairRequest,
    );
  return [
    { role: 'system', content: instructions(limits) },
    { role: 'user', content: parts.join('\n\n') },
  ];
}

const repairRequest =
  'Find the cause and mend it for the whole class, not for the cases listed. Reply with both blocks again, complete.';

const unansweredInstructions =
  'The unanswered problems wait for the tool in the same text. Read every form of theirs whose answer the examples decide. Return null for those of another class, for rubbish, and where the answer needs knowledge that is not in the text.';

const askingInstructions =
  'Where the examples do not decide the answer to an unanswered problem (to round or to cut, to pad or to copy, which bound, which convention, whether it is of the class at all), ask the person instead of guessing: add "questions" to the json block, the most telling first, three at most, each {"unanswered": 2, "answers": ["…", "…"]} with two to four answers that fit the examples. Return null for that form until the person has answered; it is then an example.';

const doubtInstructions =
  'Where one example contradicts the others, make the tool for the others and add "doubted" to the json block: [{"example": 2, "answer": "…"}] with the answer that the others lead to. The person is asked.';

function exampleText(example: ShownExample, index: number): string {
  return `<example number="${index + 1}">\n<problem>\n${example.problem}\n</problem>\n<answer>\n${example.answer}\n</answer>\n</example>`;
}

function unansweredText({ number, problem }: NumberedProblem): string {
  return `<unanswered number="${number}">\n${problem}\n</unanswered>`;
}

function instructions(limits: ToldLimits): string {
  return `You are a tool maker. From a few solved problems you write one reusable tool for every problem of their class: plain JavaScript that answers from then on without you.

Reply with two fenced blocks and nothing else:

\`\`\`json
{"name": "…", "description": "…", "schema": {…}, "demonstrations": [{…}]}
\`\`\`
\`\`\`js
function parse(problem) { … }
function solve(args) { … }
function format(result, problem) { … }
\`\`\`

parse(problem) reads the text of one problem and returns the arguments, or null when the text is not of this class. It decides what gets answered at all, and a wrong answer is far worse than none:
- Account for the whole text from its first character to its last. Anchor the patterns, check the fixed wording and every separator, and return null if anything is left over that you did not interpret.
- Return null for an empty text, for a problem cut off anywhere (an ellipsis may stand for what is missing), for a text that has only some of the parts or holds two problems, and for values that make no sense or that you could read in two ways where the examples do not decide.
- Where there is fixed wording (an instruction, a question, labels), require it: problems of other classes may hold the same kind of data.
- Accept everything the class can vary in: other names and words in the same places, other amounts and list lengths, other sizes of numbers, singular and plural, other white space and line breaks.
- Return null rather than guess at a form that the examples give no rule for, such as quotes around values, escapes or a spelling of its own.

solve(args) computes the result from the arguments alone: pure, the same arguments give the same result; null when there is no answer. Check what you compute instead of assuming it (one solution, not none or several).

format(result, problem) writes the answer exactly in the form that the examples use. Leave it out where solve already returns that string.

The arguments are one JSON object described by "schema" (JSON Schema, type "object"). When parse cannot read a problem, a small language model fills them in from the text, so make them what a reader would jot down:
- Data, never code. Write operations and relations as objects, for example {"op": "add", "by": 3}, with the kinds as an "enum".
- Strings are copied from the problem as they stand there, or are members of an enum. Convert and normalise in solve, not in parse.
- Every property required, "additionalProperties": false, an absent value as null. Few properties with short telling names; a "description" only where the name does not say what to write.
- Keep schema and arguments small, they are sent with every use: nothing that solve does not need, lists of plain strings or numbers before lists of objects, pairs of strings as arrays of two, no enum twice. The tool's own "description" has at most 15 words.

"demonstrations" holds the arguments of example 1; if you leave out parse, because no code can read these texts, those of every example in order.

Name and describe the class, never one example: no person, object or story of an example in the name, the description, the schema or the code. Nothing may hold for one example only: take names, numbers and lengths from the text. The tool will be checked on further problems that you do not see; think of what they may contain that these do not (one element or many, ties, duplicates, zero, negative values, different order, upper case, punctuation inside values) and solve it or refuse it.

It runs in QuickJS: ES2023 without modules, I/O, timers, clock or randomness. There is no Intl; toLocaleString ignores its options; localeCompare compares code units; no Proxy, no typed arrays, no WeakRef. parse has ${limits.parseMilliseconds} ms and solve ${limits.solveMilliseconds / 1000} s at about a seventh of V8's speed: calculate where you can, search where you must. Recursion is safe to a depth of 1,000 plain calls, 400 through callbacks. Comment briefly.`;
}
