import { planSolved } from '../../engine/problem/plan-solved';
import { runCommand } from '../commands';
import type { Parts } from '../parts';
import { wholeOf } from '../text/selection';
import { make } from './make';
import { openSampleOf } from './open-sample';
import { examplesIn } from './understand';

/**
 * Makes a tool from the sample of dates, and applies it to the rest, without a model and a question: nothing leaves
 * this machine. A tool that was made of the sample before is applied at once.
 */
export async function trySample(parts: Parts): Promise<void> {
  const { document } = await openSampleOf(parts.context.extensionUri, 'dates');
  const planned = planSolved(wholeOf(document), { name: document.fileName }, () => true);
  const [reading] = planned.kind === 'unreadable' ? [] : planned.readings;
  if (!reading) throw new Error('The sample of dates cannot be read.');
  const key = JSON.stringify(examplesIn(reading.items));
  const made = (await parts.library.list()).tools.find(
    ({ tool, isMadeHere }) =>
      isMadeHere &&
      tool.stage === 'tool' &&
      JSON.stringify(tool.examples.map(({ problem, answer }) => ({ problem, answer }))) === key,
  );
  if (made) {
    const address = { place: made.place, id: made.tool.id };
    await parts.toolsOfDocuments.remember(document.uri, address);
    await runCommand('toolsmith.applyToRest', address, document.uri);
    return;
  }
  await make(parts, { start: { reading, hint: null }, readings: [reading], document, isSample: true });
}
