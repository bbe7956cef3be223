import { arrowName } from './arrows';
import type { Notation } from './notation';

/** A notation in a few words, for people. */
export function describeNotation(notation: Notation): string {
  switch (notation.kind) {
    case 'blocks':
      return `${notation.problemLabel}/${notation.answerLabel} blocks`;
    case 'arrows':
      return `lines with ${arrowName(notation.arrow)}`;
    case 'jsonLines':
      return `JSON Lines, “${notation.problemKey}” and “${notation.answerKey}”`;
    case 'jsonArray':
      return `JSON array, “${notation.problemKey}” and “${notation.answerKey}”`;
    case 'delimited':
      return `${delimiterNames[notation.delimiter]}${notation.header ? ' with a header' : ''}, answer in column ${notation.answerColumn + 1}`;
    case 'markdownTable':
      return `Markdown table, answer in column ${notation.answerColumn + 1}`;
    case 'lines':
      return 'lines, a problem each';
  }
}

const delimiterNames = { ',': 'CSV', ';': 'CSV with semicolons', '\t': 'TSV', '|': 'rows with bars' } as const;
