import * as vscode from 'vscode';
import type { During, Stretch } from '../../engine/applying/questions';
import { abortSignalOf } from '../abort';
import { shownLine } from '../words/shown';

/** Shows a stretch of work as a progress that counts, and that the person may stop. */
export const shownWork: During = async (stretch, work) =>
  vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: titleOf(stretch), cancellable: true },
    (progress, token) => {
      const total = stretch.problems.length;
      let done = 0;
      let shown = 0;
      return work(abortSignalOf(token), {
        onStart: () => undefined,
        onDone: () => {
          done += 1;
          // Every report crosses to the window: a hundred of them are enough.
          if (done - shown < total / 100 && done < total) return;
          progress.report({ message: `${done} of ${total}`, increment: ((done - shown) * 100) / total });
          shown = done;
        },
      });
    },
  );

function titleOf(stretch: Stretch): string {
  switch (stretch.kind) {
    case 'dispatch':
      return lookingTitle;
    case 'parse':
      return `Toolsmith: applying “${shownLine(stretch.tool.name)}”`;
    case 'choose':
      return `Toolsmith: ${shownLine(stretch.model.model)} chooses tools`;
    case 'read':
      return `Toolsmith: ${shownLine(stretch.model.model)} reads for “${shownLine(stretch.tool.name)}”`;
  }
}

/** What is shown while problems find their tools. */
export const lookingTitle = 'Toolsmith: looking for the tool of each problem';
