import * as vscode from 'vscode';
import type { Questions } from '../../engine/applying/questions';
import { withChoice } from '../../engine/dispatching/preferences';
import { counted } from '../words/amounts';
import { shownLine } from '../words/shown';
import type { Parts } from '../parts';
import { askConsent, unreadText } from './ask-consent';
import { askMeant } from './ask-meant';
import { askToChoose, mayBeChosen, undecidedText } from './ask-to-choose';
import { preferencesFor, rememberPreferences } from './remembered-preferences';

/**
 * How the person is asked whether a light model may help. At once: they just called for it. By a message that waits:
 * they may be at something else by then. Not at all: what it could read stays as it is.
 */
export type ModelsAsked = 'asked' | 'notified' | 'left';

const askLabel = 'Ask the Light Model…';

/** What the person is asked while tools are applied to a document; which tool is meant in it is remembered. */
export function questionsOf(parts: Parts, document: vscode.Uri, models: ModelsAsked): Questions {
  const memory = parts.context.workspaceState;
  const isWanted = async (left: string): Promise<boolean> => {
    if (models !== 'notified') return models === 'asked';
    const name = shownLine(vscode.workspace.asRelativePath(document));
    const choice = await vscode.window.showInformationMessage(`${name}: ${left}.`, askLabel, 'Finish Without');
    return choice === askLabel;
  };
  return {
    whichTool: async (ambiguity, problem, seen) => {
      const { tools, problems } = ambiguity;
      const which = seen === 'first' ? `${problems} of the first rows` : counted(problems, 'problem');
      const meant = await askMeant(
        parts,
        document,
        tools,
        problem,
        `${which} could be meant for each of ${tools.length} tools`,
      );
      if (meant === undefined || meant === 'leave') return meant ?? 'giveUp';
      await rememberPreferences(memory, document, withChoice(preferencesFor(memory, document), ambiguity, meant));
      return meant;
    },
    mayChoose: async (open, rows) =>
      mayBeChosen(parts, open) && (await isWanted(undecidedText(open, rows)))
        ? declined(await askToChoose(parts, open, rows))
        : 'leave',
    mayRead: async (tool, problems, rows) =>
      (await isWanted(unreadText(tool, problems.length, rows)))
        ? declined(await askConsent(parts, tool, problems, rows))
        : 'leave',
  };
}

/** Who closes a question gives the application up. */
function declined<T>(answer: T | undefined): T | 'giveUp' {
  return answer ?? 'giveUp';
}
