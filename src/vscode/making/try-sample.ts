import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelIdentity } from '../../engine/model/chat-model';
import { createReplayModel, readRecordings } from '../../node/model/replay';
import { planSolved } from '../../engine/problem/plan-solved';
import { runCommand } from '../commands';
import type { Parts } from '../parts';
import { wholeOf } from '../text/selection';
import { make } from './make';
import { openSampleOf } from './open-sample';
import { examplesIn } from './understand';

/** Who answers in the sample. */
const recorded: ModelIdentity = { model: 'recorded replies', host: 'this machine', inputPrice: 0, outputPrice: 0 };

/**
 * Makes a tool from the sample of dates, and applies it to the rest, without a model and a question: the replies were
 * recorded, and nothing leaves this machine. A tool that was made of the sample before is applied at once.
 */
export async function trySample(parts: Parts): Promise<void> {
  const { document } = await openSampleOf(parts.context.extensionUri, 'dates');
  const planned = planSolved(wholeOf(document), { name: document.fileName }, () => true);
  const [all] = planned.kind === 'unreadable' ? [] : planned.readings;
  if (!all) throw new Error('The sample of dates cannot be read.');
  // The replies were recorded for the solved ones alone.
  const reading = { ...all, items: all.items.filter(({ answer }) => answer !== null) };
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
  const recordings = await readFile(join(parts.context.extensionPath, 'dist', 'sample-replies.jsonl'), 'utf8');
  const replay = createReplayModel({
    identity: recorded,
    recordings: readRecordings(recordings),
    howToRecord: 'Set Up Models…, and Make Tool from Selection with a model of your own',
  });
  const models: Parts['models'] = {
    identity: (role) => (role === 'maker' ? recorded : null),
    forbidden: () => null,
    open: (role) => Promise.resolve(role === 'maker' ? replay : null),
    setUp: () => Promise.resolve(false),
  };
  await make({ ...parts, models }, { start: { reading, hint: null }, readings: [reading], document, isSample: true });
}
