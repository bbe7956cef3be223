import { detectArrows, readArrows } from './arrows';
import { detectBlocks, readBlocks } from './blocks';
import { detectDelimited, readDelimited } from './delimited';
import { detectJsonArray, detectJsonLines, readJsonArray, readJsonLines } from './json-items';
import { detectMarkdownTable, readMarkdownTable } from './markdown-table';
import type { Complaint, Notation, Reading, Source } from './notation';
import { readPlainLines } from './plain-lines';
import { lineAt } from './text';

/** How a highlighted text can be read. */
export type ReadingResult =
  | {
      readonly kind: 'read';
      readonly best: Reading;
      /** Every other plausible reading, for *Change Notation*. */
      readonly others: readonly Reading[];
      /** Two readings give different examples and nothing ranks them: only then is a person asked. */
      readonly question: boolean;
    }
  | { readonly kind: 'unreadable'; readonly complaints: readonly Complaint[] };

/** Reads a text with a given notation. */
export function readAs(source: Source, notation: Notation): Reading {
  switch (notation.kind) {
    case 'blocks':
      return readBlocks(source, notation);
    case 'arrows':
      return readArrows(source, notation);
    case 'jsonLines':
      return readJsonLines(source, notation);
    case 'jsonArray':
      return readJsonArray(source, notation);
    case 'delimited':
      return readDelimited(source, notation);
    case 'markdownTable':
      return readMarkdownTable(source, notation);
    case 'lines':
      return readPlainLines(source, notation);
  }
}

/**
 * Finds the best reading of a text: with the `preferred` notation where that reads it, else with the most telling
 * one that does. Notations are told apart by what they demand: an array of objects is never two columns.
 */
export function readSource(source: Source, preferred?: Notation): ReadingResult {
  const unreadable = unreadableReason(source);
  if (unreadable) return { kind: 'unreadable', complaints: [unreadable] };
  const ranked = candidates(source).map((notation) => readAs(source, notation));
  const own = preferred ? [readAs(source, adapted(preferred, ranked))] : [];
  const seen = new Set<string>();
  const readings = [...own.filter(mostlyRead), ...ranked.filter(mostlyRead)].filter((reading) => {
    const key = JSON.stringify(reading.notation);
    return seen.has(key) ? false : seen.add(key);
  });
  const [best, ...others] = readings;
  if (!best) {
    const complaints = [...own, ...ranked].flatMap((reading) => reading.complaints);
    return { kind: 'unreadable', complaints: complaints.length > 0 ? complaints : [{ line: lineAt(source.text, source.spans[0]?.start ?? 0), reason: 'there is no problem in this text.' }] };
  }
  return { kind: 'read', best, others, question: own.length === 0 && isOpenQuestion(best, others) };
}

/** Every notation that a text may be in, the most demanding first. Plain lines fit anything and come last. */
function candidates(source: Source): readonly Notation[] {
  return [
    ...detectJsonArray(source),
    ...detectJsonLines(source),
    ...detectBlocks(source),
    ...detectMarkdownTable(source),
    ...detectArrows(source),
    ...detectDelimited(source),
    { kind: 'lines' },
  ];
}

/** A reading counts while what it cannot read is the exception. */
function mostlyRead(reading: Reading): boolean {
  return reading.items.length > 0 && reading.complaints.length <= reading.items.length;
}

/** A tool's notation, as it is written in this text: a header that is there or not, labels in other letters. */
function adapted(preferred: Notation, readings: readonly Reading[]): Notation {
  if (preferred.kind !== 'delimited') return preferred;
  const same = readings.find(({ notation }) => notation.kind === 'delimited' && notation.delimiter === preferred.delimiter && notation.answerColumn === preferred.answerColumn);
  return same?.notation ?? preferred;
}

/** Two delimiters that both divide every row give different examples, and neither is more telling. */
function isOpenQuestion(best: Reading, others: readonly Reading[]): boolean {
  const { notation } = best;
  if (notation.kind !== 'delimited') return false;
  return others.some((other) => other.notation.kind === 'delimited' && other.notation.delimiter !== notation.delimiter && other.complaints.length === 0 && best.complaints.length === 0);
}

function unreadableReason(source: Source): Complaint | undefined {
  const [first] = source.spans;
  const line = lineAt(source.text, first?.start ?? 0);
  const texts = source.spans.map((span) => source.text.slice(span.start, span.end));
  if (texts.every((text) => text.trim() === '')) return { line, reason: 'the selection is empty. Highlight the problems first.' };
  const controls = texts.reduce((sum, text) => sum + (text.slice(0, 10_000).match(/[\u0000-\u0008\u000E-\u001F]/g)?.length ?? 0), 0);
  return controls > 8 ? { line, reason: 'this looks like a binary file. Highlight text.' } : undefined;
}
