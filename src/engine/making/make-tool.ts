import type { ChatFailureKind, ChatModel } from '../model/chat-model';
import { addUsage, costOf, noUsage } from '../model/cost';
import { transcribing } from '../model/transcribing';
import type { Notation } from '../notation/notation';
import { ofAnyText } from '../notation/stored';
import type { FailedCandidate } from '../prompts/make';
import { proposalText, readProposal, type Proposal } from '../prompts/reply';
import { promptsVersion } from '../prompts/version';
import type { Demonstration, Tool, ToolExample, TranscriptEntry } from '../tool/tool';
import type { Workshop } from '../using/run-tool';
import { assess, closedSchema, type Assessment } from './assess';
import { findingsFor } from './findings';
import { draftProposal, makingRequest, maximumTries } from './plan';
import { splitExamples, visibleExamples, type Example } from './split';
import { score, type Score, type Verdict } from './verify';
import { demonstrationFromParser, readWithModel } from './wrap';

/** What a tool is to be made from. */
export interface MakingRequest {
  readonly examples: readonly Example[];
  /** How many of them the maker is shown, the first ones; by default half. */
  readonly shown?: number;
  readonly notation: Notation;
  readonly hint: string | null;
  /** Problems of the other tools, which this one's parser must refuse. */
  readonly foreign: readonly string[];
  /** A failed making to go on from, with these examples and hint. */
  readonly draft?: Tool;
}

