/**
 * A script as one writes it without this product: `papaparse-script.mjs INPUT OUTPUT`. It streams a CSV through
 * PapaParse, calls the small tool's functions as they stand in this process, and streams the rows out again. Writes the
 * milliseconds as a line of JSON.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { runInThisContext } from 'node:vm';
import Papa from 'papaparse';
import { datesTool } from '../tools/dates';

interface Row {
  readonly problem: string;
  readonly answer: string;
}

/** Rows that are written at once. */
const rowsAtOnce = 1_000;

const [, , input = '', output = ''] = process.argv;
const answerTo = runInThisContext(
  `(() => { ${datesTool.code}\n; return (problem) => { const args = parse(problem); const result = args && solve(args); return result ? format(result) : ''; }; })()`,
) as (problem: string) => string;

const start = performance.now();
const writer = createWriteStream(output);
let rows: Row[] = [];
const write = (): void => {
  writer.write(`${Papa.unparse(rows, { header: false })}\n`);
  rows = [];
};
writer.write('problem,answer\n');
await new Promise<void>((resolve, reject) => {
  Papa.parse<Row>(createReadStream(input), {
    header: true,
    skipEmptyLines: true,
    step: ({ data: { problem } }) => {
      rows.push({ problem, answer: answerTo(problem) });
      if (rows.length === rowsAtOnce) write();
    },
    complete: () => resolve(),
    error: reject,
  });
});
if (rows.length > 0) write();
writer.end();
await finished(writer);
process.stdout.write(`${JSON.stringify({ milliseconds: performance.now() - start })}\n`);
