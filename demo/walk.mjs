/** The main job in the sample workspace, done through the real menus with recorded replies. */
import { join } from 'node:path';

/** What the document must hold at the end. Three rows are no dates and stay as they were. */
export const expected = `3 March 2021 => 2021-03-03
17 October 1999 => 1999-10-17
1 January 2000 => 2000-01-01
30 June 2014 => 2014-06-30
9 December 1987 => 1987-12-09
25 May 2010 => 2010-05-25

4 July 1976 => 1976-07-04
31 November 2020
12 February 2024 => 2024-02-12
the 5th of May 2005 => 2005-05-05
28 August 2019 => 2019-08-28
7 April 1912 => 1912-04-07
29 February 2023
`;

/** The settings with which recorded replies play both models. */
export const settings = {
  // What is shown here is the model's part; this column would need none.
  'toolsmith.making.withoutModel': false,
  'toolsmith.maker.provider': 'recorded',
  'toolsmith.user.provider': 'recorded',
  'toolsmith.recordings': join(import.meta.dirname, 'replies.jsonl'),
  // A strong model that saw the open dates would leave the light one nothing to read, and that is shown here, too.
  'toolsmith.making.dataInView': false,
};

/** Walks the main job in a window of the sample workspace; `shot(name)` is called where something is to be seen. */
export async function walkMainJob(window, shot) {
  await window.openLibrary();
  await shot('empty-library');
  await window.openFile('deliveries.txt');
  await window.select(1, 6);
  await shot('examples');
  await window.contextMenu('Toolsmith', 'Make Tool from Selection');
  await window.waitForPick(/6 examples/);
  await shot('understood');
  await window.pick(/Make the Tool/);
  await window.notification(/Made/);
  await shot('made');
  await window.notificationButton(/Made/, /Apply to 7 More/);
  await window.reviewMessage(/4 answered, 3 not recognized/);
  await shot('review');
  await window.treeItem('Ask the Light Model for 3 Rows…').click();
  await window.waitForPick(/3 problems not recognized/);
  await shot('consent');
  await window.pick(/Send Them/);
  await window.reviewMessage(/5 answered/);
  await shot('answered');
  await window.titleButton('Write Answers');
  await window.notification(/Wrote 5 answers/);
  await shot('written');
  await window.save();
  await window.treeItem(/./).click();
  await window.panel().locator('h1').waitFor({ timeout: 20_000 });
  await window.clearNotifications();
  await shot('panel');
}
