import type { JsonObject } from '../json';
import { programsFor } from './branches';
import { createBudget } from './budget';
import { doubtOf } from './doubt';
import { emit } from './emit';
import type { Found } from './programs';
import type { SolvedRow } from './task';

/** What is asked of the synthesizer: nothing but texts, so that it can be asked in a worker. */
export interface SynthesisRequest {
  /** Solved rows that the search sees; two at least. */
  readonly shown: readonly SolvedRow[];
  /** Solved rows that only say whether a rule holds. One that it fails is shown to the next search. */
  readonly heldOut: readonly SolvedRow[];
  /** The problems that are open, of which rival rules are told apart. */
  readonly open: readonly string[];
}

/** A question that tells rival rules apart. */
export interface SynthesisQuestion {
  readonly problem: string;
  /** What each group of rules says, that of the simplest rule first. */
  readonly answers: readonly string[];
}

/** A tool as it was found, and how far it can be believed. */
export interface SynthesizedTool {
  readonly kind: 'tool';
  readonly name: string;
  readonly description: string;
  readonly schema: JsonObject;
  readonly code: string;
  /** The held-out rows that had to be shown, by their place among those. */
  readonly moved: readonly number[];
  /** The open problems on which rivals part, or which have a sign that no solved row has; by their place. */
  readonly flagged: readonly number[];
  /** What to ask where rivals part; `null` where none does. */
  readonly question: SynthesisQuestion | null;
  /** Why nothing is claimed, a clause; `null` where something is. */
  readonly unsure: string | null;
}

/** What came of a search. */
export type Synthesis = SynthesizedTool | { readonly kind: 'none'; readonly reason: string };

/** Finds a tool; where it does that, it can be stopped. */
export interface Synthesizer {
  synthesize(request: SynthesisRequest, signal: AbortSignal): Promise<Synthesis | { readonly kind: 'cancelled' }>;
}

/** Steps for one search: half a second where they are all taken. */
const searchSteps = 400_000;

/** The fewest solved rows from which a rule is looked for: of one, every rule would be a guess. */
const fewestShown = 2;

/** So often a held-out row that a rule fails is shown to another search. */
const mostMoves = 2;

/** The most rows that are looked at, and characters in one of them. */
const mostRows = 400;
const longestRow = 2_000;

/**
 * Finds the simplest rule that answers the solved rows, and writes it as a tool. The same rows give the same tool on
 * every machine. Takes a second at most, in which it answers to nobody: ask it in a worker.
 */
export function synthesize(request: SynthesisRequest, signal: AbortSignal, steps = searchSteps): Synthesis {
  const { heldOut } = request;
  if (request.shown.length < fewestShown) return none('one example shows no rule');
  const solved = [...request.shown, ...heldOut];
  if (solved.some(({ problem, answer }) => problem.length > longestRow || answer.length > longestRow))
    return none(`an example is longer than ${longestRow} characters`);
  if (solved.some(({ answer }) => answer === '')) return none('an example has an empty answer');
  const open = request.open.filter((row) => row.length <= longestRow).slice(0, mostRows);
  const moved: number[] = [];
  const budget = createBudget(steps, signal);
  for (;;) {
    const shown = [...request.shown, ...moved.flatMap((index) => heldOut[index] ?? [])];
    const checks = heldOut.flatMap((row, index) => (moved.includes(index) ? [] : [{ row, index }]));
    const rows = [...shown, ...checks.map(({ row }) => row), ...open.map((problem) => ({ problem }))].map(
      ({ problem }) => problem,
    );
    const found = programsFor({ answers: shown.map(({ answer }) => answer), rows, budget });
    const [best] = found;
    if (!best) return none(budget.left === 0 ? 'the search was given up' : 'no rule was found');
    const failing = checks.find(({ row }, place) => best.outputs[shown.length + place] !== row.answer);
    if (!failing) {
      const all = [...shown, ...checks.map(({ row }) => row)];
      return toolOf(found, rows, all, { open, all: request.open, moved, wasCut: budget.left === 0 });
    }
    if (moved.length === mostMoves) return none('no rule was found that holds for the held-out examples');
    moved.push(failing.index);
  }
}

/** How a search went, besides what it found. */
interface Course {
  readonly open: readonly string[];
  readonly all: readonly string[];
  readonly moved: readonly number[];
  readonly wasCut: boolean;
}

function toolOf(
  found: readonly Found[],
  rows: readonly string[],
  solved: readonly SolvedRow[],
  { open, all, moved, wasCut }: Course,
): Synthesis {
  const holding = found.filter(({ outputs }) => solved.every(({ answer }, row) => outputs[row] === answer));
  const [best] = holding;
  if (!best) return none('no rule was found');
  const { flagged, ask, unsure } = doubtOf(holding, rows, solved.length, wasCut);
  const places = open.map((row) => all.indexOf(row));
  return {
    kind: 'tool',
    ...emit(
      best.program,
      rows.filter((_, row) => best.outputs[row] !== null),
    ),
    moved,
    flagged: flagged.map((row) => places[row - solved.length] ?? 0),
    question: ask && { problem: rows[ask.row] ?? '', answers: ask.answers },
    unsure,
  };
}

function none(reason: string): Synthesis {
  return { kind: 'none', reason };
}
