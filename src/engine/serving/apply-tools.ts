import { answeredText } from '../applying/answered-text';
import { answerItems } from '../applying/answer-items';
import type { Answerer } from '../applying/answerer';
import { openItems } from '../applying/open-items';
import { failureOfRow, type RowOutcome } from '../applying/row';
import { describePlan } from '../problem/describe-plan';
import type { PlanQuestion } from '../problem/plan';
import type { Said } from '../problem/said';
import { lineCounter } from '../text/lines';
import { wholeOf } from '../text/source';
import { passWithoutAsking } from './without-asking';

/** What came of a problem, as another program is told; tools are named by their ids. */
export type ServedRow =
  | { readonly answer: string; readonly tool: string }
  | { readonly error: { readonly kind: string; readonly message: string }; readonly tool: string | null };

/** A problem with what came of it, for the ledger. */
export type ServedUse = RowOutcome & { readonly item: { readonly problem: string } };

/** What came of problems that another program gave. */
export interface AppliedProblems {
  readonly served: readonly ServedRow[];
  readonly uses: readonly ServedUse[];
}

/** What came of a text that another program gave. */
export type AppliedText =
  | {
      readonly kind: 'applied';
      /** The text again, with the answers in their places. */
      readonly text: string;
      /** How it was read, a sentence. */
      readonly read: string;
      readonly answered: number;
      /** What has no answer, or one that could not be written: the line from 1, and why. */
      readonly left: readonly { readonly line: number; readonly kind: string; readonly message: string }[];
      readonly uses: readonly ServedUse[];
    }
  /** Why it was not, a clause. */
  | { readonly kind: 'notApplied'; readonly reason: string }
  | { readonly kind: 'cancelled' };

/** Problems through one tool, or each through the one that fits. Asks nobody; `undefined` where it was stopped. */
export async function applyToProblems(
  problems: readonly string[],
  answerer: Answerer,
  signal: AbortSignal,
): Promise<AppliedProblems | undefined> {
  const outcomes = await answerer.answer(problems, passWithoutAsking(signal));
  if (signal.aborted || outcomes.some(({ outcome }) => outcome.kind === 'cancelled')) return undefined;
  const uses = outcomes.map((outcome, at): ServedUse => ({ item: { problem: problems[at] ?? '' }, ...outcome }));
  return { served: outcomes.map(servedRow), uses };
}

/** The problems of a text, in whatever notation it is, in the same way. */
export async function applyToText(
  text: string,
  said: Said,
  answerer: Answerer,
  signal: AbortSignal,
): Promise<AppliedText> {
  const source = wholeOf(text);
  const planned = await answerer.plan({ source, name: '', said }, signal);
  switch (planned.kind) {
    case 'plan':
      break;
    case 'question':
      return { kind: 'notApplied', reason: whichIsMeant(planned.question) };
    case 'unreadable': {
      const [first] = planned.complaints;
      return {
        kind: 'notApplied',
        reason: first ? `line ${first.line}: ${first.reason}` : 'there are no problems in it',
      };
    }
    case 'saidWrongly':
      return { kind: 'notApplied', reason: planned.reason };
    case 'noProblems':
      return { kind: 'notApplied', reason: 'there are no problems in it' };
    case 'givenUp':
      return { kind: 'cancelled' };
  }
  const { reading, overwrite, guard } = planned.plan;
  const items = openItems(reading, overwrite).open;
  const { rows, isWhole } = await answerItems(items, answerer, passWithoutAsking(signal));
  if (!isWhole) return { kind: 'cancelled' };
  const filled = answeredText(source, reading, rows, { names: [], namesTools: false, overwrite, guard });
  const lineOf = lineCounter(text);
  const failures = rows.flatMap((row) => {
    const failure = failureOfRow(row);
    return failure ? [{ line: lineOf(row.item.span.start), ...failure }] : [];
  });
  const unread = reading.complaints.map(({ line, reason }) => ({ line, kind: 'unreadable', message: reason }));
  const lineOfRefused = lineCounter(text);
  const refused = filled.refused.map(({ index, reason }) => ({
    line: lineOfRefused(reading.items[index]?.span.start ?? 0),
    kind: 'notWritten',
    message: reason,
  }));
  return {
    kind: 'applied',
    text: filled.text,
    read: describePlan(source, reading),
    answered: rows.length - failures.length - refused.length,
    left: [...failures, ...refused, ...unread],
    uses: rows,
  };
}

/** The question as a message for a program, with what it may say of the text. */
function whichIsMeant({ reason, choices }: PlanQuestion): string {
  const said = choices.map(
    (choice) => `${JSON.stringify(choice.said)} (first problem: ${JSON.stringify(choice.first)})`,
  );
  return `${reason} Say which is meant by one of ${said.join(' or ')}.`;
}

function servedRow(row: RowOutcome): ServedRow {
  const error = failureOfRow(row);
  const tool = row.tool?.tool.id ?? null;
  if (!error && row.outcome.kind === 'answer' && tool !== null) return { answer: row.outcome.answer, tool };
  return { error: error ?? { kind: 'failed', message: 'there is no answer' }, tool };
}
