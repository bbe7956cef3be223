import { attentionOrder, type Attention, type ReviewedRow } from '../../engine/using/review';
import { lineAt } from '../../engine/problem/text';

/** Both sides of a preview. The same lines stand on both but for the answers, so that the editor's diff shows these. */
export interface PreviewTexts {
  readonly before: string;
  readonly after: string;
}

const headings: Readonly<Record<Attention, string>> = {
  failed: 'Failed: these stay as they are',
  noAnswer: 'The tool says that there is no answer: these stay as they are',
  notRead: 'Not read: these stay as they are',
  byModel: 'Answered by the light model',
  unchanged: 'Unchanged',
  novel: 'Novel: of a shape that no example has',
  none: 'The rest',
};

/** The rows of a preview as the two sides of a diff, exceptions first, each group under its heading with its count. */
export function previewTexts(sourceText: string, rows: readonly ReviewedRow[]): PreviewTexts {
  const before: string[] = [];
  const after: string[] = [];
  const both = (line: string): void => {
    before.push(line);
    after.push(line);
  };
  for (const attention of attentionOrder) {
    const group = rows.filter((row) => row.attention === attention);
    if (group.length === 0) continue;
    both(`## ${headings[attention]} (${group.length})`);
    both('');
    for (const row of group) {
      const label = `line ${lineAt(sourceText, row.item.span.start)}: `;
      const [first, ...more] = row.item.problem.split('\n');
      both(`${label}${first ?? ''}`);
      for (const line of more) both(`    ${line}`);
      before.push(`  = ${oneLine(row.item.answer ?? '')}`.trimEnd());
      after.push(`  = ${oneLine(outcomeText(row))}`.trimEnd());
      both('');
    }
  }
  return { before: before.join('\n'), after: after.join('\n') };
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
      return `(failed: ${outcome.reason})`;
    case 'cancelled':
      return '(cancelled)';
  }
}

function oneLine(text: string): string {
  return text.replace(/\n/g, ' ⏎ ');
}
