import { randomUUID } from 'node:crypto';
import { toolKey } from '../../engine/ledger/entry';
import { forecastMaking, forecastText } from '../../engine/ledger/forecast';
import {
  makeTool,
  type MakingOutcome,
  type MakingProgress,
  type MakingRequest,
  type NewTool,
} from '../../engine/making/make-tool';
import { planMaking } from '../../engine/making/plan';
import type { ChatModel } from '../../engine/model/chat-model';
import { addUsage, noUsage } from '../../engine/model/cost';
import { describeNotation } from '../../engine/notation/notations';
import { firstExample } from '../../engine/problem/first-example';
import { escapeInvisible, jsonLine, showInvisible } from '../../engine/text/show-invisible';
import type { Tool } from '../../engine/tool/tool';
import { StoreError } from '../store/store-error';
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
  const { terminal } = surroundings;
  const path = options.required('examples');
  const dryRun = options.on('dry-run');
  const { reading, examples } = solvedExamples(path, await readText(path, surroundings), saidOf(options), terminal);
  const hint = options.text('hint') ?? null;
  const workbench = await openWorkbench(options, surroundings, dryRun ? 'read' : 'write');
  try {
    const making = randomUUID();
    const maker = await workbench.model('maker', () => ({ making }));
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
    const material = { examples, notation: reading.notation, hint };
    return (await makeAndKeep(material, { making, maker, user }, options, workbench, surroundings)).code;
  } finally {
    await workbench.dispose();
  }
}

/** Who takes part in a making, by the name under which it is booked. */
interface Makers {
  readonly making: string;
  readonly maker: ChatModel;
  readonly user: ChatModel | null;
}

/** What was kept of a making, and the exit code. */
interface Concluded {
  readonly tool: Tool | undefined;
  readonly code: number;
}

/** Makes a tool, keeps what came of it and says so. */
export async function makeAndKeep(
  material: Pick<MakingRequest, 'examples' | 'notation' | 'hint'>,
  { making, maker, user }: Makers,
  options: Options,
  workbench: Workbench,
  surroundings: Surroundings,
): Promise<Concluded & { readonly outcome: MakingOutcome }> {
  const { terminal, signal } = surroundings;
  const others = (await workbench.library.list()).tools.filter(
    ({ tool, isApproved }) => tool.stage === 'tool' && isApproved,
  );
  const foreign = others.flatMap(({ tool }) => tool.examples.map((example) => example.problem));
  let said = '';
  const outcome = await makeTool(
    { ...material, foreign },
    { maker, user, workshop: workbench.workshop, now: () => new Date() },
    signal,
    (progress) => {
      const text = progressText(progress);
      if (text !== said) terminal.err(`${text}\n`);
      said = text;
    },
  );
  const concluded =
    outcome.kind === 'made'
      ? await concludeMade(outcome, options, workbench, surroundings)
      : await concludeNotMade(outcome, options, workbench, surroundings);
  const tool = concluded.tool ? toolKey(concluded.tool) : null;
  await book(
    workbench,
    { kind: 'making', at: new Date().toISOString(), making, outcome: outcome.kind, tool },
    terminal,
  );
  return { ...concluded, outcome };
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
      `${tool.id}: ${score.passed} of ${score.total}, ${score.unseenPassed} never seen by the maker; ${tries === 1 ? '1 try' : `${tries} tries`}, ${tokensOf(usage)} tokens, ${costText(cost)}\n`,
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

/** Why no tool was made. */
export function errorOf(outcome: Exclude<MakingOutcome, { kind: 'made' }>): {
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
