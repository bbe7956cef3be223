import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import Papa from 'papaparse';
import { delimitedRows } from '../../src/engine/notation/table/delimited-rows';
import { withLineFeeds } from '../../src/engine/text/lines';
import { wholeOf } from '../../src/engine/text/source';

/** The rows with something in them as papaparse has them; `null` for one with a fault in its quotes. */
function papaparsed(text: string, delimiter: string): readonly (readonly string[] | null)[] {
  const rows: (readonly string[] | null)[] = [];
  const plain = withLineFeeds(text.replace(/^[\uFEFF\r\n]*/, ''));
  let at = 0;
  // The line end closes a last cell that has spaces behind its quotes.
  Papa.parse<string[]>(`${plain}\n`, {
    delimiter,
    newline: '\n',
    fastMode: false,
    step: ({ data, errors, meta: { cursor } }) => {
      if (plain.slice(at, cursor).trim() !== '') rows.push(errors.length > 0 ? null : data);
      at = cursor;
    },
  });
  return rows;
}

/** Quotes behind spaces, which papaparse takes for letters: they are quotes here where they close on their line. */
const spacedQuote = /(?:^|[,\t\n\r\uFEFF]) +"/;

/** The rows up to the first fault in quotes: behind it papaparse takes all for one cell, and here the next line counts. */
function upToFault(rows: readonly (readonly string[] | null)[]): readonly (readonly string[] | null)[] {
  const fault = rows.indexOf(null);
  return fault < 0 ? rows : rows.slice(0, fault + 1);
}

test('rows have the cells that papaparse gives them, and the first fault is the same', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('a', 'b', '"', '"', '""', ',', ',', '\t', ' ', '\n', '\r\n', '\r', '\uFEFF', '\u00A0'),
        maxLength: 40,
      }),
      fc.constantFrom(',' as const, '\t' as const),
      (text, delimiter) => {
        fc.pre(!spacedQuote.test(text));
        const rows = delimitedRows(wholeOf(text), delimiter);
        assert.deepEqual(
          upToFault(rows.map(({ cells, cellSpans }) => (typeof cellSpans === 'string' ? null : cells))),
          upToFault(papaparsed(text, delimiter)),
        );
      },
    ),
    { numRuns: 2_000 },
  );
});

test('what stands in a cell is what is in its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '"', '""', ',', ' ', '\n', '\r\n'), maxLength: 40 }), (text) => {
      for (const { cells, cellSpans, span, line } of delimitedRows(wholeOf(text), ',')) {
        assert.equal(line, text.slice(0, span.start).split('\n').length);
        if (typeof cellSpans === 'string') continue;
        assert.equal(cellSpans[0]?.start, span.start);
        assert.equal(cellSpans.at(-1)?.end, span.end);
        for (const [at, { start, end }] of cellSpans.entries()) {
          const written = withLineFeeds(text.slice(start, end));
          const inQuotes = written.trim().slice(1, -1).replaceAll('""', '"');
          const isOne = written.startsWith('"') ? [inQuotes] : /^ +"/.test(written) ? [written, inQuotes] : [written];
          assert.ok(isOne.includes(cells[at] ?? ''), `${String(cells[at])} in ${written}`);
        }
      }
    }),
  );
});
