import type { ChatFailureKind, ChatModel } from '../model/chat-model';
import { transcribing } from '../model/transcribing';
import type { Notation } from '../notation/notation';
import type { FailedCandidate } from '../prompts/make';
import { proposalText, readProposal } from '../prompts/reply';
import type { Demonstration, Tool, ToolExample, TranscriptEntry } from '../tool/tool';
import type { Workshop } from '../using/run-tool';
import { mayAsk, settleRemarks, type MakingQuestions, type Standing } from './asking';
import { assess, closedSchema, type Assessment } from './assess';
import { findingsFor } from './findings';
import { newTool } from './new-tool';
import {
  firstStanding,
  makingRequest,
  maximumTries,
  proposalOf,
  triesAfterQuestion,
  type MakingMaterial,
} from './plan';
import { score, type Score, type Verdict } from './verify';
import { leftOf, type KeptAnswer } from './waiting';
import { demonstrationFromParser, readWithModel } from './wrap';

/** What a tool is to be made from, and what it must hold to. */
export interface MakingRequest extends MakingMaterial {
  /** How many of the examples the maker is shown, the first ones; by default half. */
  readonly shown?: number;
  readonly notation: Notation;
  /** Problems of the other tools, which this one's parser must refuse. */
  readonly foreign: readonly string[];
  /** Answers of the tool that is gone on with, which must stay as they are. */
  readonly kept?: readonly KeptAnswer[];
}

/** Who takes part in a making. */
export interface MakingParts {
  readonly maker: ChatModel;
  /** The light model; asked only where no parser can be had. `null` where none is set up. */
  readonly user: ChatModel | null;
  readonly workshop: Workshop;
  readonly now: () => Date;
  /** Where there is a person to ask. */
  readonly questions?: MakingQuestions;
}

/** Where a making stands. */
export type MakingProgress =
  | { readonly stage: 'proposing'; readonly characters: number }
  | { readonly stage: 'verifying'; readonly done: number; readonly total: number }
  | { readonly stage: 'repairing'; readonly try: number; readonly of: number; readonly characters: number }
  | { readonly stage: 'wrapping'; readonly done: number; readonly total: number };

/** A tool before the library gives it its id. */
export type NewTool = Omit<Tool, 'id'>;

/** How a making ended. A draft is there wherever a candidate was. */
export type MakingOutcome = { readonly transcript: readonly TranscriptEntry[] } & (
  | {
      readonly kind: 'made';
      readonly tool: NewTool;
      readonly score: Score;
      /** What its parser reads although it should not, told to the person; mostly empty. */
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'notMade';
      readonly draft: NewTool | null;
      readonly score: Score | null;
      readonly findings: readonly string[];
    }
  | {
      readonly kind: 'modelFailed';
      readonly failure: ChatFailureKind;
      readonly message: string;
      readonly draft: NewTool | null;
    }
  | { readonly kind: 'cancelled'; readonly draft: NewTool | null }
);

/** What is found where the maker was asked to extend a tool and left every problem out again. */
const anotherClass =
  'The maker leaves all of these problems out: it takes them for another class, or the examples do not decide them.';

/**
 * Makes a tool: propose, verify, repair, wrap (LATM, section 3, with the host as the only judge). The maker sees the
 * visible examples and some of the problems that wait; when a held-out example fails, only the first is moved to the
 * visible side, and only once all visible ones pass, so that no more unseen examples are spent than needed. What the
 * maker asks is put to the person; the answer is an example from then on. Going on from a tool, it is extended: all that
 * it answers must stay, and it must read some problem that it left, or answer an example that it failed.
 */
