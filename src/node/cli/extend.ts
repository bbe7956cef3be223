import { randomUUID } from 'node:crypto';
import { openItems } from '../../engine/applying/open-items';
import { toolKey } from '../../engine/ledger/entry';
import type { LibraryTool } from '../../engine/library/library';
import { coverageOf, leftProblems, leftText } from '../../engine/making/coverage';
import {
  examplesToGoOnWith,
  extendTool,
  extensionMaterial,
  gainOf,
  type Extension,
} from '../../engine/making/extend-tool';
import { foreignClasses } from '../../engine/making/foreign-classes';
import { planMaking } from '../../engine/making/plan';
import { concludeMade, concludeNotMade } from './conclude-making';
import { withGivenAnswers } from './given-answers';
import { questionsAt } from './making-questions';
import { makerIdentity, makerLine, namedMaker, printRequest, progressOn } from './making-steps';
import type { Options } from './options';
import { readForTool } from './read-for-tool';
import { exitCodes, UsageError } from './terminal';
import { book } from './unwritten';
import { mayBeApplied } from './verified';
import { findTool, openWorkbench, type Surroundings, type Workbench } from './workbench';
import { counted } from './words';

/** `extend`: a next version of a tool that reads more of a file's problems. What it answers already stays. */
export async function extend(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal, signal } = surroundings;
  const dryRun = options.on('dry-run');
  const path = options.required('input');
  const name = options.required('tool');
  const workbench = await openWorkbench(options, surroundings, dryRun ? 'read' : 'write');
  try {
    const listed = await findTool(workbench.library, name);
    const { tool } = listed;
    if (tool.reader === 'model')
      throw new UsageError(`${tool.id} has no parser of its own that could be extended: make it again.`);
    if (!(await mayBeApplied(workbench, listed, surroundings, false))) return exitCodes.failed;
    const making = randomUUID();
    const maker = await workbench.model('maker', () => ({ making, tool: toolKey(tool) }));
    const extension = await extensionFrom(listed, path, options, workbench, surroundings);
    const left = leftProblems(extension.coverage).length;
    if (left === 0 && !options.all('answer').length) {
      terminal.err(`${tool.id} answers all problems of ${path}: there is nothing to extend it to.\n`);
      return exitCodes.done;
    }
    const plan = planMaking(extensionMaterial(extension), workbench.workshop.limits, makerIdentity(maker));
    terminal.err(
      `${tool.id} leaves ${counted(left, 'problem')} of ${path}${left > 0 ? `: ${leftText(extension.coverage)}` : ''}\n` +
        `the strong model is shown ${plan.inView} of them, ${counted(plan.shown, 'example')} and the tool; ${plan.heldOut} held out\n` +
        makerLine(maker, plan),
    );
    if (dryRun) {
      printRequest(plan, options, terminal);
      return exitCodes.done;
    }
    const asked = questionsAt(terminal);
    const parts = {
      maker: namedMaker(maker),
      user: null,
      workshop: workbench.workshop,
      now: () => new Date(),
      questions: asked.questions,
    };
    const outcome = await extendTool(extension, parts, signal, progressOn(terminal));
    const { tool: version, code } =
      outcome.kind === 'made'
        ? await concludeMade(outcome, options, workbench, surroundings, tool)
        : await concludeNotMade(outcome, options, workbench, surroundings, tool);
    if (version && left > 0) {
      const gain = await gainOf(version, extension.coverage, parts, signal);
      if (gain)
        terminal.err(
          `it answers ${gain.gained} of the ${left} that were left${gain.gained < left ? `; left are ${leftText(gain.after)}` : ''}\n`,
        );
    }
    await book(
      workbench,
      { kind: 'making', at: new Date().toISOString(), making, outcome: outcome.kind, tool: toolKey(version ?? tool) },
      terminal,
    );
    for (const question of asked.open) terminal.err(`${question}\n`);
    return code === exitCodes.done && asked.open.length > 0 ? exitCodes.failed : code;
  } finally {
    await workbench.dispose();
  }
}

/** What there is of the tool and of the file. Asks no model. */
async function extensionFrom(
  listed: LibraryTool,
  path: string,
  options: Options,
  workbench: Workbench,
  surroundings: Surroundings,
): Promise<Extension> {
  const { tool } = listed;
  const { signal } = surroundings;
  const reading = await readForTool(listed, path, options, workbench, surroundings);
  const problems = [...new Set(reading.items.map(({ problem }) => problem))];
  const examples = withGivenAnswers(options, examplesToGoOnWith(listed), problems);
  const known = new Set(examples.map(({ problem }) => problem));
  const open = new Set(openItems(reading).open.map(({ item }) => item.problem));
  const coverage = await coverageOf(tool, problems, workbench.workshop, signal);
  if (!coverage) throw new UsageError('interrupted');
  const left = coverage.left.flatMap(({ problems: all }) => {
    const [first, ...others] = all.filter((problem) => open.has(problem) && !known.has(problem));
    return first === undefined ? [] : [{ problems: [first, ...others] as const }];
  });
  return {
    tool,
    examples,
    coverage: { answered: coverage.answered, left },
    foreign: foreignClasses((await workbench.library.list()).tools, tool),
  };
}
