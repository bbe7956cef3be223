import { randomUUID } from 'node:crypto';
import { toolKey } from '../../engine/ledger/entry';
import { forecastMaking, forecastText } from '../../engine/ledger/forecast';
import { foreignClasses } from '../../engine/making/foreign-classes';
import { makeTool } from '../../engine/making/make-tool';
import { needlessFor } from '../../engine/making/needless';
import { needlessText } from '../../engine/making/needless-text';
import { planMaking, type MakingMaterial } from '../../engine/making/plan';
import { describeNotation } from '../../engine/notation/notations';
import { firstExample } from '../../engine/problem/first-example';
import { quotedFor } from '../../engine/text/shell-words';
import { usualShell } from '../shell';
import type { Tool } from '../../engine/tool/tool';
import { coverageOf, leftProblems, leftText } from '../../engine/making/coverage';
import { jsonLine, showInvisible } from '../../engine/text/show-invisible';
import { concludeMade, concludeNotMade } from './conclude-making';
import { withGivenAnswers } from './given-answers';
import { isKnown } from './look-first';
import { makeHere } from './make-here';
import { questionsAt } from './making-questions';
import { makerIdentity, makerLine, namedMaker, printRequest, progressOn } from './making-steps';
import type { Options } from './options';
import { readText } from './read-input';
import { saidOf } from './said-options';
import { solvedExamples } from './solved-examples';
import { exitCodes } from './terminal';
import { book } from './unwritten';
import { openWorkbench, type Surroundings, type Workbench } from './workbench';
import { counted } from './words';

/** `make`: a tool from a file of solved problems. What was understood is said before anything is sent. */
export async function make(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal, signal } = surroundings;
  const path = options.required('examples');
  const dryRun = options.on('dry-run');
  const solved = solvedExamples(path, await readText(path, surroundings), saidOf(options), terminal);
  const { reading } = solved;
  const examples = withGivenAnswers(options, solved.examples, solved.unanswered);
  const hint = options.text('hint') ?? null;
  const material: MakingMaterial = {
    examples,
    hint,
    unanswered: options.on('no-data-in-view') ? [] : solved.unanswered,
  };
  const workbench = await openWorkbench(options, surroundings, dryRun ? 'read' : 'write');
  try {
    const library = (await workbench.library.list()).tools;
    if ((await isKnown(examples, library, options, workbench, surroundings)) && !dryRun) return exitCodes.done;
    const needless = needlessFor(examples);
    if (needless) terminal.err(`${needlessText(needless, showInvisible)}\n`);
    const making = randomUUID();
    const maker = await workbench.model('maker', () => ({ making }));
    const foreign = foreignClasses(library);
    // A hint is for readers.
    if (!dryRun && hint === null && !options.on('no-synthesis')) {
      const from = { examples, open: solved.unanswered, notation: reading.notation, foreign };
      const code = await makeHere(from, { hasMaker: maker !== null, making }, options, workbench, surroundings);
      if (code !== undefined) return code;
    }
    if (needless && !dryRun && !options.on('anyway')) {
      if (options.on('json')) terminal.out(jsonLine({ made: false, needless }));
      terminal.err('No tool was made, and nothing was sent. --anyway has the strong model make one.\n');
      return exitCodes.failed;
    }
    const user = await workbench.model('user', () => ({ making }));
    const identity = makerIdentity(maker);
    const plan = planMaking(material, workbench.workshop.limits, identity);
    terminal.err(
      `${counted(examples.length, 'example')}, read as ${describeNotation(reading.notation, reading.columnNames)}, first ${showInvisible(firstExample(reading))}: ${plan.shown} shown to the strong model, ${plan.heldOut} held out${plan.inView > 0 ? `; ${counted(plan.inView, 'problem')} without an answer shown as well (--no-data-in-view: none)` : ''}\n`,
    );
    terminal.err(makerLine(maker, plan));
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
      printRequest(plan, options, terminal);
      return exitCodes.done;
    }
    const asked = questionsAt(terminal);
    const outcome = await makeTool(
      { ...material, notation: reading.notation, foreign },
      {
        maker: namedMaker(maker),
        user,
        workshop: workbench.workshop,
        now: () => new Date(),
        questions: asked.questions,
      },
      signal,
      progressOn(terminal),
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
    if (tool?.reader === 'parser' && tool.stage === 'tool' && solved.unanswered.length > 0)
      await sayCoverage(tool, path, solved.unanswered, workbench, surroundings);
    for (const question of asked.open) terminal.err(`${question}${tool ? `, with extend --tool ${tool.id}` : ''}\n`);
    return code === exitCodes.done && asked.open.length > 0 ? exitCodes.failed : code;
  } finally {
    await workbench.dispose();
  }
}

/** Says what a new tool leaves of the problems that wait for it. */
async function sayCoverage(
  tool: Tool,
  path: string,
  unanswered: readonly string[],
  { workshop }: Workbench,
  { terminal, signal }: Surroundings,
): Promise<void> {
  const coverage = await coverageOf(tool, unanswered, workshop, signal);
  if (!coverage) return;
  const left = leftProblems(coverage).length;
  terminal.err(
    `it answers ${coverage.answered.length} of the ${counted(unanswered.length, 'problem')} without an answer${left > 0 ? `; left are ${leftText(coverage)}. To have it read them: extend --tool ${tool.id} --input ${quotedFor(usualShell, path)}` : ''}\n`,
  );
}