/** Who takes part in a making. */
export interface MakingParts {
  readonly maker: ChatModel;
  /** The light model; asked only where no parser can be had. `null` where none is set up. */
  readonly user: ChatModel | null;
  readonly workshop: Workshop;
  readonly now: () => Date;
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

/**
 * Makes a tool: propose, verify, repair, wrap (LATM, section 3, with the host as the only judge). The maker sees
 * the visible examples; when a held-out one fails, only the first is moved to the visible side, and only once
 * all visible ones pass, so that no more unseen examples are spent than needed.
 */
export async function makeTool(
  request: MakingRequest,
  parts: MakingParts,
  signal: AbortSignal,
  onProgress: (progress: MakingProgress) => void,
): Promise<MakingOutcome> {
  const transcript: TranscriptEntry[] = [];
  const maker = transcribing(parts.maker, transcript);
  const verifying = (done: number, total: number): void => onProgress({ stage: 'verifying', done, total });
  let examples = splitExamples(request.examples, request.shown);
  let failed: FailedCandidate | undefined;
  let last: Assessment | undefined;
  /** Passed every example but accepted a probe: kept, in case its repair is worse. */
  let passed: { readonly assessment: Assessment; readonly examples: readonly ToolExample[] } | undefined;

  const draft = (): NewTool | null =>
    last ? newTool(last.proposal, examples, { stage: 'draft', reader: 'parser', demonstrations: [] }) : null;
  const made = (assessment: Assessment, with_: readonly ToolExample[]): MakingOutcome => ({
    kind: 'made',
    tool: newTool(assessment.proposal, with_, {
      stage: 'tool',
      reader: 'parser',
      demonstrations: demonstrationFromParser(with_, assessment.verdicts),
    }),
    score: assessment.score,
    notes: assessment.accepted.map(
      (probe) =>
        `It also reads ${probe.what}${probe.text === '' ? '' : `: ${JSON.stringify(probe.text.slice(0, 100))}`}`,
    ),
    transcript,
  });

  if (request.draft) {
    last = await assess(draftProposal(request.draft), examples, request.foreign, parts.workshop, signal, verifying);
    if (!last) return { kind: 'cancelled', draft: null, transcript };
    if (last.findings.length === 0) return made(last, examples);
    failed = { candidate: proposalText(last.proposal), findings: last.findings };
  }

  for (let attempt = 1; attempt <= maximumTries; attempt += 1) {
    const progress = (characters: number): void =>
      onProgress(
        failed
          ? { stage: 'repairing', try: attempt, of: maximumTries, characters }
          : { stage: 'proposing', characters },
      );
    progress(0);
    const outcome = await maker.complete(
      makingRequest(visibleExamples(examples), request.hint, parts.workshop.limits, failed),
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
    last = await assess(reply.proposal, examples, request.foreign, parts.workshop, signal, verifying);
    if (!last)
      return {
        kind: 'cancelled',
        draft: newTool(reply.proposal, examples, { stage: 'draft', reader: 'parser', demonstrations: [] }),
        transcript,
      };

    const allRight = last.score.passed === last.score.total;
    if (allRight && (last.findings.length === 0 || passed)) return made(last, examples);
    if (passed) return made(passed.assessment, passed.examples);
    if (allRight) passed = { assessment: last, examples };
    // A candidate without a parser is not repaired into having one while a light model can read instead.
    if (!last.hasParser && parts.user) break;
    if (!allRight) examples = withFirstHeldOutMoved(examples, last.verdicts);
    failed = { candidate: proposalText(last.proposal), findings: findingsAfterMove(last, examples) };
  }

  if (passed) return made(passed.assessment, passed.examples);
  if (last && parts.user) {
    const wrapped = await wrapForModel(last, transcribing(parts.user, transcript));
    if (wrapped) return wrapped;
  }
  return {
    kind: 'notMade',
    draft: draft(),
    score: last?.score ?? null,
    findings: last?.findings ?? failed?.findings ?? [],
    transcript,
  };

  /** The last resort: `solve` may be right although `parse` is not. `undefined` where that does not hold either. */
  async function wrapForModel(assessment: Assessment, user: ChatModel): Promise<MakingOutcome | undefined> {
    const { proposal } = assessment;
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
      parts.workshop,
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
      tool: newTool(proposal, verified, { stage: 'tool', reader: 'model', demonstrations: reading.demonstrations }),
      score: points,
      notes: ['Its own parser does not hold: the light model reads its problems'],
      transcript,
    };
  }

  function newTool(
    proposal: Proposal,
    with_: readonly ToolExample[],
    state: Pick<Tool, 'stage' | 'reader' | 'demonstrations'>,
  ): NewTool {
    const before = request.draft?.versions ?? [];
    const usageOf = (model: ChatModel): TranscriptEntry['usage'] =>
      transcript
        .filter((entry) => entry.model === model.identity.model)
        .reduce((sum, entry) => addUsage(sum, entry.usage), noUsage);
    const makerUsage = usageOf(parts.maker);
    const userUsage =
      parts.user && parts.user.identity.model !== parts.maker.identity.model ? usageOf(parts.user) : noUsage;
    const makerCost = costOf(makerUsage, parts.maker.identity);
    const userCost = userUsage === noUsage || !parts.user ? 0 : costOf(userUsage, parts.user.identity);
    return {
      name: proposal.name,
      description: proposal.description,
      argumentsSchema: closedSchema(proposal.schema),
      notation: ofAnyText(request.notation),
      examples: with_,
      hint: request.hint,
      code: proposal.code,
      versions: [
        ...before,
        {
          number: (before.at(-1)?.number ?? 0) + 1,
          createdAt: parts.now().toISOString(),
          origin: {
            model: parts.maker.identity.model,
            host: parts.maker.identity.host,
            prompts: promptsVersion,
            tries: transcript.filter((entry) => entry.purpose === 'propose' || entry.purpose === 'repair').length,
            usage: addUsage(makerUsage, userUsage),
            cost: makerCost === null || userCost === null ? null : makerCost + userCost,
          },
        },
      ],
      ...state,
    };
  }
}

/** The first failing held-out example becomes visible, if every visible one passes. */
function withFirstHeldOutMoved(examples: readonly ToolExample[], verdicts: readonly Verdict[]): readonly ToolExample[] {
  const failing = (index: number): boolean => verdicts[index]?.kind !== 'right';
  if (examples.some((example, index) => example.seen !== 'heldOut' && failing(index))) return examples;
  const first = examples.findIndex((example, index) => example.seen === 'heldOut' && failing(index));
  return examples.map((example, index) => (index === first ? { ...example, seen: 'moved' } : example));
}

/** The findings again, now that one more example may be visible. */
function findingsAfterMove(assessment: Assessment, examples: readonly ToolExample[]): readonly string[] {
  return findingsFor(examples, assessment.verdicts, assessment.accepted, assessment.proposal.code);
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
