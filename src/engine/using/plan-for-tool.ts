import { ranks, type Candidate } from '../notation/candidate';
import { beginsWithMark, isListed } from '../notation/lines/list-marks';
import { describeNotation, readAs } from '../notation/notations';
import { linkedAbort } from '../linked-abort';
import type { Notation, Reading } from '../notation/notation';
import { layoutKey, ofAnyText } from '../notation/stored';
import { tableHead } from '../notation/table/head';
import { delimitedRows } from '../notation/table/delimited-rows';
import { arrowsAreData } from '../problem/arrows-in-data';
import { headerOverProblems, isMistakenHeader } from '../problem/answer-place';
import { areComments, candidatesForAnswers } from '../problem/candidates-for-answers';
import { heedRoles, SaidWrongly } from '../problem/heed-said';
import { illegible } from '../problem/legible';
import { hasParts, partsOf } from '../problem/parts';
import type { PlanOptions, Planned } from '../problem/plan';
import { planOf } from '../problem/plan-of';
import { planQuestion } from '../problem/plan-question';
import { sampleOf } from '../problem/sample';
import { isBlank, linesOf } from '../text/lines';
import type { Source } from '../text/source';
import type { Tool } from '../tool/tool';
import { hurriedWorkshop } from './hurried-workshop';
import { openProblemsOf } from './open-problems';
import { rolesForTool } from './roles-for-tool';
import type { Workshop } from './run-tool';
import { surveySize, surveyTool } from './survey';
import { heedToolsArrows, toolJudge } from './tool-judge';
import { useParser } from './use-tool';

/** How a text is read for a tool, and what it makes of it. */
export interface ToolPlan {
  readonly planned: Planned;
  /** How many of the problems that were tried it reads. */
  readonly read: number;
  readonly tried: number;
  /** The first answers, at most three. */
  readonly firstAnswers: readonly string[];
  /** It ran out of time too often to be tried on every problem. */
  readonly cutShort: boolean;
}

/** One way to read the text, with what the tool makes of it. */
interface Tried {
  readonly notation: Notation;
  readonly rivals: readonly Notation[];
  readonly read: number;
  readonly tried: number;
  readonly firstAnswers: readonly string[];
}

/** More layouts than these are not tried: each costs a survey, and the likely ones come first. */
const layoutsTried = 12;

/**
 * Plans a text for a tool: with its own notation first, then with what fits the text. What is evident from the text's
 * own marks or its name comes before what is not; among the rest that counts of which the tool reads the most
 * problems. Asks no model.
 */
