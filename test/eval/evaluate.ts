import pLimit from 'p-limit';
import { makeTool, type MakingOutcome, type NewTool } from '../../src/engine/making/make-tool';
import type { Example } from '../../src/engine/making/split';
import type { ChatModel } from '../../src/engine/model/chat-model';
import type { Tool } from '../../src/engine/tool/tool';
import { noveltyOf } from '../../src/engine/using/novelty';
import type { Workshop } from '../../src/engine/using/run-tool';
import { useModelOnAll } from '../../src/engine/using/use-model';
import { useParserOnAll, type UseOutcome } from '../../src/engine/using/use-tool';
import { askBaseline } from './baseline';
import { countingModel, type CountingModel } from './counting-model';
import { makePaperTool, usePaperTool } from './paper-protocol';
import { countRows, verdictOf, type Counts, type Given } from './score';
import type { TaskRow } from './task-row';

/** One family of problems: what the maker may see, what it is checked with, and what it is tested on. */
export interface Family {
  readonly name: string;
  readonly shown: readonly Example[];
  readonly heldOut: readonly Example[];
  readonly test: readonly TaskRow[];
}

/** How a family's rows were answered. */
export type Path = 'parser' | 'model' | 'packed' | 'baseline' | 'paper';

/** One line of `eval-results.json`: counts over `total` rows, tokens summed over them (cl100k). */
export interface Result extends Counts {
  readonly family: string;
  readonly path: Path;
  readonly trial: number;
  readonly made: boolean;
  readonly tries: number;
  /** Problems of the other families that the parser reads, of `foreign`; 0 of 0 on the other paths. */
  readonly acceptedForeign: number;
  readonly foreign: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Sent and received while the tool was made; 0 for the baseline. */
  readonly makingTokens: number;
  readonly makerModel: string;
  /** Who answered or read: the light model, for the baseline whoever was asked; empty where no model took part. */
  readonly userModel: string;
  /** Why there is no tool, or why requests failed. */
  readonly reason?: string;
}

/** What evaluations share. */
export interface EvaluationParts {
  readonly maker: ChatModel;
  /** `null`: only the parser's path is run. */
  readonly user: ChatModel | null;
  readonly workshop: Workshop;
  readonly uses: number;
  readonly packSize: number;
  readonly baseline: boolean;
  readonly paper: boolean;
  /** Told of each row that the parser's path answers wrongly, and of ordinary ones that it leaves. */
  readonly onMiss: (family: string, row: TaskRow, given: Given) => void;
}

/** The requests of one family that are under way at once. */
const familyInFlight = 4;

/** Makes a family's tool as the product does and uses it on every path. Model failures are results, not errors. */
export async function evaluateFamily(
  family: Family,
  others: readonly Family[],
  trial: number,
  parts: EvaluationParts,
  signal: AbortSignal,
): Promise<readonly Result[]> {
  const { workshop } = parts;
  const rows = family.test;
  const few = rows.slice(0, parts.uses);
  const making = { maker: countingModel(parts.maker), user: parts.user && countingModel(parts.user) };
  const outcome = await makeTool(
    {
      examples: [...family.shown, ...family.heldOut],
      shown: family.shown.length,
      notation: { kind: 'jsonLines', problemKey: 'input', answerKey: 'target' },
      hint: null,
      unanswered: [],
      foreign: others.map((other) => [...other.shown, ...other.heldOut].map((example) => example.problem)),
    },
    { maker: making.maker.model, user: making.user?.model ?? null, workshop, now: () => new Date(0) },
    signal,
    () => undefined,
  );
  const tool = outcome.kind === 'made' ? toolOf(outcome.tool) : undefined;
  const common = {
    family: family.name,
    trial,
    made: tool !== undefined,
    tries: outcome.transcript.filter(({ purpose }) => purpose === 'propose' || purpose === 'repair').length,
    makingTokens: tokensIn(making.maker) + tokensIn(making.user),
    makerModel: parts.maker.identity.model,
    ...(outcome.kind === 'made' ? {} : { reason: reasonOf(outcome) }),
  };
  const novelty = tool && noveltyOf(tool);
  const isNovel = novelty && ((problem: string, answer: string): boolean => novelty(problem, answer) !== null);
  const results: Result[] = [];
  const add = (path: Path, on: readonly TaskRow[], given: readonly Given[], more: Partial<Result> = {}): void => {
    results.push({
      ...common,
      path,
      acceptedForeign: 0,
      foreign: 0,
      promptTokens: 0,
      completionTokens: 0,
      userModel: '',
      ...countRows(on, given, isNovel),
      ...more,
    });
  };

  const byParser = tool
    ? (
        await useParserOnAll(
          tool,
          rows.map(({ input }) => input),
          workshop,
          signal,
        )
      ).map(answerIn)
    : rows.map(() => null);
  rows.forEach((row, index) => {
    const given = byParser[index] ?? null;
    const verdict = verdictOf(row, given);
    if (tool && (verdict === 'wrong' || (verdict === 'unanswered' && row.exception !== true)))
      parts.onMiss(family.name, row, given);
  });
  add('parser', rows, byParser, tool ? await foreignAccepted(tool, others, workshop, signal) : {});
  if (parts.user && few.length > 0) {
    for (const [path, packSize] of [
      ['model', 1],
      ['packed', parts.packSize],
    ] as const) {
      const user = countingModel(parts.user);
      const outcomes = tool
        ? await useModelOnAll(
            tool,
            few.map(({ input }) => input),
            user.model,
            workshop,
            { inFlight: familyInFlight, packSize },
            signal,
          )
        : [];
      add(
        path,
        few,
        few.map((_, index) => answerIn(outcomes[index])),
        { ...spentBy(user), userModel: user.model.identity.model, ...failureIn(outcomes) },
      );
    }
  }
  if (parts.baseline && few.length > 0) {
    for (const [role, model] of [
      ['maker', parts.maker],
      ...(parts.user ? [['user', parts.user] as const] : []),
    ] as const) {
      const asked = countingModel(model);
      const replies = await pLimit(familyInFlight).map(few, ({ input }) =>
        askBaseline(role, family.shown, input, asked.model, signal),
      );
      const failure = replies.find((reply) => reply.failure !== null)?.failure;
      add(
        'baseline',
        few,
        replies.map(({ given }) => given),
        {
          ...spentBy(asked),
          made: true,
          tries: 0,
          makingTokens: 0,
          userModel: model.identity.model,
          wrongNovel: 0,
          rightNovel: 0,
          ...(failure ? { reason: failure } : {}),
        },
      );
    }
  }
  if (parts.paper && parts.user && few.length > 0)
    add('paper', few, ...(await paperPath(family, few, parts, parts.user, signal)));
  return results;
}

