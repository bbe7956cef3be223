/**
 * How well problems are dispatched among tools that are easily taken for one another: without a model, and with the
 * light model for what that leaves open.
 *
 *     npm run eval:dispatch -- [--user-model NAME --base-url URL [--record FILE] | --replies FILE]
 *
 * Where no model is named, recorded replies answer.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askForTools, openProblem, toolRequest } from '../../src/engine/dispatching/ask-for-tool';
import { createDispatcher, type Dispatcher } from '../../src/engine/dispatching/dispatch';
import { createToolIndex } from '../../src/engine/dispatching/tool-index';
import { defaultLimits } from '../../src/engine/tool/limits';
import type { ChatModel } from '../../src/engine/model/chat-model';
import { estimateRequestTokens } from '../../src/engine/model/cost';
import { namedModels } from '../../src/node/cli/models';
import type { Options } from '../../src/node/cli/options';
import { builtSandbox } from '../sandbox/built-sandbox';
import { countsOf } from './near-misses/counts';
import { readNearMisses, type LabelledProblem } from './near-misses/read-set';
import { accuraciesOf, confusionTable, shareText, type Judged } from './near-misses/report';

const inFlight = 4;
const names = [
  'base-url',
  'user-base-url',
  'user-model',
  'user-input-price',
  'user-output-price',
  'replies',
  'record',
] as const;
const { values } = parseArgs({
  options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  strict: true,
});
const named = values['user-model'] !== undefined || values['replies'] !== undefined || values['record'] !== undefined;
const options: Pick<Options, 'text'> = {
  text: (name) =>
    values[name] ?? (name === 'replies' && !named ? join('test', 'replies', 'dispatch.jsonl') : undefined),
};
const terminal = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
};

const sandbox = await builtSandbox({ lanes: 1 });
try {
  process.exitCode = (await evaluate()) ? 0 : 1;
} finally {
  await sandbox.dispose();
}

async function evaluate(): Promise<boolean> {
  const workshop = { sandbox, limits: { ...defaultLimits, parseMilliseconds: 10_000 } };
  const { tools, problems, reworded } = await readNearMisses(workshop);
  const index = createToolIndex();
  index.update(tools);
  const dispatcher = createDispatcher(index, workshop);
  const model = await namedModels(options, process.env, terminal)('user');
  if (!model)
    console.log(
      'No light model was named (--user-model, or --replies with a file of its replies): what is left is not put to one.',
    );
  const sound = await evaluateSet(`${tools.length} tools, near misses`, problems, dispatcher, model);
  return (await evaluateSet('The same tools, problems in other words', reworded, dispatcher, model)) && sound;
}

/**
 * Dispatches a set of problems and prints how they fared; false where the stage without a model was wrong, or the
 * model failed.
 */
async function evaluateSet(
  title: string,
  problems: readonly LabelledProblem[],
  dispatcher: Dispatcher,
  model: ChatModel | null,
): Promise<boolean> {
  const { signal } = new AbortController();
  const dispatched = await dispatcher.dispatch(
    problems.map(({ problem }) => problem),
    signal,
  );
  const counts = countsOf(problems, dispatched);
  console.log(`${title}: ${problems.length} problems, ${problems.filter(({ trap }) => trap).length} of them traps`);
  console.log(
    `Without a model: ${counts.right} right, ${counts.wrong + counts.askedInVain} wrong, ${counts.asked} asked about, ${counts.refused} of no tool and told so, ${counts.lost} wrongly told so, ${counts.left + counts.leftInVain} left, ${counts.leftInVain} of them without their tool among the three`,
  );
  const sound = counts.wrong + counts.askedInVain === 0;
  if (!model) return sound;
  const open = dispatched.flatMap((one, at) => {
    const asking = openProblem(problems[at]?.problem ?? '', one);
    return asking ? [{ at, ...asking }] : [];
  });
  const asked = await askForTools(open, model, inFlight, signal);
  const failure = asked.find((one) => one.kind === 'modelFailed');
  if (failure?.kind === 'modelFailed') {
    console.error(`The light model failed: ${failure.message}`);
    return false;
  }
  const byModel = new Map(
    asked.map((one, turn) => [open[turn]?.at, one.kind === 'tool' ? one.tool.tool.id : null] as const),
  );
  const judged = problems.map((labelled, at): Judged => {
    const one = dispatched[at];
    if (byModel.has(at)) return { ...labelled, got: byModel.get(at) ?? null, byModel: true };
    return {
      ...labelled,
      got:
        one?.kind === 'decided'
          ? one.tool.tool.id
          : one?.kind === 'ambiguous'
            ? one.tools.map(({ tool }) => tool.id)
            : null,
      byModel: false,
    };
  });
  const tokens = asked
    .map(({ usage }, turn) =>
      usage.source === 'reported' && usage.promptTokens > 0
        ? usage.promptTokens
        : estimateRequestTokens(toolRequest(open[turn] ?? { problem: '', candidates: [] })),
    )
    .sort((one, other) => one - other);
  const { rightTool, knownOrNot } = accuraciesOf(judged);
  console.log(`\n${confusionTable(judged)}\n`);
  console.log(`Right tool:       ${shareText(rightTool)}`);
  console.log(`Known or not:     ${shareText(knownOrNot)}`);
  console.log(
    `Prompt tokens a dispatch: median ${tokens[Math.floor(tokens.length / 2)] ?? 0}, most ${tokens.at(-1) ?? 0}; ${open.length} of ${problems.length} problems put to ${model.identity.model} at ${model.identity.host}\n`,
  );
  return sound;
}