export async function planForTool(
  tool: Tool,
  source: Source,
  options: PlanOptions,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<ToolPlan> {
  const none = { read: 0, tried: 0, firstAnswers: [], cutShort: false };
  const complaint = illegible(source);
  if (complaint) return { ...none, planned: { kind: 'unreadable', ...complaint } };
  const whileBearable = linkedAbort(signal);
  try {
    const comments = areComments(tool.examples);
    const found = candidatesForAnswers(source, tool.notation, { ...options, comments });
    const search: Search = {
      tool,
      source,
      options,
      workshop: hurriedWorkshop(workshop, whileBearable.abort),
      signal: whileBearable.signal,
      found,
    };
    const best = await bestOf(found, search);
    const above = best && (await tableAbove(best, search));
    const planned = best ? await finished(above ? { ...best, rivals: [above] } : best, search) : unread(source, found);
    return { ...none, ...best, planned, cutShort: whileBearable.signal.aborted && !signal.aborted };
  } catch (error) {
    if (error instanceof SaidWrongly)
      return { ...none, planned: { kind: 'unreadable', line: null, reason: error.message } };
    throw error;
  } finally {
    whileBearable.unlink();
  }
}

/** What a plan is looked for with. */
interface Search {
  readonly tool: Tool;
  readonly source: Source;
  readonly options: PlanOptions;
  readonly workshop: Workshop;
  readonly signal: AbortSignal;
  readonly found: readonly Candidate[];
}

async function bestOf(found: readonly Candidate[], search: Search): Promise<Tried | undefined> {
  const layouts = [...new Map(found.map((one) => [layoutKey(one.notation), one])).keys()].flatMap(
    (key) => found.find(({ notation }) => layoutKey(notation) === key) ?? [],
  );
  const isEvident = ({ rank }: Candidate): boolean => rank >= ranks.evident;
  const lines = linesOf(sampleOf(search.source, { kind: 'lines' })).filter(({ text }) => !isBlank(text)).length;
  const most = Math.min(surveySize, Math.max(1, lines - 1));
  let best: Tried | undefined;
  let wrong: SaidWrongly | undefined;
  for (const tier of [layouts.filter(isEvident), layouts.filter((one) => !isEvident(one))]) {
    for (const { notation } of tier.slice(0, layoutsTried)) {
      if (search.signal.aborted && best) break;
      // Further tables are read where none above them is: what is read of neither is named with its lines.
      if (notation.kind === 'markdownTable' && notation.preamble && best && best.read > 0) continue;
      const one = await tryLayout(notation, search).catch((error: unknown) => {
        // What was said may hold for another layout.
        if (!(error instanceof SaidWrongly)) throw error;
        // Names say more than numbers.
        if (!wrong || ('header' in notation && notation.header)) wrong = error;
        return undefined;
      });
      if (one && (!best || (best.tried === 0 ? one.read > 0 : one.read > best.read))) best = one;
      // A model may read anything: what comes first is as good as any. And no reading has more records than lines.
      if (best && (search.tool.reader === 'model' || (best.read === best.tried && best.tried >= most))) return best;
    }
    if (best && best.read > 0) return best;
  }
  if (!best && wrong) throw wrong;
  return best;
}

async function tryLayout(notation: Notation, search: Search): Promise<Tried | undefined> {
  const { tool, source, workshop, signal, options } = search;
  const sample = sampleOf(source, notation);
  const parts = hasNamedParts(notation) ? partsOf(sample, notation) : undefined;
  const said = options.said ?? {};
  if (!parts && (said.columns ?? said.answerColumn) !== undefined) return undefined;
  const roles =
    parts && (await rolesForTool(notation, { tool, sample, parts, said: heedRoles(parts, said), workshop, signal }));
  if (parts && !roles) return undefined;
  const found = roles?.notation ?? (parts ? notation : await pairsFor(notation, sample, search));
  const reading = readAs(sample, found);
  // The first row for a header leaves nothing: that is no reading of a text, unless a file is said to be a table.
  if (reading.items.length === 0 && search.found.some((one) => one.notation.kind === 'lines')) return undefined;
  if (
    lacksItsMarks(tool, reading) ||
    (await headerIsMistaken(reading, search)) ||
    (options.said?.notation === undefined &&
      tool.reader === 'parser' &&
      (await arrowsAreData(sample, reading, toolJudge(tool, workshop, signal))))
  )
    return undefined;
  const survey = roles ?? (await surveyed(reading, search));
  return { ...survey, notation: found, rivals: roles?.rivals ?? [] };
}

/**
 * The notation of pairs whose second values are no answers of the tool to the first ones: they are data, and its answers
 * go behind them.
 */
async function pairsFor(
  notation: Notation,
  sample: Source,
  { tool, options, workshop, signal }: Search,
): Promise<Notation> {
  if (!('problemKey' in notation) || options.said?.overwrite || tool.reader !== 'parser') return notation;
  const { items } = readAs(sample, notation);
  // One alone may be a list of two.
  if (items.length < 2 || items.some(({ answer }) => answer === null)) return notation;
  const judged = await toolJudge(tool, workshop, signal)(items.slice(0, surveySize).map(({ problem }) => problem));
  const isMeant = judged.some(({ answer }, at) => answer !== undefined && answer === items[at]?.answer);
  return isMeant || !judged.some(({ reads }) => reads) ? notation : { ...notation, answerKey: '2' };
}

/** Pairs of an array have no names. */
function hasNamedParts(notation: Notation): boolean {
  return hasParts(notation) && !('problemKey' in notation && notation.problemKey === '0');
}

/** What the tool reads of a text's problems; of one with arrows, those with an answer among them. */
async function surveyed(
  reading: Reading,
  { tool, workshop, signal }: Search,
): Promise<Omit<Tried, 'notation' | 'rivals'>> {
  const problems =
    reading.notation.kind === 'arrows' ? reading.items.map(({ problem }) => problem) : openProblemsOf(reading);
  return surveyTool(tool, problems, workshop, signal);
}

/**
 * True if a reading takes the marks of a list for no part of the problems, and the tool's own examples have such marks.
 * The tool may write them too, and they would be there twice.
 */
function lacksItsMarks({ examples }: Tool, { notation, items }: Reading): boolean {
  return (
    isListed(notation) &&
    examples.length > 0 &&
    examples.every(({ problem }) => beginsWithMark(problem)) &&
    !items.some(({ problem }) => beginsWithMark(problem))
  );
}

/**
 * True where a reading is mistaken about a table's first row. What it takes for a header the tool reads: then it is a
 * row, which would get no answer, and nobody would be told. Or one reading has as a row what another has as a header,
 * and the tool does not read it. Beside many rows with answers, one more row that is not read would count for little.
 */
async function headerIsMistaken(
  reading: Reading,
  { tool, found, workshop, signal, options }: Search,
): Promise<boolean> {
  if (options.said?.header !== undefined) return false;
  const reads = async (text: string): Promise<boolean> => {
    const { kind } = await useParser(tool, text, workshop, signal);
    return kind !== 'notRead' && kind !== 'cancelled';
  };
  const header = headerOverProblems(reading);
  if (header !== undefined) return isMistakenHeader(header, reads);
  const [first] = reading.items;
  const doubtful =
    first !== undefined &&
    tool.reader === 'parser' &&
    isTable(reading.notation, false) &&
    !isTable(tool.notation, false) &&
    found.some(({ notation }) => isTable(notation, true));
  return doubtful && !(await reads(first.problem));
}

function isTable(notation: Notation, header: boolean): boolean {
  return (notation.kind === 'delimited' || notation.kind === 'aligned') && notation.header === header;
}

/**
 * A table above the one that was found, if the tool reads cells of its rows. Else nobody would be told that those get
 * no answers. A cell behind a label is none (`From;2020-01-01`).
 */
async function tableAbove({ notation }: Tried, search: Search): Promise<Notation | undefined> {
  const { source, options, tool, workshop, signal } = search;
  const { text, spans } = source;
  const [first] = spans;
  if (notation.kind !== 'delimited' || !notation.preamble || options.said?.header !== undefined || !first) return;
  if (tool.reader !== 'parser') return;
  const rows = delimitedRows({ text, spans: [first] }, notation.delimiter, notation.preamble).filter(
    ({ line }) => line <= (notation.preamble ?? 0),
  );
  const cells = rows.flatMap(({ cells: [label = '', ...others] }) => {
    const filled = others.filter((cell) => cell.trim() !== '');
    return filled.length > 1 ? [label, ...filled] : [label];
  });
  const { read } = await surveyTool(tool, cells, workshop, signal);
  const head = rows[tableHead(rows)?.above ?? 0];
  if (read === 0 || !head) return;
  const table = { ...ofAnyText(notation), header: true, preamble: head.line - 1 };
  const said = { ...options.said, header: head.line };
  const tried = await tryLayout(table, { ...search, options: { ...options, said } }).catch(whereNotSaid);
  return tried?.notation;
}

/** A table that lacks what was said is not the one that is meant. */
function whereNotSaid(error: unknown): undefined {
  if (!(error instanceof SaidWrongly)) throw error;
}

async function finished({ notation, rivals, firstAnswers }: Tried, search: Search): Promise<Planned> {
  const { source, options, tool, workshop, signal } = search;
  const plans = [notation, ...rivals].map((one) => planOf(source, readAs(source, one), firstAnswers, options));
  const [plan] = plans;
  if (!plan) return unread(source, []);
  if (plans.length > 1) return { kind: 'question', question: planQuestion(source, plans) };
  const { reading } = plan;
  if (options.said?.notation !== undefined) return { kind: 'plan', plan };
  return { kind: 'plan', plan: { ...plan, reading: await heedToolsArrows(source, reading, tool, workshop, signal) } };
}

function unread(source: Source, found: readonly Candidate[]): Planned {
  const complaints = found.flatMap(({ notation }) => readAs(source, notation).complaints.slice(0, 1));
  const [first] = complaints;
  return {
    kind: 'unreadable',
    line: first?.line ?? null,
    reason:
      first?.reason ??
      `there is no problem in it, read as ${found[0] ? describeNotation(ofAnyText(found[0].notation)) : 'lines'}.`,
  };
}