async function paperPath(
  family: Family,
  few: readonly TaskRow[],
  { maker, workshop: { sandbox } }: EvaluationParts,
  light: ChatModel,
  signal: AbortSignal,
): Promise<[readonly Given[], Partial<Result>]> {
  const [strong, user] = [countingModel(maker), countingModel(light)];
  const tool = await makePaperTool(family.shown, family.heldOut, strong.model, sandbox, signal);
  const given = tool
    ? await pLimit(familyInFlight).map(few, ({ input }) => usePaperTool(tool, input, user.model, sandbox, signal))
    : few.map(() => null);
  const reason = tool
    ? tool.verified
      ? {}
      : { reason: "the model's own tests did not pass; the tool is kept, as in the reference code" }
    : { reason: 'no function that loads' };
  return [
    given,
    {
      ...spentBy(user),
      made: tool !== undefined,
      tries: tool?.requests ?? 0,
      makingTokens: tokensIn(strong),
      userModel: light.identity.model,
      ...reason,
    },
  ];
}

async function foreignAccepted(
  tool: Tool,
  others: readonly Family[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<Pick<Result, 'acceptedForeign' | 'foreign'>> {
  const problems = others.flatMap((other) => other.test.map(({ input }) => input));
  const outcomes = await useParserOnAll(tool, problems, workshop, signal);
  return {
    foreign: problems.length,
    acceptedForeign: outcomes.filter(({ kind }) => kind === 'answer' || kind === 'noAnswer' || kind === 'failed')
      .length,
  };
}

function toolOf(made: NewTool): Tool {
  return { ...made, id: 'evaluated' };
}

function answerIn(outcome: UseOutcome | undefined): Given {
  return outcome?.kind === 'answer' ? outcome.answer : null;
}

function failureIn(outcomes: readonly UseOutcome[]): Pick<Result, 'reason'> | Record<string, never> {
  const failed = outcomes.find((outcome) => outcome.kind === 'failed' && outcome.modelFailure !== undefined);
  return failed?.kind === 'failed' ? { reason: failed.reason } : {};
}

function spentBy(counting: CountingModel): Pick<Result, 'promptTokens' | 'completionTokens'> {
  const { prompt, completion } = counting.spent();
  return { promptTokens: prompt, completionTokens: completion };
}

function tokensIn(counting: CountingModel | null): number {
  return counting ? counting.spent().prompt + counting.spent().completion : 0;
}

function reasonOf(outcome: Exclude<MakingOutcome, { kind: 'made' }>): string {
  switch (outcome.kind) {
    case 'notMade':
      return outcome.findings.join(' ') || 'no candidate held';
    case 'modelFailed':
      return outcome.message;
    case 'cancelled':
      return 'cancelled';
  }
}
