import { makeTool, type MakingProgress } from '../../engine/making/make-tool';
import { planMaking } from '../../engine/making/plan';
import { minimumExamples } from '../../engine/making/split';
import { contradictions } from '../../engine/problem/contradictions';
import { describeNotation } from '../../engine/problem/describe';
import type { Tool } from '../../engine/tool/tool';
import type { Options } from './options';
import { readInput, readText } from './read-input';
import { exitCodes, UsageError } from './terminal';
import { openWorkbench, type Surroundings } from './workbench';

/** `make`: a tool from a file of solved problems. What was understood is said before anything is sent. */
export async function make(options: Options, surroundings: Surroundings): Promise<number> {
  const { terminal, signal } = surroundings;
  const path = options.required('examples');
  const { source, reading } = readInput(path, await readText(path), undefined, options.text('lines'));
  const examples = reading.items.flatMap((item) => (item.answer === null ? [] : [{ problem: item.problem, answer: item.answer }]));
  for (const complaint of reading.complaints) terminal.err(`${path}, line ${complaint.line}: ${complaint.reason}\n`);
  if (examples.length < minimumExamples) throw new UsageError(`${path}: ${examples.length} solved problem${examples.length === 1 ? '' : 's'} in ${describeNotation(reading.notation)}; at least ${minimumExamples} are needed, one to show and one to check with.`);
  const [contradiction] = contradictions(source, reading.items);
  if (contradiction) throw new UsageError(`${path}: lines ${contradiction.lines.join(' and ')} give different answers to the same problem, ${contradiction.problem}: ${contradiction.answers.join(' and ')}. Nothing was sent.`);

  const hint = options.text('hint') ?? null;
  const workbench = openWorkbench(options, surroundings);
  try {
    const maker = await workbench.model('maker');
    const identity = maker?.identity ?? { model: 'no model', host: 'nowhere', inputPrice: null, outputPrice: null };
    const plan = planMaking(examples, hint, workbench.workshop.limits, identity);
    if (options.on('dry-run')) {
      terminal.out(`${JSON.stringify(plan.request.messages, null, 2)}\n`);
      return exitCodes.done;
    }
    if (!maker) throw new UsageError('No strong model is named: give --maker-model (and --base-url), or TOOLSMITH_MAKER_MODEL.');
    terminal.err(`${examples.length} examples in ${describeNotation(reading.notation)}: ${plan.shown} shown, ${plan.heldOut} held out. ${identity.model} at ${identity.host}, about ${plan.usage.promptTokens + plan.usage.completionTokens} tokens a try, ${plan.cost === null ? 'price unknown' : `about $${plan.cost.toFixed(4)}`}.\n`);
    const user = await workbench.model('user');
    const library = (await workbench.library.list()).tools;
    let said = '';
    const outcome = await makeTool(
      { examples, notation: reading.notation, hint, foreign: library.filter(({ tool }) => tool.stage === 'tool').flatMap(({ tool }) => tool.examples.map((example) => example.problem)) },
      { maker, user, workshop: workbench.workshop, now: () => new Date() },
      signal,
      (progress) => {
        const text = progressText(progress);
        if (text !== said) terminal.err(`${(said = text)}\n`);
      },
    );
    const keep = async (tool: Omit<Tool, 'id'>): Promise<Tool> => {
      const kept: Tool = { ...tool, id: await workbench.library.newId(tool.name) };
      await workbench.library.save(kept, 'folder', outcome.transcript);
      return kept;
    };
    if (outcome.kind === 'made') {
      const tool = await keep(outcome.tool);
      await workbench.library.recordVerification(tool, { ...outcome.score, acceptedForeign: outcome.notes.length, at: new Date().toISOString() });
      const origin = tool.versions.at(-1)?.origin;
      if (options.on('json')) terminal.out(`${JSON.stringify({ made: true, id: tool.id, name: tool.name, ...outcome.score, reader: tool.reader, notes: outcome.notes, tries: origin?.tries, usage: origin?.usage, cost: origin?.cost })}\n`);
      else terminal.out(`${tool.id}: ${outcome.score.passed} of ${outcome.score.total}, ${outcome.score.unseenPassed} never seen by the maker; ${origin?.tries ?? 0} ${origin?.tries === 1 ? 'try' : 'tries'}, ${(origin?.usage.promptTokens ?? 0) + (origin?.usage.completionTokens ?? 0)} tokens, ${origin?.cost === null || origin?.cost === undefined ? 'price unknown' : `$${origin.cost.toFixed(4)}`}\n`);
      for (const note of outcome.notes) terminal.err(`${note}\n`);
      return exitCodes.done;
    }
    const draft = outcome.kind !== 'cancelled' && outcome.draft ? await keep(outcome.draft) : undefined;
    const reason = outcome.kind === 'modelFailed' ? outcome.message : outcome.kind === 'cancelled' ? 'interrupted' : outcome.findings.join('\n');
    if (options.on('json')) terminal.out(`${JSON.stringify({ made: false, reason, draft: draft?.id ?? null, score: outcome.kind === 'notMade' ? outcome.score : null })}\n`);
    terminal.err(`No tool was made. ${reason}\n${draft ? `The last candidate is kept as the draft ${draft.id}.\n` : ''}`);
    return outcome.kind === 'cancelled' ? exitCodes.interrupted : exitCodes.failed;
  } finally {
    await workbench.dispose();
  }
}

function progressText(progress: MakingProgress): string {
  switch (progress.stage) {
    case 'proposing':
      return 'proposing';
    case 'verifying':
      return progress.done === progress.total ? `verified ${progress.total}` : 'verifying';
    case 'repairing':
      return `repairing (try ${progress.try} of ${progress.of})`;
    case 'wrapping':
      return 'wrapping: the light model reads the examples';
  }
}
