import type { Example } from '../../src/engine/making/split';
import type { ChatMessage, ChatModel, ChatRequest, Role } from '../../src/engine/model/chat-model';
import type { Sandbox } from '../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../src/engine/tool/limits';
import type { Given } from './score';

/** A tool as the paper has it: a function and how it was called, as one prompt for the light model. */
export interface PaperTool {
  readonly code: string;
  /** What the light model is sent before each problem. */
  readonly wrapped: string;
  /** Requests that the making took. */
  readonly requests: number;
  /** Whether the model's own tests passed in the end; the tool is kept either way, as in the paper's reference code. */
  readonly verified: boolean;
}

const maximumTries = 3;

/**
 * The paper's protocol (arXiv 2305.17126, section 3), for comparison. JavaScript takes the place of Python, so that it
 * runs in the same sandbox. The model writes a function from three demonstrations, and tests for three more problems.
 * Only the calls in the tests are corrected, never the function. The prompt for the light model has function and calls.
 * The whole history is sent each time. `undefined` where no function that loads came of three tries, or a request
 * failed.
 */
export async function makePaperTool(
  shown: readonly Example[],
  heldOut: readonly Example[],
  maker: ChatModel,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<PaperTool | undefined> {
  const history: ChatMessage[] = [];
  let requests = 0;
  const ask = async (purpose: string, content: string): Promise<string | undefined> => {
    history.push({ role: 'user', content });
    requests += 1;
    const outcome = await maker.complete(requestOf('maker', purpose, history, 0.3), signal);
    if (outcome.kind !== 'reply') return undefined;
    history.push({ role: 'assistant', content: outcome.text });
    return outcome.text;
  };

  let code: string | undefined;
  let demand = `${shown.map(solvedText).join('\n\n')}\n\nWrite one generic JavaScript function, with the language's own library alone, that solves every problem of this type. What it returns may still be turned into the answer's form afterwards. Reply with the function in a js block.`;
  for (let attempt = 0; attempt < maximumTries && code === undefined; attempt += 1) {
    const reply = await ask('paper: propose', demand);
    if (reply === undefined) return undefined;
    const candidate = codeIn(reply);
    const error = await run(`${candidate}\nfunction solve() { return "loads"; }`, sandbox, signal).then(
      (result) => result.error,
    );
    if (error === undefined) code = candidate;
    else demand = `That failed: ${error} Correct it and reply with the whole function again.`;
  }
  if (code === undefined) return undefined;

  let verified = false;
  demand = `${heldOut.map(solvedText).join('\n\n')}\n\nFor each of these problems write a use of the function: turn the problem into arguments, call the function, turn what it returns into the answer, and check it with  if (answer !== expected) throw new Error(...)  . Do not change the function and do not repeat it. Reply with all of it in one js block.`;
  for (let attempt = 0; attempt < maximumTries && !verified; attempt += 1) {
    const reply = await ask('paper: verify', demand);
    if (reply === undefined) return undefined;
    const { error } = await run(`${code}\nfunction solve() { ${codeIn(reply)}\nreturn "passed"; }`, sandbox, signal);
    verified = error === undefined;
    if (error !== undefined)
      demand = `That failed: ${error} Correct the uses, not the function, and reply with all of them again.`;
  }

  const wrapped = await ask(
    'paper: wrap',
    'Put it together for somebody who will use the function: the function in a js block, then each of the problems of the uses with its use below it, which puts the answer into a constant named answer, without the checks.',
  );
  return wrapped === undefined ? undefined : { code, wrapped, requests, verified };
}

/**
 * One problem through the light model: it writes the code that parses the problem, calls the function and makes the
 * answer.
 */
export async function usePaperTool(
  tool: PaperTool,
  problem: string,
  user: ChatModel,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<Given> {
  const content = `${tool.wrapped}\n\nUse the function for the next problem in the same way. Reply with the use alone in a js block; it puts the answer into a constant named answer.\n\nProblem: ${problem}`;
  const outcome = await user.complete(requestOf('user', 'paper: use', [{ role: 'user', content }], 0), signal);
  if (outcome.kind !== 'reply') return null;
  const { value } = await run(
    `${tool.code}\nfunction solve() { ${codeIn(outcome.text)}\nreturn String(answer); }`,
    sandbox,
    signal,
  );
  return value ?? null;
}

function requestOf(role: Role, purpose: string, messages: readonly ChatMessage[], temperature: number): ChatRequest {
  return { role, purpose, messages: [...messages], temperature, maxCompletionTokens: 8_000 };
}

function solvedText(example: Example): string {
  return `Problem: ${example.problem}\nAnswer: ${example.answer}`;
}

/** The code of a reply: its js blocks, or all of it where there is none. */
function codeIn(reply: string): string {
  const blocks = [...reply.matchAll(/```(?:js|javascript)?[ \t]*\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  return blocks.length > 0 ? blocks.join('\n') : reply;
}

async function run(
  code: string,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<{ readonly value?: string; readonly error?: string }> {
  const outcome = await sandbox.call(
    {
      code,
      function: 'solve',
      arguments: [],
      limits: { milliseconds: defaultLimits.solveMilliseconds, outputCharacters: 100_000 },
    },
    signal,
  );
  if (outcome.kind === 'value')
    return { value: typeof outcome.value === 'string' ? outcome.value : JSON.stringify(outcome.value) };
  return { error: outcome.kind === 'threw' ? outcome.message : outcome.kind };
}
