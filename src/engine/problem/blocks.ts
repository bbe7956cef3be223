import type { Complaint, Item, Notation, Reading, Source, Span } from './notation';
import { isBlank, linesOf, textOf, trimmed, writtenAnswer, type Line } from './text';

type Blocks = Extract<Notation, { kind: 'blocks' }>;

/** Labels that go together; the first of an answer's is the one that is written where it is missing. */
const labelPairs: readonly (readonly [problem: RegExp, answer: RegExp, answerLabel: string])[] = [
  [/^question$/i, /^(answer|solution)$/i, 'Answer'],
  [/^q$/i, /^a$/i, 'A'],
  [/^(problem|task|exercise)$/i, /^(solution|answer)$/i, 'Solution'],
  [/^input$/i, /^(output|target|answer)$/i, 'Output'],
];

const labelLine = /^([ \t\uFEFF]*(?:[-*>][ \t]+)?(?:\*\*|__)?)(question|answer|solution|problem|task|exercise|input|output|target|q|a)([ \t]*\d*)((?:\*\*|__)?:(?:\*\*|__)?|[ \t]*:)[ \t]*/i;
const separatorLine = /^[ \t]*(-{3,}|={3,}|\*{3,})[ \t]*$/;

interface LabelledLine {
  readonly line: Line;
  readonly label: string | null;
  /** Where the text after the label begins. */
  readonly textStart: number;
}

/** The label pairs with which a text can be read as blocks, best first. */
export function detectBlocks(source: Source): readonly Blocks[] {
  const labels = linesOf(source).flatMap((line) => labelLine.exec(line.text)?.[2] ?? []);
  const found = labelPairs.flatMap(([problem, answer, answerLabel]) => {
    const problems = labels.filter((label) => problem.test(label));
    const answers = labels.filter((label) => answer.test(label));
    const [first] = problems;
    return first === undefined ? [] : [{ count: problems.length + answers.length, answers: answers.length, notation: { kind: 'blocks', problemLabel: first, answerLabel: answers[0] ?? answerLabel } satisfies Blocks }];
  });
  return found.sort((a, b) => b.answers - a.answers || b.count - a.count).map(({ notation }) => notation);
}

/**
 * Reads labelled blocks. A problem goes on over blank lines until the next label or a line of dashes: problems
 * may have paragraphs. Labels count at the start of a line only, and only those of this notation. A text without
 * any label holds problems alone, parted by lines of dashes or else by blank lines.
 */
export function readBlocks(source: Source, notation: Blocks): Reading {
  const lines = linesOf(source).map((line) => labelled(line, notation));
  const parts = lines.some(({ label }) => label !== null) ? labelledParts(source, lines, notation) : { ...unlabelledParts(source, lines), complaints: [] };
  return { notation, ...parts };
}

function labelled(line: Line, notation: Blocks): LabelledLine {
  const match = labelLine.exec(line.text);
  const label = match?.[2];
  if (match && label !== undefined && (same(label, notation.problemLabel) || same(label, notation.answerLabel))) {
    return { line, label, textStart: line.span.start + match[0].length };
  }
  return { line, label: null, textStart: line.span.start };
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function labelledParts(source: Source, lines: readonly LabelledLine[], notation: Blocks): Pick<Reading, 'items' | 'complaints'> {
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  let open: { start: number; line: number; problem: Span; answer: Span | null } | undefined;
  const close = (): void => {
    if (!open) return;
    const problemSpan = trimmed(source.text, open.problem);
    const answerSpan = open.answer ? trimmedAnswer(source.text, open.answer) : null;
    if (problemSpan.start === problemSpan.end) {
      complaints.push({ line: open.line, reason: `there is nothing after “${notation.problemLabel}:”.` });
    } else {
      items.push({
        problem: textOf(source.text, problemSpan),
        answer: answerSpan ? writtenAnswer(textOf(source.text, answerSpan)) : null,
        span: { start: open.start, end: Math.max(problemSpan.end, answerSpan?.end ?? 0) },
        problemSpan,
        answerSpan,
      });
    }
    open = undefined;
  };
  for (const { line, label, textStart } of lines) {
    const end = line.span.end;
    if (label !== null && same(label, notation.problemLabel)) {
      close();
      open = { start: line.span.start, line: line.number, problem: { start: textStart, end }, answer: null };
    } else if (label !== null) {
      if (!open) complaints.push({ line: line.number, reason: `“${label}:” has no “${notation.problemLabel}:” before it.` });
      else if (open.answer) complaints.push({ line: line.number, reason: `a second “${label}:” for the same ${notation.problemLabel.toLowerCase()}; it was left out.` });
      else open.answer = { start: textStart, end };
    } else if (separatorLine.test(line.text)) {
      close();
    } else if (open) {
      if (open.answer) open.answer = { start: open.answer.start, end };
      else open.problem = { start: open.problem.start, end };
    } else if (!isBlank(line.text)) {
      complaints.push({ line: line.number, reason: `this text belongs to no “${notation.problemLabel}:”.` });
    }
  }
  close();
  return { items, complaints };
}

/** An empty answer's place is right after its label, not on some later line. */
function trimmedAnswer(text: string, span: Span): Span {
  const answer = trimmed(text, span);
  return answer.start === answer.end ? { start: span.start, end: span.start } : answer;
}

function unlabelledParts(source: Source, lines: readonly LabelledLine[]): Pick<Reading, 'items'> {
  const dashes = lines.some(({ line }) => separatorLine.test(line.text));
  const items: Item[] = [];
  let open: Span | undefined;
  const close = (): void => {
    if (open) {
      const span = trimmed(source.text, open);
      if (span.start < span.end) items.push({ problem: textOf(source.text, span), answer: null, span, problemSpan: span, answerSpan: null });
    }
    open = undefined;
  };
  for (const { line } of lines) {
    if (dashes ? separatorLine.test(line.text) : isBlank(line.text)) close();
    else open = { start: open?.start ?? line.span.start, end: line.span.end };
  }
  close();
  return { items };
}
