import { answeredText } from '../../engine/applying/answered-text';
import { itemsToAnswer } from '../../engine/applying/open-items';
import { failureOfRow, type Row, type RowOutcome } from '../../engine/applying/row';
import { estimateTokens, noUsage } from '../../engine/model/cost';
import type { Reading } from '../../engine/notation/notation';
import { accountOf, leftTogether, withLine } from '../../engine/problem/account';
import { readAs } from '../../engine/problem/read';
import { lineCounter, linesIn } from '../../engine/text/lines';
import { jsonLine } from '../../engine/text/show-invisible';
import { wholeOf, type Source } from '../../engine/text/source';
import type { UseFailure } from '../../engine/using/failure';
import type { Checkpoint, ToolCounts } from './checkpoint';
import type { Chunk } from './chunks';
import type { BatchPlan } from './plan-batch';

/** Answers problems, in their order. What it does about models was agreed to before. */
export type AnswerRows = (problems: readonly string[], signal: AbortSignal) => Promise<readonly RowOutcome[]>;

/** A chunk with what came of it. */
export interface AnsweredChunk {
  readonly chunk: Chunk;
  readonly source: Source;
  readonly reading: Reading;
  readonly rows: readonly Row[];
  /** When it was begun with. */
  readonly began: number;
}

/** A row that has no answer, or a line that is no row. */
export interface FailedRow {
  readonly line: number;
  /** How many lines it is about, where that is more than one. */
  readonly lines?: number;
  readonly input?: string;
  readonly error: UseFailure;
}

const cancelled: RowOutcome = { tool: null, outcome: { kind: 'cancelled' }, choosing: noUsage };
const noneOfTool = { answered: 0, byModel: 0, failed: 0, problemTokens: 0 } as const;

/** One chunk's rows, answered; `undefined` when stopped. */
export async function answerChunk(
  plan: BatchPlan,
  chunk: Chunk,
  answer: AnswerRows,
  signal: AbortSignal,
): Promise<AnsweredChunk | undefined> {
  const began = performance.now();
  const source = wholeOf(plan.header + chunk.text);
  const reading = await plan.heed(source, readAs(source, plan.notation), signal);
  const items = itemsToAnswer(reading, plan.anew);
  const outcomes = await answer(
    items.map(({ item }) => item.problem),
    signal,
  );
  if (signal.aborted || outcomes.some(({ outcome }) => outcome.kind === 'cancelled')) return undefined;
  // Not two spreads: what they copy lives long enough to double what a run takes of memory.
  const rows = items.map(({ item, index }, at): Row => ({ item, index, ...(outcomes[at] ?? cancelled) }));
  return { chunk, source, reading, rows, began };
}

/** One chunk's output, its failures, and where things stand behind it. */
export function writtenChunk(
  plan: BatchPlan,
  before: Checkpoint,
  { chunk, source, reading, rows }: AnsweredChunk,
): { readonly output: Buffer; readonly failures: Buffer; readonly checkpoint: Checkpoint } {
  const filled = answeredText(source, reading, rows, {
    names: [plan.input, plan.output],
    namesTools: plan.namesTools,
    overwrite: plan.anew,
    guard: plan.guard,
  });
  const refused = new Map(filled.refused.map(({ index, reason }) => [index, reason]));
  const lineIn = lineCounter(source.text);
  const headerLines = lineIn(plan.header.length) - 1;
  const counts = {
    ...before.counts,
    rows: before.counts.rows + rows.length,
    guarded: before.counts.guarded + filled.guarded,
    left: leftTogether(before.counts.left, accountOf(source, reading, false).left),
  };
  // None is there already where all are answered anew.
  for (const { answer, isUnclear, span } of plan.anew ? [] : reading.items) {
    if (answer === null) continue;
    const kind = isUnclear === true ? 'unclear' : 'already';
    counts[kind] = withLine(counts[kind], chunk.line + lineIn(span.start) - 1 - headerLines);
  }
  const tools: Record<string, ToolCounts[string]> = { ...before.tools };
  const failed: FailedRow[] = [];
  for (const row of rows) {
    const { item, index, tool, outcome } = row;
    const own = { ...((tool && tools[tool.fingerprint]) ?? noneOfTool) };
    if (tool) tools[tool.fingerprint] = own;
    const error = failureOfRow(row) ?? notWritten(refused.get(index));
    if (error) {
      own.failed += 1;
      failed.push({ line: chunk.line + lineIn(item.span.start) - 1 - headerLines, input: item.problem, error });
      continue;
    }
    for (const tally of [counts, own]) {
      tally.answered += 1;
      tally.problemTokens += estimateTokens(item.problem);
      if (outcome.kind === 'answer' && outcome.path === 'model') tally.byModel += 1;
    }
  }
  counts.failed += failed.length;
  for (const { line, reason, lines } of reading.complaints) {
    counts.unread += lines ?? 1;
    failed.push({
      line: chunk.line + line - 1 - headerLines,
      ...(lines === undefined ? {} : { lines }),
      error: { kind: 'unreadable', message: reason },
    });
  }
  const output = Buffer.from(filled.text.slice(plan.answeredHeader.length));
  const failures = Buffer.from(
    failed
      .sort((one, other) => one.line - other.line)
      .map(jsonLine)
      .join(''),
  );
  const line = chunk.line + linesIn(chunk.text);
  return {
    output,
    failures,
    checkpoint: {
      ...before,
      place: { bytes: chunk.endBytes, line },
      outputBytes: before.outputBytes + output.length,
      failureBytes: before.failureBytes + failures.length,
      counts,
      tools,
    },
  };
}

/** Why an answer that there is does not stand in the output; `undefined` where it does. */
function notWritten(reason: string | undefined): UseFailure | undefined {
  return reason === undefined ? undefined : { kind: 'notWritten', message: reason };
}
