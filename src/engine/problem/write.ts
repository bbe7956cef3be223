import type { Item, Placement, Reading, Source, TextEdit } from './notation';
import { isBlank, lineEndOf } from './text';

/** Where answers can go in this reading, the natural place first. */
export function placementsOf(reading: Reading): readonly Placement[] {
  switch (reading.notation.kind) {
    case 'blocks':
      return ['fill', 'replace', 'below'];
    case 'arrows':
      return ['fill', 'replace', 'below'];
    case 'lines':
      return ['replace', 'below'];
    case 'jsonLines':
    case 'jsonArray':
    case 'delimited':
    case 'markdownTable':
      return ['fill'];
  }
}

/**
 * The edits that write answers (by index into the reading's items) into their source. Items without an answer
 * stay untouched, and so does every byte that is no answer: quoting, line ends, indentation.
 */
export function writeAnswers(source: Source, reading: Reading, answers: ReadonlyMap<number, string>, placement: Placement): readonly TextEdit[] {
  const lineEnd = lineEndOf(source.text);
  const edits = reading.items.flatMap((item, index): TextEdit[] => {
    const answer = answers.get(index);
    return answer === undefined ? [] : [edit(source, reading, item, answer.replace(/\r\n?|\n/g, lineEnd), placement, lineEnd)];
  });
  return edits.sort((a, b) => a.span.start - b.span.start);
}

/** A text with edits applied. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, text: replacement } of edits) {
    parts.push(text.slice(at, span.start), replacement);
    at = span.end;
  }
  return parts.join('') + text.slice(at);
}

function edit(source: Source, reading: Reading, item: Item, answer: string, placement: Placement, lineEnd: string): TextEdit {
  const { text } = source;
  switch (placement) {
    case 'replace':
      return { span: item.problemSpan, text: answer };
    case 'below': {
      const at = item.span.end;
      const indentation = indentationBefore(text, item.span.start);
      return { span: { start: at, end: at }, text: `${lineEnd}${indentation}${answer.replaceAll(lineEnd, `${lineEnd}${indentation}`)}` };
    }
    case 'fill':
      return filled(text, reading, item, answer, lineEnd);
  }
}

function filled(text: string, reading: Reading, item: Item, answer: string, lineEnd: string): TextEdit {
  const { notation } = reading;
  const place = item.answerSpan;
  const end = { start: item.span.end, end: item.span.end };
  switch (notation.kind) {
    case 'blocks':
      return place ? { span: place, text: spacedAfter(text, place.start, emptyAsQuotes(answer)) } : { span: end, text: `${lineEnd}${notation.answerLabel}: ${emptyAsQuotes(answer)}` };
    case 'arrows': {
      // One line each: a line end inside an answer would begin another problem.
      const line = emptyAsQuotes(answer.replaceAll(lineEnd, ' '));
      const arrow = notation.arrow === '\t' ? '\t' : ` ${notation.arrow} `;
      return place ? { span: place, text: notation.arrow === '\t' ? line : spacedAfter(text, place.start, line) } : { span: end, text: `${arrow}${line}` };
    }
    case 'jsonLines':
    case 'jsonArray': {
      if (place) return { span: place, text: JSON.stringify(answer) };
      const array = text[item.span.start] === '[';
      const at = endOfLastMember(text, item);
      return { span: { start: at, end: at }, text: array ? `, ${JSON.stringify(answer)}` : `, ${JSON.stringify(notation.answerKey)}: ${JSON.stringify(answer)}` };
    }
    case 'delimited': {
      const quoted = place ? text.slice(place.start, place.end).trim() : '';
      const cell = cellFor(answer, notation.delimiter, quoted.length > 2 && quoted.startsWith('"'));
      return place ? { span: place, text: cell } : { span: end, text: `${notation.delimiter}${cell}` };
    }
    case 'markdownTable': {
      const cell = answer.replaceAll(lineEnd, '<br>').replace(/[\\|]/g, '\\$&');
      if (!place) return { span: end, text: ` ${cell} |` };
      // An empty cell's place lies behind its one space; the bar needs another after the answer.
      const padding = place.start === place.end && text[place.start] === '|' ? ' ' : '';
      return { span: place, text: `${emptyAsQuotes(cell)}${padding}` };
    }
    case 'lines':
      return { span: item.problemSpan, text: answer };
  }
}

/** An answer that is empty on purpose is written so, or it would read as missing. */
function emptyAsQuotes(answer: string): string {
  return answer === '' ? '""' : answer;
}

function spacedAfter(text: string, at: number, answer: string): string {
  return at > 0 && !/\s/.test(text[at - 1] ?? '') ? ` ${answer}` : answer;
}

/** Quoted where it must be, or where the cell was before. */
function cellFor(answer: string, delimiter: string, wasQuoted: boolean): string {
  const needed = answer === '' || answer.includes('"') || answer.includes(delimiter) || /[\r\n]/.test(answer) || answer !== answer.trim();
  return needed || wasQuoted ? `"${answer.replaceAll('"', '""')}"` : answer;
}

/** Behind an object's or array's last member, before the white space and the bracket that close it. */
function endOfLastMember(text: string, item: Item): number {
  let at = item.span.end - 1;
  while (at > item.span.start && isBlank(text[at - 1] ?? 'x')) at -= 1;
  return at;
}

function indentationBefore(text: string, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/** Problems and answers as a text of their own: the source's items in their notation, with the answers filled in. */
export function standalone(source: Source, reading: Reading, answers: ReadonlyMap<number, string>): string {
  const lineEnd = lineEndOf(source.text);
  const parting = reading.notation.kind === 'blocks' ? lineEnd + lineEnd : lineEnd;
  const placement = placementsOf(reading)[0] ?? 'replace';
  return (
    reading.items
      .map((item, index) => {
        const text = source.text.slice(item.span.start, item.span.end);
        const answer = answers.get(index);
        if (answer === undefined) return text;
        if (reading.notation.kind === 'lines') return `${text} => ${answer}`;
        const change = edit(source, reading, item, answer, placement, lineEnd);
        return applyEdits(text, [{ ...change, span: { start: change.span.start - item.span.start, end: change.span.end - item.span.start } }]);
      })
      .join(parting) + lineEnd
  );
}
