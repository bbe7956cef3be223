import type { Comparison } from './comparison';

/** The comparisons as a Markdown table, columns padded for a terminal, with the notes below it. */
export function tableOf(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ name, value, unit, peer, peerValue, ratio, target, met, note }) => [
    name,
    shown(value),
    unit,
    note === undefined ? peer : `${peer} [${noteNumber(comparisons, note)}]`,
    shown(peerValue),
    ratio === null ? '–' : `${shown(ratio)} ×`,
    target,
    met ? 'yes' : 'NO',
  ]);
  const notes = notesOf(comparisons).map((note, at) => `[${at + 1}] ${note}`);
  return [
    ...lines([['row', 'ours', 'unit', 'against', 'theirs', 'ratio', 'target', 'met'], ...rows]),
    ...(notes.length > 0 ? ['', ...notes.flatMap((note, at) => (at > 0 ? ['', note] : [note]))] : []),
  ].join('\n');
}

function notesOf(comparisons: readonly Comparison[]): readonly string[] {
  return [...new Set(comparisons.flatMap(({ note }) => note ?? []))];
}

function noteNumber(comparisons: readonly Comparison[], note: string): number {
  return notesOf(comparisons).indexOf(note) + 1;
}

function lines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [head = '', ...body] = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return [head, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body];
}

/** Three digits that count, more only before the point; `–` where there is no figure. */
function shown(value: number | null): string {
  if (value === null) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return value === 0 ? '0' : value.toPrecision(3);
}
