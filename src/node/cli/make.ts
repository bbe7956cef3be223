import { randomUUID } from 'node:crypto';
import { toolKey } from '../../engine/ledger/entry';
import { forecastMaking, forecastText } from '../../engine/ledger/forecast';
import { makeTool } from '../../engine/making/make-tool';
import { planMaking, type MakingMaterial } from '../../engine/making/plan';
import { describeNotation } from '../../engine/notation/notations';
import { firstExample } from '../../engine/problem/first-example';
import { jsonLine, showInvisible } from '../../engine/text/show-invisible';
import { concludeMade, concludeNotMade, progressText } from './conclude-making';
import { withGivenAnswers } from './given-answers';
import { isKnown } from './look-first';
import { questionsAt } from './making-questions';
import type { Options } from './options';
import { readText } from './read-input';
import { saidOf } from './said-options';
import { solvedExamples } from './solved-examples';
import { exitCodes, UsageError } from './terminal';
import { book } from './unwritten';
import { openWorkbench, type Surroundings } from './workbench';
import { costText, counted, tokensOf } from './words';

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
    const making = randomUUID();
    const maker = await workbench.model('maker', () => ({ making }));
    const user = await workbench.model('user', () => ({ making }));
    const identity = maker?.identity ?? { model: 'no model', host: 'no host', inputPrice: null, outputPrice: null };
    const plan = planMaking(material, workbench.workshop.limits, identity);
    terminal.err(
      `${counted(examples.length, 'example')}, read as ${describeNotation(reading.notation, reading.columnNames)}, first ${showInvisible(firstExample(reading))}: ${plan.shown} shown to the strong model, ${plan.heldOut} held out${plan.inView > 0 ? `; ${counted(plan.inView, 'problem')} without an answer shown as well (--no-data-in-view: none)` : ''}\n`,
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
    const others = library.filter(({ tool, isApproved }) => tool.stage === 'tool' && isApproved);
    const foreign = others.flatMap(({ tool }) => tool.examples.map((example) => example.problem));
    const asked = questionsAt(terminal);
    let said = '';
    const outcome = await makeTool(
      { ...material, notation: reading.notation, foreign },
      { maker, user, workshop: workbench.workshop, now: () => new Date(), questions: asked.questions },
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
    for (const question of asked.open) terminal.err(`${question}${tool ? `, with extend --tool ${tool.id}` : ''}\n`);
    return code === exitCodes.done && asked.open.length > 0 ? exitCodes.failed : code;
  } finally {
    await workbench.dispose();
  }
}
