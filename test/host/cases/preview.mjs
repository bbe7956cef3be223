import assert from 'node:assert/strict';
import { datesText } from './dates.mjs';
import { makeDates } from './main-job.mjs';

export const cases = {
  'rows without an answer are selected in their document, from the preview and after writing': async (host) => {
    const text = datesText.replace('12 February 2024', 'no date\n12 February 2024');
    const window = await host.window({ files: { 'dates.txt': text } });
    await makeDates(host, window);
    await window.notificationButton(/Made/, /Apply to the Other 4 \(reads 2\)/);
    await window.pick(/Leave Them/);
    await window.notification(/2 answered, 2 not read/);
    await window.titleButton('Select Rows without an Answer');
    const before = await window.waitForSelections(['31 November 2020', 'no date']);
    assert.deepEqual(
      before.map(({ from }) => from),
      [
        [9, 1],
        [10, 1],
      ],
    );
    await window.openTab(/before ↔ after/);
    await window.titleButton('Fill In the Answers');
    await window.notificationButton(/Wrote 2 answers/, 'Select Them');
    await window.waitForSelections(['31 November 2020', 'no date']);
    assert.match(await window.editorText(), /4 July 1976 => 1976-07-04/);
  },
};
