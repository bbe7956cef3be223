import { hasArrow } from '../notation/arrows/in-line';
import { isKnownLabel, isSeparator, labelFamilies, labelOf } from '../notation/blocks/labels';
import type { Notation } from '../notation/notation';
import { wholeOf, type Span } from '../text/source';
import { readSource } from './read';
import { isBlank, linesOf, trimmed, type Line } from '../text/lines';

/** A run of lines that are not blank. */
interface Paragraph {
  readonly lines: readonly Line[];
  readonly span: Span;
}

/**
 * What is meant where nothing is selected: the run of lines around the cursor, widened over the neighbouring
 * paragraphs while they are of the same notation; the whole array where the text is one. `null` on a blank line,
 * except inside a run of blocks and at the very end of a text, right below its last line.
 */
export function blockAround(text: string, offset: number): Span | null {
  const array = arrayOf(text);
  if (array && offset >= array.start && offset <= array.end) return array;
  const paragraphs = paragraphsOf(text);
  const at = paragraphs.findLastIndex(({ span }) => span.start <= offset);
  const here = paragraphs[at];
  if (!here) return null;
  const run = labelledRun(paragraphs, at);
  if (run && offset <= run.end) return run;
  // The empty line at the end of a text is where the cursor is after writing it.
  if (offset > here.span.end && !(offset === text.length && /^(?:\r\n?|\n)$/.test(text.slice(here.span.end))))
    return null;
  if (run) return run;
  const result = readSource({ text, spans: [here.span] });
  const notation = result.kind === 'read' ? result.best.notation : undefined;
  let first = at;
  let last = at;
  if (notation) {
    while (first > 0 && belongs(text, paragraphs[first - 1], notation)) first -= 1;
    while (last < paragraphs.length - 1 && belongs(text, paragraphs[last + 1], notation)) last += 1;
  }
  return { start: paragraphs[first]?.span.start ?? here.span.start, end: paragraphs[last]?.span.end ?? here.span.end };
}

/** A text that is one JSON array from end to end. */
function arrayOf(text: string): Span | undefined {
  const span = trimmed(text, { start: 0, end: text.length });
  if (text[span.start] !== '[' || text[span.end - 1] !== ']') return undefined;
  const result = readSource({ text, spans: [span] });
  return result.kind === 'read' && result.best.notation.kind === 'jsonArray' ? span : undefined;
}

function paragraphsOf(text: string): readonly Paragraph[] {
  const paragraphs: { lines: Line[]; span: Span }[] = [];
  let open: { lines: Line[]; span: Span } | undefined;
  for (const line of linesOf(wholeOf(text))) {
    if (isBlank(line.text)) {
      open = undefined;
    } else if (open) {
      open.lines.push(line);
      open.span = { start: open.span.start, end: line.span.end };
    } else {
      open = { lines: [line], span: line.span };
      paragraphs.push(open);
    }
  }
  return paragraphs;
}

/**
 * The run of blocks in which a paragraph lies. An unanswered problem goes on until the next label, paragraphs
 * without any included; after an answer the run ends with the first paragraph that holds no label.
 */
function labelledRun(paragraphs: readonly Paragraph[], at: number): Span | undefined {
  let first: number | undefined;
  let last = -1;
  let waiting = false;
  for (let index = 0; index < paragraphs.length; index += 1) {
    const roles = (paragraphs[index]?.lines ?? []).flatMap((line) => roleIn(line.text) ?? []);
    const separators = paragraphs[index]?.lines.every((line) => isSeparator(line.text)) ?? false;
    if (roles.includes('problem') || (roles.length > 0 && first !== undefined)) {
      first ??= index;
      last = index;
      waiting = roles.at(-1) === 'problem';
    } else if (first !== undefined && !waiting && !separators) {
      if (first <= at && at <= last) break;
      first = undefined;
    }
  }
  const [from, to] = [paragraphs[first ?? -1], paragraphs[last]];
  return first !== undefined && first <= at && at <= last && from && to
    ? { start: from.span.start, end: to.span.end }
    : undefined;
}

function roleIn(line: string): 'problem' | 'answer' | undefined {
  const word = labelOf(line)?.word.toLowerCase();
  if (word === undefined) return undefined;
  if (labelFamilies.some(({ problems }) => problems.includes(word))) return 'problem';
  return isKnownLabel(word) ? 'answer' : undefined;
}

/** True where a neighbouring paragraph goes on with the same notation. */
function belongs(text: string, paragraph: Paragraph | undefined, notation: Notation): boolean {
  if (!paragraph) return false;
  switch (notation.kind) {
    case 'arrows':
      return paragraph.lines.every((line) => hasArrow(line.text, notation.arrow));
    case 'jsonLines':
    case 'delimited': {
      const result = readSource(wholeOf(text.slice(paragraph.span.start, paragraph.span.end)));
      return (
        result.kind === 'read' &&
        result.best.notation.kind === notation.kind &&
        (notation.kind === 'jsonLines' ||
          (result.best.notation.kind === 'delimited' &&
            result.best.notation.delimiter === notation.delimiter &&
            result.best.notation.answerColumn === notation.answerColumn))
      );
    }
    // A blank line ends a Markdown table; other paragraphs are problems or prose, and nothing tells which.
    case 'blocks':
    case 'jsonArray':
    case 'markdownTable':
    case 'aligned':
    case 'lines':
      return false;
  }
}
