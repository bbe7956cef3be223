/**
 * `npm run attacks [-- ROUNDS [SEED]]`: all attacks on the sandbox, on both engines, several times over in a random
 * order, with honest calls beside and after them. Ends with one line `N passed, N failed`.
 */
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleTests } from '../bundle.mjs';

const rounds = Number(process.argv[2] ?? 5);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const out = `.build/attacks-${process.pid}`;
await bundleTests(['test/sandbox/attacks/campaign.ts', 'test/sandbox/attacks/groups.ts'], out);
const { campaign } = await import(pathToFileURL(resolve(out, 'sandbox', 'attacks', 'campaign.mjs')).href);

console.log(`seed ${seed}: again with npm run attacks -- ${rounds} ${seed}\n`);
const { tallies, failures, most, seconds } = await campaign(rounds, seed, (engine, round) =>
  console.log(`${engine}, round ${round} of ${rounds}`),
);
await rm(out, { recursive: true, force: true });

const row = (...cells) =>
  console.log(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(14) : String(cell).padStart(9))).join(''));
console.log('');
row('group', 'attacks', 'tried', 'held', 'failed');
const total = { attacks: 0, tried: 0, held: 0, failed: 0 };
for (const [group, tally] of tallies) {
  row(group, tally.attacks, tally.tried, tally.held, tally.failed);
  for (const figure of Object.keys(total)) total[figure] += tally[figure];
}
row('all', total.attacks, total.tried, total.held, total.failed);
console.log(
  `\n${seconds.toFixed(0)} s; at most ${Math.round(most.bytes / 2 ** 20)} MB, and ${most.engines} engines at once`,
);
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`\n${total.held} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.tried > 0 ? 0 : 1);