export async function makeTool(
  request: MakingRequest,
  parts: MakingParts,
  signal: AbortSignal,
  onProgress: (progress: MakingProgress) => void,
): Promise<MakingOutcome> {
  const { foreign, kept = [], from } = request;
  const { workshop, questions } = parts;
  const extends_ = from?.stage === 'tool';
  const transcript: TranscriptEntry[] = [];
  const maker = transcribing(parts.maker, transcript);
  const verifying = (done: number, total: number): void => onProgress({ stage: 'verifying', done, total });
  let standing = firstStanding(request, request.shown);
  let failed: FailedCandidate | undefined;
  let last: Assessment | undefined;
  let isAnotherClass = false;
  /** What is gone on from fails an example, as where one was corrected or added. */
  let wasWrong = false;
  /** Passed every example but accepted a probe: kept, in case its repair is worse. */
  let passed: { readonly assessment: Assessment; readonly examples: readonly ToolExample[] } | undefined;

  const toolOf = (
    { proposal }: Pick<Assessment, 'proposal'>,
    examples: readonly ToolExample[],
    state: Pick<Tool, 'stage' | 'reader' | 'demonstrations'>,
  ): NewTool => newTool(proposal, examples, state, request, parts, transcript);
  // A tool that could not be extended stays as it is.
  const draft = (of: Pick<Assessment, 'proposal'> | undefined = last): NewTool | null =>
    of && !extends_ ? toolOf(of, standing.examples, { stage: 'draft', reader: 'parser', demonstrations: [] }) : null;
  const made = (assessment: Assessment, examples: readonly ToolExample[]): MakingOutcome => ({
    kind: 'made',
    tool: toolOf(assessment, examples, {
      stage: 'tool',
      reader: 'parser',
      demonstrations: demonstrationFromParser(examples, assessment.verdicts),
    }),
    score: assessment.score,
    notes: assessment.accepted.map(
      (probe) =>
        `It also reads ${probe.what}${probe.text === '' ? '' : `: ${JSON.stringify(probe.text.slice(0, 100))}`}`,
    ),
    transcript,
  });
  const judge = (proposal: Assessment['proposal']): Promise<Assessment | undefined> =>
    assess(proposal, standing, { foreign, kept }, workshop, signal, verifying);

  if (from) {
    last = await judge(proposalOf(from));
    if (!last) return { kind: 'cancelled', draft: null, transcript };
    if (last.findings.length === 0 && !extends_) return made(last, standing.examples);
    wasWrong = last.score.passed < last.score.total;
    failed = failedCandidate(last, standing);
  }

  const tries = (): number => maximumTries + (standing.asked.length > 0 ? triesAfterQuestion : 0);
  for (let attempt = 1; attempt <= tries(); attempt += 1) {
    const progress = (characters: number): void =>
      onProgress(
        failed ? { stage: 'repairing', try: attempt, of: tries(), characters } : { stage: 'proposing', characters },
      );
    progress(0);
    const outcome = await maker.complete(
      makingRequest(standing, request.hint, mayAsk(standing, questions), workshop.limits, failed),
      signal,
      progress,
    );
    if (outcome.kind === 'cancelled') return { kind: 'cancelled', draft: draft(), transcript };
    if (outcome.kind !== 'reply')
      return passed
        ? made(passed.assessment, passed.examples)
        : { kind: 'modelFailed', failure: outcome.kind, message: outcome.message, draft: draft(), transcript };

    const reply = readProposal(outcome.text);
    if (reply.kind === 'malformed') {
      failed = {
        candidate: last ? proposalText(last.proposal) : outcome.text.slice(0, 20_000),
        findings: [reply.reason],
      };
      continue;
    }
    const before = last && { examples: standing.examples, verdicts: last.verdicts };
    last = await judge(reply.proposal);
    if (!last) return { kind: 'cancelled', draft: draft(reply), transcript };
    const settled = await settleRemarks(reply.remarks, standing, last, questions);
    if (settled !== standing) {
      standing = settled;
      passed = undefined;
      last = await judge(reply.proposal);
      if (!last || signal.aborted) return { kind: 'cancelled', draft: draft(reply), transcript };
    }

    const allRight = last.score.passed === last.score.total && last.changed.length === 0;
    if (allRight && extends_ && !wasWrong && !readsMore(last, standing, request)) {
      isAnotherClass = true;
      break;
    }
    if (allRight && (last.findings.length === 0 || passed)) return made(last, standing.examples);
    if (passed) return made(passed.assessment, passed.examples);
    if (allRight) passed = { assessment: last, examples: standing.examples };
    // A candidate without a parser is not repaired into having one while a light model can read instead.
    if (!last.hasParser && parts.user) break;
    if (!allRight) standing = { ...standing, examples: withFirstHeldOutMoved(standing.examples, last.verdicts) };
    failed = failedCandidate(last, standing, before);
  }

  if (passed) return made(passed.assessment, passed.examples);
  if (last && parts.user && !extends_) {
    const wrapped = await wrapForModel(last, transcribing(parts.user, transcript));
    if (wrapped) return wrapped;
  }
  return {
    kind: 'notMade',
    draft: draft(),
    score: last?.score ?? null,
    findings: isAnotherClass ? [anotherClass] : (last?.findings ?? failed?.findings ?? []),
    transcript,
  };

  /** The last resort: `solve` may be right although `parse` is not. `undefined` where that does not hold either. */
  async function wrapForModel(assessment: Assessment, user: ChatModel): Promise<MakingOutcome | undefined> {
    const { proposal } = assessment;
    const { examples } = standing;
    const candidate = {
      name: proposal.name,
      description: proposal.description,
      argumentsSchema: closedSchema(proposal.schema),
      code: proposal.code,
    };
    const result = await readWithModel(
      candidate,
      offeredDemonstrations(assessment, examples),
      examples,
      user,
      workshop,
      signal,
      (done, total) => onProgress({ stage: 'wrapping', done, total }),
    );
    if (result.kind === 'cancelled') return { kind: 'cancelled', draft: draft(), transcript };
    if (result.kind === 'modelFailed')
      return {
        kind: 'notMade',
        draft: draft(),
        score: assessment.score,
        findings: [...assessment.findings, `The light model could not stand in for the parser: ${result.message}`],
        transcript,
      };
    const { reading } = result;
    const points = score(examples, reading.verdicts);
    if (points.passed < points.total) return undefined;
    const verified = examples.map((example, index) => {
      const args = reading.arguments[index];
      return args ? { ...example, arguments: args } : example;
    });
    return {
      kind: 'made',
      tool: toolOf(assessment, verified, {
        stage: 'tool',
        reader: 'model',
        demonstrations: reading.demonstrations,
      }),
      score: points,
      notes: ['Its own parser does not hold: the light model reads its problems'],
      transcript,
    };
  }
}

