import { ranks, type Candidate } from '../candidate';
import { isKnownLabel, isSeparator, labelFamilies, labelOf, labelText, sameLabel } from './labels';
import type { BlocksLayout as Blocks } from './layout';
import type { Complaint, Item, Reading } from '../notation';
import type { Source, Span } from '../../text/source';
import { answerFrom } from '../unquoted-answer';
import { isBlank, linesBySpan, linesOf, textOf, trimmed, type Line } from '../../text/lines';

/** The label pairs with which a text can be read as blocks. */
export function detectBlocks(source: Source): readonly Candidate[] {
  const lines = linesOf(source).filter((line) => !isBlank(line.text) && !isSeparator(line.text));
  const all = lines.flatMap(({ text }) => labelOf(text)?.word ?? []);
  const labels = all.filter(isKnownLabel);
  const first = lines[0] && labelOf(lines[0].text)?.word;
  const known = labelFamilies.flatMap((family): Candidate[] => {
    const problem = labels.find((label) => family.problems.includes(label.toLowerCase()));
    if (problem === undefined) return [];
    const answer = labels.find((label) => family.answers.includes(label.toLowerCase()));
    const notation: Blocks = {
      kind: 'blocks',
      problemLabel: problem,
      answerLabel: answer ?? inCaseOf(family.write, problem),
    };
    // Problems may hold labels of their own: the one that the text begins with is the outer one.
    const isOuter = first === problem;
    if (answer !== undefined)
      return [
        {
          notation,
          rank: isOuter ? ranks.blocksFirst : labels[0] === problem ? ranks.blocks : ranks.mostLinesArrow,
        },
      ];
    return [{ notation, rank: isOuter ? ranks.blocksWithoutAnswers : ranks.alternative }];
  });
  const solved = known.filter(({ rank }) => rank !== ranks.alternative && rank !== ranks.blocksWithoutAnswers);
  return solved.length > 0 ? once(solved) : [...once(known), ...detectOtherLabels(all, first)];
}

/** Two labels that take turns, whatever they are called: those of other languages, or of the author's own making. */
function detectOtherLabels(labels: readonly string[], first: string | undefined): readonly Candidate[] {
  const folded = labels.map((label) => label.toLowerCase());
  const [problem, answer] = [...new Set(folded)];
  const takeTurns = folded.every((label, at) => label === (at % 2 === 0 ? problem : answer));
  const [problemLabel, answerLabel] = labels;
  if (
    !takeTurns ||
    labels.length < 4 ||
    first !== problemLabel ||
    problemLabel === undefined ||
    answerLabel === undefined
  )
    return [];
  return [{ notation: { kind: 'blocks', problemLabel, answerLabel }, rank: ranks.blocksOfOtherLabels }];
}

/** Words are in several families: the first one that has both is meant. */
function once(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ notation }) => {
    if (notation.kind !== 'blocks') return true;
    const isNew = !seen.has(notation.problemLabel);
    seen.add(notation.problemLabel);
    return isNew;
  });
}

/** Paragraphs without labels, of which some have several lines, with blank lines between them: each is one problem. */
export function detectParagraphs(source: Source): readonly Candidate[] {
  const { items } = readBlocks(source, paragraphs);
  return items.length > 1 && items.some((item) => item.problem.includes('\n'))
    ? [{ notation: paragraphs, rank: ranks.paragraphs }]
    : [];
}

const paragraphs: Blocks = { kind: 'blocks', problemLabel: 'Question', answerLabel: 'Answer' };

/** An answer's label in the case of the problem's. */
function inCaseOf(label: string, model: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return label.toUpperCase();
  return model === model.toLowerCase() ? label.toLowerCase() : label;
}

/** An item whose end is not known yet. */
interface Open {
  readonly line: number;
  readonly start: number;
  readonly problem: Span;
  readonly answer: Span | null;
}

/**
 * Reads labelled blocks. Labels count at the start of a line, and only those of this notation.
 *
 * A problem goes on over blank lines until the next label: problems have paragraphs. An answer ends at the first
 * blank line after it, so that remarks between blocks are not taken for answers (they are complained about);
 * where the text parts its blocks by lines of dashes, those end the answers, and answers may have paragraphs too.
 * A text that labels no problem holds one problem in each paragraph.
 */
