import { randomUUID } from 'node:crypto';
import { toolKey } from '../../engine/ledger/entry';
import { forecastMaking, forecastText } from '../../engine/ledger/forecast';
import { makeTool, type MakingOutcome, type MakingProgress, type NewTool } from '../../engine/making/make-tool';
import type { InstantOutcome } from '../../engine/making/make-at-once';
import { planMaking } from '../../engine/making/plan';
import { addUsage, noUsage } from '../../engine/model/cost';
import { describeNotation } from '../../engine/notation/notations';
import { firstExample } from '../../engine/problem/first-example';
import { escapeInvisible, jsonLine, showInvisible } from '../../engine/text/show-invisible';
import type { Tool } from '../../engine/tool/tool';
import { StoreError } from '../store/store-error';
import { makeHere, sayQuestion } from './make-here';
import type { Options } from './options';
import { readText } from './read-input';
import { saidOf } from './said-options';
import { solvedExamples } from './solved-examples';
import { exitCodes, UsageError } from './terminal';
import { book } from './unwritten';
import { keepRecord } from './verified';
import { openWorkbench, type Surroundings, type Workbench } from './workbench';
import { costText, counted, tokensOf } from './words';

/** `make`: a tool from a file of solved problems. What was understood is said before anything is sent. */
export async function make(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal, signal } = surroundings;
  const path = options.required('examples');
  const dryRun = options.on('dry-run');
  const { reading, examples } = solvedExamples(path, await readText(path, signal), saidOf(options), terminal);
  const hint = options.text('hint') ?? null;
  const workbench = await openWorkbench(options, surroundings, dryRun ? 'read' : 'write');
  try {
    const making = randomUUID();
    const maker = await workbench.model('maker', () => ({ making }));
    const others = (await workbench.library.list()).tools.filter(
      ({ tool, isApproved }) => tool.stage === 'tool' && isApproved,
    );
    const foreign = others.flatMap(({ tool }) => tool.examples.map((example) => example.problem));
    // A hint is for readers.
    if (!dryRun && hint === null && !options.on('no-synthesis')) {
      const here = await makeHere({ reading, examples, foreign }, options, workbench, signal);
      const code = await concludeHere(here, maker !== null, making, options, workbench, surroundings);
      if (code !== undefined) return code;
    }
    const user = await workbench.model('user', () => ({ making }));
    const identity = maker?.identity ?? { model: 'no model', host: 'no host', inputPrice: null, outputPrice: null };
    const plan = planMaking(examples, hint, workbench.workshop.limits, identity);
    terminal.err(
      `${counted(examples.length, 'example')}, read as ${describeNotation(reading.notation, reading.columnNames)}, first ${showInvisible(firstExample(reading))}: ${plan.shown} shown to the strong model, ${plan.heldOut} held out\n`,
    );
    terminal.err(
      `${maker ? `${identity.model} at ${identity.host}` : 'no strong model is named'}, about ${tokensOf(plan.usage)} tokens a try, ${plan.cost === null ? 'price unknown' : `about ${costText(plan.cost)} a try`}\n`,
    );
    if (user)
      terminal.err(
        `where no parser can be had, ${user.identity.model} at ${user.identity.host} reads the examples' problems\n`,
      );
    if (maker)
      terminal.err(
        `${showInvisible(
          forecastText(
            forecastMaking(
              plan,
              examples.map(({ problem }) => problem),
              identity,
              user?.identity ?? null,
            ),
          ),
        )}\n`,
      );
    if (dryRun) {
      terminal.out(
        options.on('json')
          ? jsonLine(plan.request)
          : plan.request.messages.map(({ role, content }) => `--- ${role} ---\n${content}\n`).join(''),
      );
      return exitCodes.done;
    }
    if (!maker)
      throw new UsageError('No strong model is named: give --maker-model (and --base-url), or TOOLSMITH_MAKER_MODEL.');
    let said = '';
    const outcome = await makeTool(
      { examples, notation: reading.notation, hint, foreign },
      { maker, user, workshop: workbench.workshop, now: () => new Date() },
      signal,
      (progress) => {
        const text = progressText(progress);
        if (text !== said) terminal.err(`${text}\n`);
        said = text;
      },
    );
    const { tool, code } =
      outcome.kind === 'made'
        ? await concludeMade(outcome, options, workbench, surroundings)
        : await concludeNotMade(outcome, options, workbench, surroundings);
    await book(
      workbench,
      {
        kind: 'making',
        at: new Date().toISOString(),
        making,
        outcome: outcome.kind,
        tool: tool ? toolKey(tool) : null,
      },
      terminal,
    );
    return code;
  } finally {
    await workbench.dispose();
  }
}