/** Whether a candidate reads some problem that was in view, with an answer or as the person decided it. */
function readsMore({ waiting }: Assessment, { examples }: Standing, request: MakingRequest): boolean {
  return waiting.some(({ outcome }) => outcome.kind === 'answer') || examples.length > request.examples.length;
}

/** The first failing held-out example becomes visible, if every visible one passes. */
function withFirstHeldOutMoved(examples: readonly ToolExample[], verdicts: readonly Verdict[]): readonly ToolExample[] {
  const failing = (index: number): boolean => verdicts[index]?.kind !== 'right';
  if (examples.some((example, index) => example.seen !== 'heldOut' && failing(index))) return examples;
  const first = examples.findIndex((example, index) => example.seen === 'heldOut' && failing(index));
  return examples.map((example, index) => (index === first ? { ...example, seen: 'moved' } : example));
}

/** A candidate as it goes back, with the findings again now that one more example may be visible. */
function failedCandidate(
  assessment: Assessment,
  { examples, decisions }: Standing,
  before?: { readonly examples: readonly ToolExample[]; readonly verdicts: readonly Verdict[] },
): FailedCandidate {
  const failing = visibleFailures(examples, assessment.verdicts);
  return {
    candidate: proposalText(assessment.proposal),
    findings: [...findingsFor(examples, assessment), ...leftOf(assessment.waiting), ...decisions],
    again:
      before !== undefined && visibleFailures(before.examples, before.verdicts).some((one) => failing.includes(one)),
  };
}

function visibleFailures(examples: readonly ToolExample[], verdicts: readonly Verdict[]): readonly string[] {
  return examples.flatMap(({ seen, problem }, index) =>
    seen !== 'heldOut' && verdicts[index]?.kind !== 'right' ? [problem] : [],
  );
}

/** What the maker and its parser say of the visible examples' arguments. */
function offeredDemonstrations(assessment: Assessment, examples: readonly ToolExample[]): readonly Demonstration[] {
  return examples.flatMap((example, index): Demonstration[] => {
    if (example.seen === 'heldOut') return [];
    const verdict = assessment.verdicts[index];
    const offered = verdict?.kind === 'right' ? verdict.arguments : assessment.proposal.demonstrations[index];
    return offered ? [{ problem: example.problem, arguments: offered }] : [];
  });
}