export function readBlocks(source: Source, notation: Blocks): Reading {
  const lines = linesBySpan(source);
  const style = {
    labelled: lines.flat().some(({ text }) => roleOf(text, notation) === 'problem'),
    dashes: lines.flat().some(({ text }) => isSeparator(text)),
  };
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  for (const stretch of lines) readStretch(source.text, stretch, notation, style, items, complaints);
  return { notation, items, complaints: complaints.sort((a, b) => a.line - b.line) };
}

/** What a line's label makes of it; `undefined` for a line without a label of this notation. */
export function roleOf(line: string, notation: Blocks): 'problem' | 'answer' | undefined {
  const word = labelOf(line)?.word;
  if (word === undefined) return undefined;
  if (sameLabel(word, notation.problemLabel)) return 'problem';
  return sameLabel(word, notation.answerLabel) ? 'answer' : undefined;
}

function readStretch(
  text: string,
  lines: readonly Line[],
  notation: Blocks,
  style: { readonly labelled: boolean; readonly dashes: boolean },
  items: Item[],
  complaints: Complaint[],
): void {
  let open: Open | undefined;
  let afterBlank = false;
  let complained = false;
  const close = (): void => {
    if (open) addItem(text, open, notation, items, complaints);
    open = undefined;
  };
  for (const line of lines) {
    const role = roleOf(line.text, notation);
    const { start, end } = line.span;
    const textStart = role === undefined ? start : start + (labelOf(line.text)?.length ?? 0);
    const orphan: boolean = complained;
    complained = false;
    if (role === 'problem') {
      close();
      open = { line: line.number, start, problem: { start: textStart, end }, answer: null };
    } else if (role === 'answer') {
      if (!open)
        complaints.push({
          line: line.number,
          reason: `“${labelText(notation.answerLabel)}” has no ${style.labelled ? `“${labelText(notation.problemLabel)}”` : 'problem'} before it.`,
        });
      else if (open.answer)
        complaints.push({
          line: line.number,
          reason: `a second “${labelText(notation.answerLabel)}” for the same problem; it was left out.`,
        });
      else open = { ...open, answer: { start: textStart, end } };
    } else if (isSeparator(line.text)) {
      close();
    } else if (isBlank(line.text)) {
      if (open?.answer && !style.dashes && !isBlank(text.slice(open.answer.start, open.answer.end))) close();
    } else {
      if (open && afterBlank && !style.labelled && !style.dashes) close();
      if (open?.answer) open = { ...open, answer: { start: open.answer.start, end } };
      else if (open) open = { ...open, problem: { start: open.problem.start, end } };
      else if (!style.labelled) open = { line: line.number, start, problem: line.span, answer: null };
      else {
        if (!orphan)
          complaints.push({
            line: line.number,
            reason: `this text belongs to no “${labelText(notation.problemLabel)}”. Where answers hold blank lines, part the blocks by lines of three dashes.`,
          });
        complained = true;
      }
    }
    afterBlank = isBlank(line.text);
  }
  close();
}

function addItem(text: string, open: Open, notation: Blocks, items: Item[], complaints: Complaint[]): void {
  const problemSpan = trimmed(text, open.problem);
  if (problemSpan.start === problemSpan.end) {
    complaints.push({ line: open.line, reason: `there is nothing after “${labelText(notation.problemLabel)}”.` });
    return;
  }
  const answerSpan = open.answer && trimmedAnswer(text, open.answer);
  items.push({
    problem: textOf(text, problemSpan),
    answer: answerSpan && answerFrom(textOf(text, answerSpan)),
    span: {
      start: trimmed(text, { start: open.start, end: problemSpan.end }).start,
      end: answerSpan?.end ?? problemSpan.end,
    },
    problemSpan,
    answerSpan,
  });
}

/** An empty answer's place is right after its label, not on some later line. */
function trimmedAnswer(text: string, span: Span): Span {
  const answer = trimmed(text, span);
  return answer.start === answer.end ? { start: span.start, end: span.start } : answer;
}
