import type { RefusedAnswer } from '../../engine/problem/write';
import { attentionOrder, type Attention, type ReviewedRow } from '../../engine/using/review';

/** Both sides of a preview. The same lines stand on both but for the answers, so that the editor's diff shows these. */
export interface PreviewTexts {
  readonly before: string;
  readonly after: string;
}

/** What a row is shown under: why it deserves a look, or that its answer will not be written. */
type Group = Attention | 'taken' | 'unfit';

/** Exceptions first; what will not be written is one, and comes before all that will be. */
const groups: readonly Group[] = attentionOrder.flatMap((attention): readonly Group[] =>
  attention === 'byModel' ? ['taken', 'unfit', attention] : [attention],
);

const headings: Readonly<Record<Group, string>> = {
  failed: 'Failed: these stay as they are',
  noAnswer: 'The tool says that there is no answer: these stay as they are',
  notRead: 'Not read: these stay as they are',
  taken: 'Not written: something stands there',
  unfit: 'Not written: the answer does not fit there',
  byModel: 'Answered by the light model',
  unchanged: 'Unchanged',
  novel: 'Novel: of a shape that no example has',
  none: 'The rest',
};

/**
 * The rows of a preview as the two sides of a diff, exceptions first, each group under its heading with its count.
 * `refused`: the answers that will not be written, by index into the reading's items.
 */
export function previewTexts(
  sourceText: string,
  rows: readonly ReviewedRow[],
  refused: ReadonlyMap<number, RefusedAnswer>,
): PreviewTexts {
  const before: string[] = [];
  const after: string[] = [];
  const both = (line: string): void => {
    before.push(line);
    after.push(line);
  };
  const lineOf = lineFinder(sourceText);
  const groupOf = ({ index, attention }: ReviewedRow): Group => {
    const refusal = refused.get(index);
    return refusal ? (refusal.isTaken ? 'taken' : 'unfit') : attention;
  };
  for (const name of groups) {
    const group = rows.filter((row) => groupOf(row) === name);
    if (group.length === 0) continue;
    const isAll = name === 'none' && group.length === rows.length;
    both(`## ${isAll ? 'Answered' : headings[name]} (${group.length})`);
    both('');
    for (const row of group) {
      const [first, ...more] = row.item.problem.split('\n');
      both(
        `line ${lineOf(row.item.span.start)}${row.by === undefined ? '' : ` · ${row.by ?? 'no tool'}`}: ${first ?? ''}`,
      );
      for (const line of more) both(`    ${line}`);
      before.push(`  = ${oneLine(row.item.answer ?? '')}`.trimEnd());
      const refusal = refused.get(row.index);
      const unwritten = refusal ? ` (not written: ${refusal.reason})` : '';
      after.push(`  = ${oneLine(outcomeText(row) + unwritten)}`.trimEnd());
      both('');
    }
  }
  return { before: before.join('\n'), after: after.join('\n') };
}

/** Line numbers by offset, counted once: counting from the top for every row froze on thousands of them. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function outcomeText({ item, outcome }: ReviewedRow): string {
  switch (outcome.kind) {
    case 'answer':
      return outcome.answer;
    case 'noAnswer':
      return item.answer ?? '(no answer)';
    case 'notRead':
      return `(not read${outcome.reason === null ? '' : `: ${outcome.reason}`})`;
    case 'failed':
      // What a server said is said once, in a message.
      return outcome.modelFailure ? '(failed: no reply from the light model)' : `(failed: ${outcome.reason})`;
    case 'cancelled':
      return '(cancelled)';
  }
}

function oneLine(text: string): string {
  return text.replace(/\r\n?|\n/g, ' ⏎ ');
}