/** Ends with what was found without a model; `undefined` where the strong model is to be asked. */
async function concludeHere(
  outcome: InstantOutcome,
  hasMaker: boolean,
  making: string,
  options: Options,
  workbench: Workbench,
  surroundings: Surroundings,
): Promise<number | undefined> {
  const { terminal } = surroundings;
  switch (outcome.kind) {
    case 'made': {
      terminal.err('made without a model, at no cost; --no-synthesis has a model make it instead\n');
      const { tool, code } = await concludeMade({ ...outcome, transcript: [] }, options, workbench, surroundings);
      const at = new Date().toISOString();
      const key = tool ? toolKey(tool) : null;
      await book(workbench, { kind: 'making', at, making, outcome: 'made', tool: key }, terminal);
      return code;
    }
    case 'asks':
      if (!hasMaker) {
        sayQuestion(outcome.question, options, terminal);
        return exitCodes.failed;
      }
      terminal.err(
        `without a model the examples leave open what the answer to ${showInvisible(outcome.question.problem)} is; --answer would tell\n`,
      );
      return undefined;
    case 'none': {
      if (hasMaker) {
        terminal.err(`nothing to claim without a model: ${outcome.reason}\n`);
        return undefined;
      }
      const message = `Without a model no tool could be made: ${outcome.reason}. Name a strong model: --maker-model (and --base-url), or TOOLSMITH_MAKER_MODEL.`;
      if (options.on('json')) terminal.out(jsonLine({ made: false, error: { kind: 'notMade', message } }));
      terminal.err(`${message}\n`);
      return exitCodes.failed;
    }
    case 'cancelled':
      return exitCodes.interrupted;
  }
}

/** What was kept of a making, and the exit code. */
interface Concluded {
  readonly tool: Tool | undefined;
  readonly code: number;
}

async function concludeMade(
  outcome: Extract<MakingOutcome, { kind: 'made' }>,
  options: Options,
  workbench: Workbench,
  { terminal }: Surroundings,
): Promise<Concluded> {
  const tool = await keep(outcome.tool, outcome, workbench, { terminal });
  if (!tool) return { tool, code: exitCodes.failed };
  const { score, notes } = outcome;
  await keepRecord(
    workbench,
    tool,
    { ...score, acceptedForeign: notes.length, at: new Date().toISOString() },
    terminal,
  );
  const origin = tool.versions.at(-1)?.origin;
  const { tries = 0, usage = noUsage, cost = null } = origin ?? {};
  if (options.on('json'))
    terminal.out(
      jsonLine({ made: true, id: tool.id, name: tool.name, reader: tool.reader, ...score, notes, tries, usage, cost }),
    );
  else
    terminal.out(
      `${tool.id}: ${score.passed} of ${score.total}, ${score.unseenPassed} never seen by the maker; ${tries === 0 ? 'made without a model' : `${tries === 1 ? '1 try' : `${tries} tries`}, ${tokensOf(usage)} tokens, ${costText(cost)}`}\n`,
    );
  for (const note of notes) terminal.err(`${showInvisible(note)}.\n`);
  return { tool, code: exitCodes.done };
}

async function concludeNotMade(
  outcome: Exclude<MakingOutcome, { kind: 'made' }>,
  options: Options,
  workbench: Workbench,
  { terminal }: Surroundings,
): Promise<Concluded> {
  const draft = outcome.draft ? await keep(outcome.draft, outcome, workbench, { terminal }) : undefined;
  const usage = outcome.transcript.reduce((sum, entry) => addUsage(sum, entry.usage), noUsage);
  const score = outcome.kind === 'notMade' ? outcome.score : null;
  const error = errorOf(outcome);
  if (options.on('json')) terminal.out(jsonLine({ made: false, error, draft: draft?.id ?? null, score, usage }));
  terminal.err(
    `No tool was made${score ? `: ${score.passed} of ${score.total} examples pass` : ''}. ${tokensOf(usage)} tokens were used.\n${error.message
      .split('\n')
      .map((line) => `  ${showInvisible(line)}\n`)
      .join('')}`,
  );
  if (draft)
    terminal.err(
      `The last candidate is kept as the draft ${draft.id}. Give more examples or a --hint, and make it again.\n`,
    );
  return { tool: draft, code: outcome.kind === 'cancelled' ? exitCodes.interrupted : exitCodes.failed };
}

function errorOf(outcome: Exclude<MakingOutcome, { kind: 'made' }>): {
  readonly kind: string;
  readonly message: string;
} {
  switch (outcome.kind) {
    case 'notMade':
      return { kind: 'notMade', message: outcome.findings.join('\n') };
    case 'modelFailed':
      return { kind: outcome.failure, message: outcome.message };
    case 'cancelled':
      return { kind: 'cancelled', message: 'interrupted' };
  }
}

/** Puts what was made into the library. Where that fails it is printed: it was paid for. */
async function keep(
  made: NewTool,
  { transcript }: MakingOutcome,
  { library }: Workbench,
  { terminal }: Pick<Surroundings, 'terminal'>,
): Promise<Tool | undefined> {
  const tool: Tool = { ...made, id: await library.newId(made.name) };
  try {
    await library.save(tool, 'folder', transcript);
    return tool;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    terminal.err(`${error.message}\nWhat was made is printed instead, as a file that can be imported.\n`);
    terminal.out(escapeInvisible(library.exportTools([tool])));
    return undefined;
  }
}

function progressText(progress: MakingProgress): string {
  switch (progress.stage) {
    case 'proposing':
      return 'proposing';
    case 'verifying':
      return progress.done === progress.total ? `ran ${counted(progress.total, 'example')}` : 'running the examples';
    case 'repairing':
      return `repairing (try ${progress.try} of ${progress.of})`;
    case 'wrapping':
      return 'the light model reads the examples';
  }
}
